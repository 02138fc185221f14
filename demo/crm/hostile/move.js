import { foreignElements } from './foreign.js';

let moved = 0;

setInterval(() => {
  for (const element of foreignElements()) {
    if (element.getRootNode() !== document) continue;
    const target = element.parentNode === document.body ? document.documentElement : document.body;
    target.append(element);
    moved += 1;
  }
  document.documentElement.dataset.hostileMoved = String(moved);
}, 1000);
