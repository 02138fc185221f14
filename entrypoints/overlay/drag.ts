/** How far the pointer has to go before it drags: a press that trembles is a press. */
const THRESHOLD = 8;

interface Drag {
  /** So many CSS pixels to the right of where it began; at most once per frame. */
  moved(shift: number): void;
  /** The person has let go of it there. */
  dropped(shift: number): void;
  /** The person or the browser has broken it off. */
  cancelled(): void;
}

/**
 * Follows the pointer that has gone down on `grip`, which may move under it: the overlay's frame does. So it goes by
 * the place on the screen, whose pixels are others than the page's where it is zoomed; how large they are shows
 * while nothing moves yet.
 */
export function followDrag(first: PointerEvent, grip: HTMLElement, drag: Drag): void {
  const life = new AbortController();
  const { signal } = life;
  let scale: number | null = null;
  let frame = 0;
  const end = () => {
    cancelAnimationFrame(frame);
    life.abort();
  };
  const shiftOf = (event: PointerEvent) => (event.screenX - first.screenX) * (scale ?? 1);
  const drop = (event: PointerEvent) => {
    end();
    if (scale !== null) drag.dropped(Math.round(shiftOf(event)));
  };
  const move = (event: PointerEvent) => {
    // The page under the frame may have got the end of it.
    if (event.buttons === 0) {
      drop(event);
      return;
    }
    const onScreen = event.screenX - first.screenX;
    if (scale === null && Math.abs(onScreen) < THRESHOLD) return;
    scale ??= (event.clientX - first.clientX) / onScreen || 1;
    cancelAnimationFrame(frame);
    frame = requestAnimationFrame(() => drag.moved(Math.round(shiftOf(event))));
  };
  const cancel = () => {
    end();
    if (scale !== null) drag.cancelled();
  };
  const pressed = (event: KeyboardEvent) => {
    if (event.key !== 'Escape') return;
    // It breaks off the drag and closes nothing.
    event.preventDefault();
    event.stopPropagation();
    cancel();
  };
  grip.setPointerCapture(first.pointerId);
  grip.addEventListener('pointermove', move, { signal });
  grip.addEventListener('pointerup', drop, { signal });
  grip.addEventListener('pointercancel', cancel, { signal });
  addEventListener('keydown', pressed, { signal, capture: true });
}
