import type { OverlayFrame } from './overlay-frame.ts';
import { atMost } from './rate.ts';

/** So often in this time the overlay goes back on top; then the page may have its way. */
const MOST_RAISES = 5;
const WITHIN = 5000;

/**
 * Keeps the shown overlay on top and reachable. A modal dialog or full screen of the page makes everything
 * else inert, in the top layer too. The first press on an overlay that is blocked so makes it modal itself; a
 * press beside it gives the page back. `turnedAway`: a person pressed in the page, or Escape while the page had
 * the focus.
 */
export function watchTopLayer(
  frame: OverlayFrame,
  turnedAway: (target: EventTarget | null) => void,
  signal: AbortSignal,
): void {
  const mayRaise = atMost(MOST_RAISES, WITHIN);
  const raise = () => {
    if (mayRaise()) frame.raise();
  };
  const dialogs = new MutationObserver((records) => {
    if (records.some(({ target }) => target instanceof HTMLDialogElement)) raise();
  });
  dialogs.observe(document, { subtree: true, attributes: true, attributeFilter: ['open'] });
  signal.addEventListener('abort', () => dialogs.disconnect());
  document.addEventListener('fullscreenchange', raise, { signal });

  const pressed = (event: PointerEvent) => {
    if (!event.isTrusted) return;
    const inside = contains(frame.dialog.getBoundingClientRect(), event);
    if (inside && frame.isBlocked()) {
      event.preventDefault();
      event.stopImmediatePropagation();
      frame.showModal();
    } else if (!inside) {
      if (frame.isModal()) {
        event.preventDefault();
        frame.showPassive();
      }
      turnedAway(event.target);
    }
  };
  addEventListener('pointerdown', pressed, { capture: true, signal });
  const pressedKey = (event: KeyboardEvent) => {
    if (event.isTrusted && event.key === 'Escape') turnedAway(null);
  };
  addEventListener('keydown', pressedKey, { capture: true, signal });
}

/** Within this time of its losing the focus, a page that takes it back does so by itself. */
const TRAP = 100;

/**
 * Component libraries pull the focus back into their dialogs. Against such a page the overlay becomes modal:
 * what is inert cannot take the focus. A person who presses in the page, or tabs there, is let go.
 */
export function watchFocus(frame: OverlayFrame, signal: AbortSignal): void {
  let lostAt = Number.NEGATIVE_INFINITY;
  // The focus goes into the frame: the page's window loses it.
  const lost = () => {
    lostAt = performance.now();
  };
  const pressed = (event: PointerEvent) => {
    if (event.isTrusted) lostAt = Number.NEGATIVE_INFINITY;
  };
  const taken = ({ target }: FocusEvent) => {
    if (target === frame.element) return lost();
    if (performance.now() - lostAt > TRAP) return;
    lostAt = Number.NEGATIVE_INFINITY;
    // Later, since the page may be in the middle of opening a modal dialog of its own: that is no trap.
    setTimeout(() => {
      if (!signal.aborted && !frame.isBlocked()) frame.showModal();
    });
  };
  addEventListener('blur', lost, { signal });
  addEventListener('pointerdown', pressed, { capture: true, signal });
  // On the window in the bubble phase: the page's own listeners have had their turn.
  addEventListener('focusin', taken, { signal });
}

function contains({ left, top, right, bottom }: DOMRect, { clientX, clientY }: PointerEvent): boolean {
  return clientX >= left && clientX <= right && clientY >= top && clientY <= bottom;
}
