import { isForeign } from '/app/dom.js';

function inside(root) {
  const found = [];
  for (const element of root.querySelectorAll('*')) {
    if (isForeign(element)) found.push(element);
    if (element.shadowRoot) found.push(...element.shadowRoot.querySelectorAll('*'));
  }
  return found;
}

/** Every element in this page that somebody else made, those in open shadow roots included. */
export function foreignElements() {
  const root = document.documentElement;
  const aside = [...root.children].filter((child) => child !== document.head && child !== document.body);
  return [...new Set([...aside, ...inside(root)])];
}

/** Calls back for what is there now, and whenever something foreign comes. */
export function onForeign(act) {
  const look = () => {
    for (const element of foreignElements()) act(element);
  };
  new MutationObserver(look).observe(document, { childList: true, subtree: true });
  look();
}
