const bound = new Map();

/** Binds keys for as long as a page is shown: `bindKeys({ n: next })`. Returns what unbinds them. */
export function bindKeys(keys) {
  for (const [key, act] of Object.entries(keys)) bound.set(key, act);
  return () => {
    for (const key of Object.keys(keys)) bound.delete(key);
  };
}

const TYPING = 'input, textarea, select, [contenteditable]';

/** Listens for keys the way many CRMs do: on the document, looking only at the event's target. */
export function startHotkeys() {
  document.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const target = event.target instanceof Element ? event.target : document.body;
    if (target.matches(TYPING) || document.querySelector('dialog[open]')) return;
    const act = bound.get(event.key);
    if (!act) return;
    event.preventDefault();
    const root = document.documentElement;
    root.dataset.lastHotkey = event.key;
    root.dataset.hotkeys = String(Number(root.dataset.hotkeys ?? 0) + 1);
    act();
  });
}
