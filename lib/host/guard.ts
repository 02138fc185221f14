import { atMost } from './rate.ts';

/** So many repairs in this time mean a page that fights back; more of them would only freeze it. */
const MOST_REPAIRS = 10;
const WITHIN = 2000;

/**
 * Undoes what the page does to our element while it is shown. Its looks are safe by themselves (`!important`
 * on `:host` wins), so that leaves attributes that act, and removal. `lost`: the element is not where we put it,
 * or the page does not give in.
 */
export function guardElement(element: Element, lost: () => void, signal: AbortSignal): void {
  const mayRepair = atMost(MOST_REPAIRS, WITHIN);
  const { parentNode } = element;
  const observer = new MutationObserver(() => {
    if (element.parentNode !== parentNode) return lost();
    if (element.attributes.length === 0) return;
    if (!mayRepair()) return lost();
    for (const { name } of [...element.attributes]) element.removeAttribute(name);
    // Else the repair itself would be seen as a change.
    observer.takeRecords();
  });
  observer.observe(element, { attributes: true });
  if (parentNode) observer.observe(parentNode, { childList: true });
  signal.addEventListener('abort', () => observer.disconnect());
}
