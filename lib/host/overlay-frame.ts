import type { Box } from '../messaging/contract.ts';
import { keepKeys, make, makeStyle, OVERLAY_TAG } from './elements.ts';
import type { View } from './overlay-layout.ts';
import type { Tone } from './tone.ts';

const OVERLAY_CSS = `
:host {
  all: initial !important;
  display: block !important;
  position: fixed !important; inset: 0 auto auto 0 !important; width: 0 !important; height: 0 !important;
  pointer-events: auto !important;
}
dialog {
  all: unset;
  box-sizing: border-box; position: fixed; inset: var(--y) auto auto var(--x); width: var(--w); height: var(--h);
  overflow: hidden; background: #fcfcfd; pointer-events: auto;
  box-shadow: 0 0 0 1px #00002f26, 0 12px 32px -8px #00000029;
}
dialog:not(:popover-open, :modal) { display: none; }
dialog[data-view="menu"] { border-radius: 6px; box-shadow: 0 0 0 1px #00002f26, 0 6px 18px -4px #0000001f; }
dialog[data-view="drawer"] { border-radius: 12px 0 0 12px; }
dialog[data-view="page"] { border-radius: 12px; box-shadow: 0 0 0 1px #00002f26, 0 24px 64px -12px #0000003d; }
dialog[data-tone="dark"] { background: #111113; box-shadow: 0 0 0 1px #d6ebfd30, 0 24px 64px -12px #000000; }
dialog::backdrop { background: transparent; }
dialog[data-view="page"]:modal::backdrop { background: #00000052; }
iframe { display: block; width: 100%; height: 100%; border: 0; }
@media (forced-colors: active) { dialog { border: 1px solid CanvasText; } }
`;

/** The overlay's frame in the top layer of the page. It is made once and never moved: moving loses drafts. */
export interface OverlayFrame {
  /** What is in the page; everything else is in its closed shadow root. */
  readonly element: HTMLElement;
  readonly dialog: HTMLDialogElement;
  /** False when the page has removed or moved it: the frame has loaded anew and its nonce is spent. */
  isIntact(): boolean;
  isModal(): boolean;
  /** Above the page, which stays usable. Takes no focus. */
  showPassive(): void;
  /** Above everything, the page's own modal dialogs and full screen included; the page is inert. */
  showModal(): void;
  hide(): void;
  /** Back on top of what has entered the top layer since. */
  raise(): void;
  /** True while something of the page makes the overlay unreachable. */
  isBlocked(): boolean;
  draw(view: View, box: Box, tone: Tone): void;
  focus(): void;
  remove(): void;
}

/** Puts the frame, hidden, into the page. `src` carries the one-time nonce in its hash. */
export function createOverlayFrame(src: string, title: string, signal: AbortSignal): OverlayFrame {
  const element = document.createElement(OVERLAY_TAG);
  const iframe = make('iframe', { title, src });
  const dialog = make('dialog', { popover: 'manual', 'aria-label': title }, iframe);
  element.attachShadow({ mode: 'closed' }).append(makeStyle(OVERLAY_CSS), dialog);
  keepKeys(element, signal);
  dialog.addEventListener('cancel', (event) => event.preventDefault(), { signal });

  const isModal = () => dialog.matches(':modal');
  let loads = 0;
  iframe.addEventListener('load', () => {
    loads += 1;
  });
  const hide = () => {
    if (isModal()) dialog.close();
    if (dialog.matches(':popover-open')) dialog.hidePopover();
  };
  const showPassive = () => {
    if (isModal()) dialog.close();
    if (dialog.matches(':popover-open')) return;
    // Showing a dialog moves the focus into it unless nothing in it can have the focus.
    dialog.inert = true;
    try {
      dialog.showPopover();
    } finally {
      dialog.inert = false;
    }
  };
  document.documentElement.append(element);
  const frame: OverlayFrame = {
    element,
    dialog,
    isIntact: () => element.parentNode === document.documentElement && loads <= 1,
    isModal,
    showPassive,
    showModal() {
      hide();
      dialog.showModal();
      iframe.focus({ preventScroll: true });
    },
    hide,
    raise() {
      const focused = document.activeElement === element;
      hide();
      showPassive();
      if (focused) iframe.focus({ preventScroll: true });
    },
    isBlocked() {
      const { x, y, width, height } = dialog.getBoundingClientRect();
      return document.elementFromPoint(x + width / 2, y + height / 2) !== element;
    },
    draw(view, box, tone) {
      dialog.dataset.view = view;
      dialog.dataset.tone = tone;
      // The frame's own `prefers-color-scheme` follows this, so its content is as light or dark as the page.
      iframe.style.colorScheme = tone;
      for (const [name, value] of Object.entries({ x: box.x, y: box.y, w: box.width, h: box.height })) {
        dialog.style.setProperty(`--${name}`, `${value}px`);
      }
    },
    focus: () => iframe.focus({ preventScroll: true }),
    remove: () => element.remove(),
  };
  signal.addEventListener('abort', frame.remove);
  return frame;
}
