import { parentOf } from '../elements.ts';

/** The bar has to be seen this long before a press on it moves anything unasked, in milliseconds. */
const SEEN_FOR = 500;

/**
 * Whether what was pressed is what the person saw: there for a while, and neither faded nor covered by the page. Where
 * it is not, a page of ours asks first: there the host cannot interfere (design 7).
 */
export function mayVouch(bar: HTMLElement, control: HTMLElement, seenSince: number): boolean {
  if (performance.now() - seenSince < SEEN_FOR) return false;
  if (isFaded(bar)) return false;
  const { left, top, width, height } = control.getBoundingClientRect();
  const points = [0.3, 0.5, 0.7].map((part): [number, number] => [left + width * part, top + height / 2]);
  return points.every(([x, y]) => document.elementFromPoint(x, y) === bar);
}

/** Hosts move parts of their pages this way; turned, mirrored or shrunk they are not what the person knows. */
const MOVED_ONLY = /^matrix\(1, 0, 0, 1,/;

/** The looks of every element around it count: a page can fade the bar with what holds it. */
function isFaded(start: Element): boolean {
  for (let element: Element | null = start; element; element = parentOf(element)) {
    const { opacity, filter, maskImage, mixBlendMode, visibility, clipPath, transform } =
      getComputedStyle(element);
    if (Number(opacity || 1) < 1 || visibility === 'hidden') return true;
    if (filter && filter !== 'none' && /blur|opacity|brightness|url/.test(filter)) return true;
    if (maskImage && maskImage !== 'none') return true;
    if (clipPath && clipPath !== 'none') return true;
    if (transform && transform !== 'none' && !MOVED_ONLY.test(transform)) return true;
    if (mixBlendMode && mixBlendMode !== 'normal') return true;
  }
  return false;
}
