import type { Frame, Page } from 'puppeteer-core';
import { describe, expect, it } from 'vitest';
import { overlayGone } from '../support/person.ts';
import { find, press, until } from '../support/ui.ts';
import { useWorld } from '../support/world.ts';

const SAVE = '[data-action=save]';
/** So many that the pointer never leaves the drawer. */
const STEPS = 12;

describe('the drawer as a window', () => {
  const world = useWorld();

  it('[M22] leaves the Save button free, goes where it is dragged, and stays as wide as it was made', async () => {
    const alice = await world.person('alice');
    const page = await alice.onPage(world.crm('demo').recordUrl);
    const open = async (): Promise<Frame> => {
      const overlay = await alice.pressProcess(page);
      await press(overlay, 'button', 'My tasks');
      await find(overlay, 'heading', /^My tasks/);
      return overlay;
    };
    const close = async (overlay: Frame) => {
      await press(overlay, 'button', 'Close');
      await overlayGone(page);
    };

    let overlay = await open();
    const { window, ...first } = await span(page);
    expect(first.to === window || first.from === 0).toBe(true);
    expect(await isFree(page, SAVE)).toBe(true);

    // By its head to the other side, over the Save button if need be: it is asked for.
    const [from, to] = first.to === window ? [first.from + 150, 150] : [150, window - 150];
    await page.mouse.move(from, 8);
    await page.mouse.down();
    for (let step = 1; step <= STEPS; step += 1) {
      const shift = Math.round(((to - from) * step) / STEPS);
      const stands = Math.max(0, Math.min(first.from + shift, window - width(first)));
      await until('the drawer under the pointer', async () => {
        // The driver's pointer is not captured: what it does beside the frame, or before the frame has moved, is lost.
        for (const y of [8, 9]) await page.mouse.move(from + shift, y);
        return (await span(page)).from === stands;
      });
    }
    await page.mouse.up();
    await until('the drawer on the other side', async () => {
      const now = await span(page);
      return first.to === window ? now.from === 0 : now.to === window;
    });

    // By the keys of its edge: two steps wider.
    const edge = await overlay.waitForSelector('[role=separator]');
    await edge?.focus();
    const wider = first.to === window ? 'ArrowRight' : 'ArrowLeft';
    await page.keyboard.press(wider);
    await until('one step', async () => width(await span(page)) === width(first) + 20);
    await page.keyboard.press(wider);
    await until('two steps', async () => width(await span(page)) === width(first) + 40);

    await close(overlay);
    overlay = await open();
    await until('the same width', async () => width(await span(page)) === width(first) + 40);
    expect(await isFree(page, SAVE)).toBe(true);
    await close(overlay);
    await page.close();
  });
});

interface Span {
  from: number;
  to: number;
}

const width = ({ from, to }: Span) => to - from;

/** From where to where the overlay stands, at half the height of the window. */
function span(page: Page): Promise<Span & { window: number }> {
  return page.evaluate(() => {
    const taken = Array.from({ length: innerWidth }, (_, x) => x).filter(
      (x) => document.elementFromPoint(x, innerHeight / 2)?.localName === 'throughline-overlay',
    );
    return {
      from: taken[0] ?? -1,
      to: (taken.at(-1) ?? -2) + 1,
      window: document.documentElement.clientWidth,
    };
  });
}

/** Whether nothing covers the middle of an element. */
function isFree(page: Page, selector: string): Promise<boolean> {
  return page.$eval(selector, (element) => {
    const { x, y, width, height } = element.getBoundingClientRect();
    return document.elementFromPoint(x + width / 2, y + height / 2) === element;
  });
}
