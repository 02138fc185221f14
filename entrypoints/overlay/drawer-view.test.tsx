import { act, fireEvent } from '@testing-library/preact';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { show } from '../../components/testing/show.tsx';
import type { DrawerPlace, DrawerSide } from '../../lib/messaging/contract.ts';
import { FakePageClient } from '../../lib/testing/fake-page-client.ts';
import { sampleList, sampleOverlay, sampleStatus } from '../../lib/testing/page-samples.ts';
import { Overlay } from './overlay.tsx';

const WIDTH = 400;

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['requestAnimationFrame', 'cancelAnimationFrame'] });
  vi.stubGlobal('innerWidth', WIDTH);
  HTMLElement.prototype.setPointerCapture = () => undefined;
});
afterEach(() => {
  // What waits for a frame gets it: else it would ask for one when the document of the test is gone.
  vi.runAllTimers();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

function open(side: DrawerSide = 'right', width: number | null = null) {
  const overlay = sampleOverlay({ view: 'drawer', task: null, side });
  const client = new FakePageClient({ overlay, status: sampleStatus(), tasks: sampleList() });
  client.put('drawer-place', { side, width });
  const drawn = show(<Overlay />, client);
  const placed = () => client.sent('drawer.place').map(({ place }) => place);
  const dragged = () => client.sent('drawer.drag').map(({ place, shift }) => ({ ...place, shift }));
  return { ...drawn, placed, dragged };
}

/** The pointer goes along these places: on the screen, and in the page; then it is let go of at the last one. */
async function drag(grip: Element, places: readonly (readonly [screen: number, page: number])[], end = 'up') {
  const at = ([screenX, clientX]: readonly [number, number]) => ({
    ...{ bubbles: true, button: 0, buttons: 1, pointerId: 1, screenX, clientX },
  });
  const send = (type: string, place: readonly [number, number]) =>
    act(() => {
      grip.dispatchEvent(new PointerEvent(`pointer${type}`, at(place)));
      vi.runAllTimers();
    });
  const last = places.at(-1) ?? [0, 0];
  await send('down', places[0] ?? last);
  for (const place of places.slice(1)) await send('move', place);
  await send(end, last);
}

describe('the drawer is moved', () => {
  it.each<[DrawerSide, string, DrawerPlace]>([
    ['right', 'Move to the left side', { side: 'left', width: 500 }],
    ['left', 'Move to the right side', { side: 'right', width: 500 }],
  ])('from the %s side by its button, and keeps its width', (side, name, place) => {
    const { getByRole, placed } = open(side, 500);
    fireEvent.click(getByRole('button', { name }));
    expect(placed()).toEqual([place]);
  });

  it.each([
    ['right', -150, 'right'],
    ['right', -250, 'left'],
    ['right', 900, 'right'],
    ['left', 250, 'right'],
    ['left', 150, 'left'],
  ] as const)('by its head: from the %s, %i pixels, to the %s', async (side, shift, to) => {
    const { getByRole, placed, dragged } = open(side);
    const middle = 100 + Math.sign(shift) * 10;
    await drag(getByRole('banner'), [
      [100, 100],
      [middle, middle],
      [100 + shift, 100 + shift],
    ]);
    expect(dragged().map((one) => one.shift)).toEqual([Math.sign(shift) * 10, shift]);
    expect(placed()).toEqual([{ side: to, width: null }]);
  });

  it('follows the pointer where the page is zoomed: pixels of the screen are others', async () => {
    const { getByRole, dragged } = open();
    await drag(getByRole('banner'), [
      [100, 50],
      [120, 60],
      [160, 70],
    ]);
    expect(dragged().map((one) => one.shift)).toEqual([10, 30]);
  });

  it('not by a press that trembles, not by what stands in its head, and not if the drag is broken off', async () => {
    const { getByRole, placed, dragged } = open('right', 500);
    const head = getByRole('banner');
    await drag(head, [
      [100, 100],
      [105, 105],
    ]);
    await drag(getByRole('button', { name: 'Close' }), [
      [100, 100],
      [300, 300],
    ]);
    expect([placed(), dragged()]).toEqual([[], []]);
    await drag(
      head,
      [
        [100, 100],
        [300, 300],
      ],
      'cancel',
    );
    expect(dragged().at(-1)).toEqual({ side: 'right', width: 500, shift: 0 });
    expect(placed()).toEqual([]);
  });

  it('and ends at the next move, if its end went to the page under it', async () => {
    const { getByRole, placed } = open();
    const head = getByRole('banner');
    await drag(
      head,
      [
        [300, 300],
        [50, 50],
      ],
      'out',
    );
    expect(placed()).toEqual([]);
    head.dispatchEvent(
      new PointerEvent('pointermove', { buttons: 0, pointerId: 1, screenX: 50, clientX: 50 }),
    );
    expect(placed()).toEqual([{ side: 'left', width: null }]);
  });

  it('stays where it was at Escape, which closes nothing then', async () => {
    const { getByRole, placed, dragged, client } = open();
    const head = getByRole('banner');
    const begin = { bubbles: true, button: 0, buttons: 1, pointerId: 1, screenX: 100, clientX: 100 };
    await act(() => {
      head.dispatchEvent(new PointerEvent('pointerdown', begin));
      head.dispatchEvent(new PointerEvent('pointermove', { ...begin, screenX: 10, clientX: 10 }));
      fireEvent.keyDown(document.activeElement ?? document.body, { key: 'Escape' });
      head.dispatchEvent(new PointerEvent('pointerup', { ...begin, screenX: -300, clientX: -300 }));
    });
    expect(dragged()).toEqual([{ side: 'right', width: null, shift: 0 }]);
    expect([placed(), client.sent('overlay.close')]).toEqual([[], []]);
  });
});

describe('the width of the drawer', () => {
  const edge = (drawn: ReturnType<typeof open>) =>
    drawn.getByRole('separator', { name: 'Width of the drawer' });

  it('is said of its edge', () => {
    const { attributes } = edge(open());
    const said = ['now', 'min', 'max', 'text'].map(
      (name) => attributes.getNamedItem(`aria-value${name}`)?.value,
    );
    expect(said).toEqual(['400', '280', '1200', '400 pixels']);
  });

  it.each([
    ['right', 'ArrowLeft', 420],
    ['right', 'ArrowRight', 380],
    ['left', 'ArrowLeft', 380],
    ['left', 'ArrowRight', 420],
    ['right', 'Home', 280],
    ['right', 'End', 1200],
    ['right', 'Enter', null],
  ] as const)('on the %s: %s makes it %s', (side, key, width) => {
    const drawn = open(side, 450);
    fireEvent.keyDown(edge(drawn), { key });
    expect(drawn.placed()).toEqual([{ side, width }]);
  });

  it('grows with each key, also before the host page has answered the one before', () => {
    const now = vi.spyOn(performance, 'now').mockReturnValue(0);
    const drawn = open('right', 400);
    const press = (key: string) => fireEvent.keyDown(edge(drawn), { key });
    const wanted = () => drawn.placed().map(({ width }) => width);
    press('ArrowLeft');
    press('ArrowLeft');
    // The page answers the first one.
    vi.stubGlobal('innerWidth', 420);
    fireEvent(window, new Event('resize'));
    press('ArrowLeft');
    expect(wanted()).toEqual([420, 440, 460]);
    // It has no room for more: the next key counts from what there is.
    now.mockReturnValue(2000);
    press('ArrowRight');
    expect(wanted().at(-1)).toBe(400);
    now.mockRestore();
  });

  it('follows the pointer on its edge, is remembered at the end, and is as usual after a double click', async () => {
    const drawn = open();
    await drag(edge(drawn), [
      [100, 2],
      [80, -18],
      [50, -18],
    ]);
    expect(drawn.dragged()).toEqual([
      { side: 'right', width: 420, shift: 0 },
      { side: 'right', width: 450, shift: 0 },
    ]);
    fireEvent.dblClick(edge(drawn));
    expect(drawn.placed()).toEqual([
      { side: 'right', width: 450 },
      { side: 'right', width: null },
    ]);
  });
});
