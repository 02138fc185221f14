import type { Corner } from '../sites/schema.ts';
import BUTTON_CSS from './button.css?inline';
import { dockedCss } from './button-dock.ts';
import { afterLayout, isBroken, levelCss, shorten } from './button-fit.ts';
import { BUTTON_TAG, copiesOf, keepKeys, make, makeStyle, UNPRINTED_CSS } from './elements.ts';
import type { Place } from './record.ts';
import { toneAt } from './tone.ts';

const MOST_SHOWN = 99;

/** The words on the button; the count is that of the tasks that wait. */
export interface ButtonWords {
  label: string;
  waiting(count: number): string;
}

/** The one Process button of a document. It holds no data of the record but the count of waiting tasks. */
export interface ProcessButton {
  /** What is in the page; everything else is in its closed shadow root. */
  readonly element: HTMLElement;
  put(place: Place): void;
  dock(corner: Corner): void;
  remove(): void;
  isAt(place: Place): boolean;
  /** Whether there is no copy of it in the page. */
  isAlone(): boolean;
  setCount(waiting: number): void;
  setExpanded(expanded: boolean): void;
  focus(): void;
  /** Where the button is in the viewport; null while it is not in the page. */
  box(): DOMRect | null;
}

/** What a person does with the button. Only their own press counts. */
export interface ButtonEvents {
  press(): void;
  /** The pointer or the focus has come to the button: a press may follow. */
  near(): void;
  /** The page has hidden the place where the button stands. */
  hidden(): void;
}

/** Makes the button; it is not in the page until it is put somewhere. */
export function createButton(words: ButtonWords, on: ButtonEvents, signal: AbortSignal): ProcessButton {
  const element = document.createElement(BUTTON_TAG);
  const count = make('span', { class: 'count' });
  const label = make('span', {}, words.label);
  const control = make('button', { type: 'button', 'aria-haspopup': 'dialog' }, mark(), label, count);
  const fitting = makeStyle('');
  // Delegated, so that the focus can be given back to the element in the page.
  element
    .attachShadow({ mode: 'closed', delegatesFocus: true })
    .append(makeStyle(BUTTON_CSS + UNPRINTED_CSS), fitting, control);
  control.addEventListener('click', (event) => event.isTrusted && on.press(), { signal });
  for (const type of ['pointerenter', 'focus']) control.addEventListener(type, on.near, { signal });
  // The focus stays in the field that the person was in, so the press itself saves and validates nothing.
  control.addEventListener('mousedown', (event) => event.preventDefault(), { signal });
  keepKeys(element, signal);
  let isMeasured: boolean | undefined;
  const measure = () => isMeasured && dispatchEvent(new Event('resize'));
  // A page that still comes may not hear of sizes before it is all there.
  addEventListener('load', () => requestAnimationFrame(measure), { signal });
  // Hosts put away toolbars and whole views by attributes alone, which nobody observes; the button goes with them.
  // What is hidden for the print only comes back as it was.
  const seen = new ResizeObserver(() => {
    measure();
    if (element.isConnected && !element.checkVisibility() && !matchMedia('print').matches) on.hidden();
  });
  seen.observe(control);
  const whenLaidOut = afterLayout(control, signal);
  const settle = (css: string, then?: () => unknown) => {
    fitting.textContent = css;
    label.hidden = false;
    whenLaidOut(() => {
      control.dataset.tone = toneAt(element);
      then?.();
    });
  };
  const copies = copiesOf(element);
  const button: ProcessButton = {
    element,
    put(place) {
      copies.remove();
      if (button.isAt(place)) return;
      const row = place.element.parentElement ?? place.element;
      const height = row.clientHeight;
      place.element[place.position](element);
      isMeasured = place.measured;
      const settled = () => {
        if (!button.isAt(place)) return;
        shorten(label, row, height);
        fitting.textContent = levelCss(element);
      };
      // What changes a size while sizes are told is reported to the page as an error of its own.
      settle('', () => (isBroken(row, height) ? requestAnimationFrame(settled) : settled()));
    },
    dock(corner) {
      copies.remove();
      if (element.parentNode === document.documentElement) return;
      document.documentElement.append(element);
      isMeasured = false;
      settle(dockedCss(corner));
    },
    remove() {
      copies.remove();
      element.remove();
    },
    // To append and to prepend is to go into it.
    isAt: ({ element: anchor, position }) =>
      element.isConnected && element.parentNode === (position.endsWith('end') ? anchor : anchor.parentNode),
    isAlone: () => !copies.exist(),
    setCount(waiting) {
      count.textContent = waiting > MOST_SHOWN ? `${MOST_SHOWN}+` : String(waiting || '');
      const name = waiting ? words.waiting(waiting) : words.label;
      control.setAttribute('aria-label', name);
      control.title = name;
    },
    setExpanded: (expanded) => control.setAttribute('aria-expanded', String(expanded)),
    focus: () => control.focus({ preventScroll: true }),
    box: () => (element.isConnected ? control.getBoundingClientRect() : null),
  };
  signal.addEventListener('abort', () => {
    seen.disconnect();
    button.remove();
  });
  button.setCount(0);
  button.setExpanded(false);
  return button;
}

/** The mark on the button: two steps and the line between them. */
function mark(): SVGSVGElement {
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  const path = document.createElementNS('http://www.w3.org/2000/svg', 'path');
  const looks = {
    ...{ viewBox: '0 0 16 16', fill: 'none', stroke: 'currentColor' },
    ...{ 'stroke-width': '1.5', 'stroke-linecap': 'round' },
  };
  for (const [name, value] of Object.entries(looks)) svg.setAttribute(name, value);
  path.setAttribute(
    'd',
    'M1.75 4.5a2 2 0 1 0 4 0 2 2 0 1 0-4 0M5.75 4.5h3.5a3 3 0 0 1 3 3v2M10.25 11.5a2 2 0 1 0 4 0 2 2 0 1 0-4 0',
  );
  svg.append(path);
  return svg;
}
