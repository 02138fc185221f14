import { make } from '../host/elements.ts';
import { textOf } from '../host/record.ts';
import { candidatesFor, meantBy, stepFrom, type Wanted } from './candidates.ts';

const SHOWN_TEXT = 60;
/** Everything by which a page hears of a pointer. */
const POINTER_EVENTS = [
  ...['pointerdown', 'pointerup', 'pointermove', 'mousedown', 'mouseup', 'mousemove', 'click', 'dblclick'],
  ...['auxclick', 'contextmenu', 'touchstart', 'touchend', 'dragstart'],
];
const KEY_EVENTS = ['keydown', 'keypress', 'keyup'];

export interface PointingOptions {
  wanted: Wanted;
  /** What is in the page of ours. */
  element: HTMLElement;
  /** The layer over the page, in the closed shadow root. */
  layer: HTMLElement;
  /** Told to who cannot see it: what is marked, the how many-th of how many. */
  marked(text: string, at: number | null, of: number): void;
  picked(element: Element): void;
  left(): void;
}

/**
 * Lets the person point at an element of the page, with the pointer or with the keys, and lets the page hear nothing of it:
 * a layer of ours lies over it, and what still reaches the window goes no further.
 */
export function point(options: PointingOptions, signal: AbortSignal): void {
  const { wanted, element, layer, marked, picked, left } = options;
  const frame = make('div', { class: 'mark' });
  layer.replaceChildren(frame);
  const isOurs = (one: Element) => one === element || one.localName.startsWith('throughline-');
  const candidates = candidatesFor(wanted, isOurs);
  let at: Element | null = null;

  const mark = (next: Element | null, tell: boolean) => {
    if (!next || next === at) return;
    at = next;
    if (tell) {
      next.scrollIntoView({ block: 'nearest', inline: 'nearest' });
      const index = candidates.indexOf(next);
      marked(textOf(next).slice(0, SHOWN_TEXT), index < 0 ? null : index + 1, candidates.length);
    }
    draw();
  };
  const draw = () => {
    frame.hidden = at === null;
    if (!at) return;
    const { left: x, top: y, width, height } = at.getBoundingClientRect();
    Object.assign(frame.style, { translate: `${x}px ${y}px`, width: `${width}px`, height: `${height}px` });
  };
  const under = ({ clientX, clientY }: MouseEvent) =>
    document.elementsFromPoint(clientX, clientY).find((one) => !isOurs(one)) ?? null;
  const meant = (event: MouseEvent) => {
    const found = under(event);
    return found && meantBy(found, wanted);
  };
  const take = () => at && picked(at);

  const onLayer = (event: Event) => {
    event.stopPropagation();
    if (event.cancelable && event.type !== 'touchstart') event.preventDefault();
    if (!event.isTrusted || !(event instanceof MouseEvent)) return;
    if (event.type === 'pointermove' || event.type === 'pointerdown') mark(meant(event), false);
    if (event.type !== 'click') return;
    mark(meant(event), false);
    take();
  };
  for (const type of POINTER_EVENTS) layer.addEventListener(type, onLayer, { signal });
  const scroll = (event: WheelEvent) => {
    event.stopPropagation();
    event.preventDefault();
    (scrollable(under(event)) ?? document.scrollingElement)?.scrollBy(event.deltaX, event.deltaY);
  };
  layer.addEventListener('wheel', scroll, { signal, passive: false });

  // What is above our layer, a modal dialog of the page, is not pressed either.
  const keepOut = (event: Event) => {
    if (event.target === element) return;
    event.stopImmediatePropagation();
    event.preventDefault();
  };
  for (const type of POINTER_EVENTS)
    addEventListener(type, keepOut, { capture: true, signal, passive: false });

  const walk = (by: number) => {
    const index = at ? candidates.indexOf(at) : -1;
    const from = index < 0 && by < 0 ? 0 : index;
    mark(candidates[(from + by + candidates.length) % candidates.length] ?? null, true);
  };
  const keys: Record<string, (event: KeyboardEvent) => void> = {
    Tab: ({ shiftKey }) => walk(shiftKey ? -1 : 1),
    ArrowRight: () => walk(1),
    ArrowLeft: () => walk(-1),
    ArrowUp: () => at && mark(stepFrom(at, 'up'), true),
    ArrowDown: () => (at ? mark(stepFrom(at, 'down'), true) : walk(1)),
    Enter: take,
    Escape: left,
  };
  const onKey = (event: KeyboardEvent) => {
    event.stopImmediatePropagation();
    // Keys of the browser itself stay what they are.
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    if (event.type === 'keydown' && event.isTrusted) keys[event.key]?.(event);
  };
  for (const type of KEY_EVENTS) addEventListener(type as 'keydown', onKey, { capture: true, signal });
  for (const type of ['scroll', 'resize'])
    addEventListener(type, draw, { capture: true, signal, passive: true });
  signal.addEventListener('abort', () => layer.replaceChildren());
  frame.hidden = true;
}

/** What scrolls under the pointer; null: the page itself. */
function scrollable(start: Element | null): Element | null {
  for (let element = start; element && element !== document.body; element = element.parentElement) {
    const isLonger = element.scrollHeight > element.clientHeight + 1;
    if (isLonger && /auto|scroll/.test(getComputedStyle(element).overflowY)) return element;
  }
  return null;
}
