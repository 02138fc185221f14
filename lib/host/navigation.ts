/** So often, in milliseconds, the address is looked at where nothing tells of its changes. */
const POLL = 1000;

/**
 * Calls `changed` when the document's address changes without a reload. Returns a function that looks at
 * once: for browsers without the Navigation API, where a page can change its address unheard.
 */
export function watchAddress(changed: () => void, signal: AbortSignal): () => void {
  let last = location.href;
  const look = () => {
    if (location.href === last) return;
    last = location.href;
    changed();
  };
  const { navigation } = window as { navigation?: EventTarget };
  if (navigation) {
    navigation.addEventListener('currententrychange', look, { signal });
  } else {
    addEventListener('popstate', look, { signal });
    addEventListener('hashchange', look, { signal });
    const poll = setInterval(look, POLL);
    signal.addEventListener('abort', () => clearInterval(poll));
  }
  return look;
}
