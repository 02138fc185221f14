import { onForeign } from './foreign.js';

let removed = 0;

onForeign((element) => {
  if (!element.isConnected || element.getRootNode() !== document) return;
  element.remove();
  removed += 1;
  document.documentElement.dataset.hostileRemoved = String(removed);
});
