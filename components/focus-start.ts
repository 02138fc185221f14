/**
 * Puts the focus where a view begins. Nothing in a hidden frame takes it, and the host page may show the frame of the
 * overlay after its content is there: then the focus goes there as soon as the window has it. Gives what ends that.
 *
 * ```ts
 * useEffect(() => focusStart(() => heading.current?.focus()), []);
 * ```
 */
export function focusStart(focus: () => void): () => void {
  const waiting = new AbortController();
  const begin = () => {
    if (!isFocused()) focus();
    if (isFocused()) waiting.abort();
  };
  for (const type of ['focus', 'resize']) addEventListener(type, begin, { signal: waiting.signal });
  focus();
  if (isFocused()) waiting.abort();
  // A frame that is hidden draws nothing: this waits until it is on show.
  else requestAnimationFrame(() => !waiting.signal.aborted && begin());
  return () => waiting.abort();
}

function isFocused(): boolean {
  const { activeElement, body } = document;
  return activeElement !== null && activeElement !== body;
}
