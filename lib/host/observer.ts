/**
 * At most one look at the page in this time while it keeps changing, in milliseconds; more and more time,
 * up to the longest, while no look finds anything that matters.
 */
const GAP = 80;
const LONGEST_GAP = 320;

export interface PageObserver {
  start(): void;
  stop(): void;
}

/**
 * Calls `look` soon after the page has changed: in the next animation frame, and no more than once in `GAP`. `look` says
 * whether it has found a change that matters.
 *
 * From the first change until that look the observer is off, so a page that changes a thousand times a
 * second costs no more than one that changes three to twelve times. Nothing is missed: `look` reads the page as it is
 * and not what has changed.
 */
export function observePage(look: () => boolean, signal: AbortSignal): PageObserver {
  let on = false;
  let pending = false;
  let lastLook = Number.NEGATIVE_INFINITY;
  let gap = GAP;
  const observer = new MutationObserver(() => {
    observer.disconnect();
    if (!pending) schedule();
  });
  const schedule = () => {
    pending = true;
    const since = performance.now() - lastLook;
    if (since > 2 * LONGEST_GAP) gap = GAP;
    const wait = gap - since;
    // A hidden tab has no animation frames.
    if (wait > 0 || document.hidden) setTimeout(run, Math.max(wait, 0));
    else requestAnimationFrame(run);
  };
  const run = () => {
    pending = false;
    if (!on) return;
    lastLook = performance.now();
    gap = look() ? GAP : Math.min(2 * gap, LONGEST_GAP);
    // After the look, so that what it inserts is not seen as a change.
    if (on) observer.observe(document, { childList: true, subtree: true });
  };
  const stop = () => {
    on = false;
    observer.disconnect();
  };
  signal.addEventListener('abort', stop);
  return {
    start() {
      if (on || signal.aborted) return;
      on = true;
      observer.observe(document, { childList: true, subtree: true });
    },
    stop,
  };
}
