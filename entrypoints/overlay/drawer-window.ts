import { useLive, useSend } from '../../components/client.tsx';
import type { DrawerPlace, DrawerSide } from '../../lib/messaging/contract.ts';
import { followDrag } from './drag.ts';

/** By how much a key makes the drawer wider. */
const STEP = 20;
/** As in the host's layout, which has the last word: it knows the window. */
export const WIDTHS = { least: 280, most: 1200 } as const;

/** The drawer as a window: it is moved to a side and made wider, and stays so. */
export interface DrawerWindow {
  /** Where it stands. */
  side: DrawerSide;
  /** Moves it to the other side. */
  cross(): void;
  /** Makes it so many pixels wide; null: as wide as usual. `for-now`: while the pointer drags its edge. */
  resize(width: number | null, remember: 'remember' | 'for-now'): void;
  /** Forgets what was only for now. */
  restore(): void;
  /** Drags it by `head`, from this press on. */
  grab(event: PointerEvent, head: HTMLElement): void;
}

/** What the person wants of the drawer, as the background keeps it. */
export function useDrawerWindow(side: DrawerSide): DrawerWindow {
  const kept = useLive({ kind: 'drawer-place' });
  const send = useSend();
  const width = kept?.width ?? null;
  const other: DrawerSide = side === 'right' ? 'left' : 'right';
  const put = (place: DrawerPlace) => send({ type: 'drawer.place', place });
  const show = (place: DrawerPlace, shift = 0) => send({ type: 'drawer.drag', place, shift });
  return {
    side,
    cross: () => put({ side: other, width }),
    resize(wanted, remember) {
      const place = { side, width: wanted === null ? null : Math.round(clampWidth(wanted)) };
      if (remember === 'remember') put(place);
      else show(place);
    },
    restore: () => show({ side, width }),
    grab(event, head) {
      followDrag(event, head, {
        moved: (shift) => show({ side, width: innerWidth }, shift),
        // Far enough towards the other side, it is meant to go there.
        dropped(shift) {
          const towardsOther = side === 'right' ? -shift : shift;
          put({ side: towardsOther > innerWidth / 2 ? other : side, width });
        },
        cancelled: () => show({ side, width }),
      });
    },
  };
}

/** Which way a key moves the inner edge of the drawer: by so many pixels it gets wider. */
export function widerBy(key: string, side: DrawerSide): number | null {
  const outwards = side === 'right' ? 'ArrowLeft' : 'ArrowRight';
  const inwards = side === 'right' ? 'ArrowRight' : 'ArrowLeft';
  if (key === outwards) return STEP;
  return key === inwards ? -STEP : null;
}

/** The nearest width that a drawer may be asked to have. */
export function clampWidth(width: number): number {
  return Math.min(Math.max(width, WIDTHS.least), WIDTHS.most);
}
