import { onForeign } from './foreign.js';

let faded = 0;

onForeign((element) => {
  if (!element.style || element.style.opacity === '0.01') return;
  element.style.setProperty('opacity', '0.01', 'important');
  faded += 1;
  document.documentElement.dataset.hostileFaded = String(faded);
});
