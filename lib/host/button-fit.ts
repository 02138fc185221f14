/** How the Process button fits itself into a toolbar that was made without it. */

/**
 * Calls back when the browser has laid `element` out by itself, before it paints: asking for sizes right
 * after a change would have it lay out a whole CRM page once more. Only the last callback given is called.
 */
export function afterLayout(element: Element, signal: AbortSignal): (then: () => void) => void {
  let waiting: (() => void) | null = null;
  const observer = new ResizeObserver(() => {
    observer.disconnect();
    waiting?.();
    waiting = null;
  });
  signal.addEventListener('abort', () => observer.disconnect());
  return (then) => {
    waiting = then;
    observer.disconnect();
    observer.observe(element);
  };
}

/** A toolbar that grows by this much has got a second line; by less, it has made room in the first. */
const LINE = 16;

/** Whether a toolbar that was as high as `height` has got another line. */
export function isBroken(row: Element, height: number): boolean {
  return row.clientHeight > height + LINE;
}

/**
 * Hides the button's word where it alone would break the toolbar into two lines; the mark and the count stay.
 * `height` is that of the row before the button came.
 */
export function shorten(label: HTMLElement, row: Element, height: number): void {
  label.hidden = isBroken(row, height);
  if (label.hidden && isBroken(row, height)) label.hidden = false;
}

/** Style that moves the button to the height of its neighbour: among floats it would stand at the top. */
export function levelCss(element: Element): string {
  const neighbour = element.previousElementSibling ?? element.nextElementSibling;
  if (!neighbour) return '';
  const own = element.getBoundingClientRect();
  const other = neighbour.getBoundingClientRect();
  const down = Math.round((other.top + other.bottom - own.top - own.bottom) / 2);
  const isOneRow = other.top < own.bottom && own.top < other.bottom;
  if (!isOneRow || Math.abs(down) < 2) return '';
  return `:host{position:relative!important;top:${down}px!important}`;
}
