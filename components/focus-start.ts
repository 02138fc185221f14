/**
 * Puts the focus where a view begins, and keeps it there until the person does something. Nothing in a hidden frame takes
 * it, and the host page may show the frame of the overlay after its content is there; a host that fights for the focus
 * has the frame hidden for a moment, which loses it. Then it goes there as soon as the window has it. Gives what ends that.
 *
 * ```ts
 * useEffect(() => focusStart(() => heading.current?.focus()), []);
 * ```
 */
export function focusStart(focus: () => void): () => void {
  const waiting = new AbortController();
  const { signal } = waiting;
  const begin = () => {
    if (!signal.aborted && !isFocused()) focus();
  };
  const end = () => waiting.abort();
  for (const type of ['focus', 'resize']) addEventListener(type, begin, { signal });
  addEventListener('resize', showFromTop, { signal });
  for (const type of ['keydown', 'pointerdown', 'wheel'])
    addEventListener(type, end, { capture: true, passive: true, signal });
  focus();
  // A frame that is hidden draws nothing: this waits until it is on show.
  if (!isFocused()) requestAnimationFrame(begin);
  return end;
}

/** While the frame was smaller, what has the focus may have pushed the head of its view out of sight. */
function showFromTop(): void {
  scrollTo(0, 0);
  document.activeElement?.scrollIntoView({ block: 'nearest' });
}

function isFocused(): boolean {
  const { activeElement, body } = document;
  return activeElement !== null && activeElement !== body;
}
