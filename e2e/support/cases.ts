/** A small case, and how a person uses its stage bar: in a closed shadow root, so by its place on the screen. */
import type { Frame, Page } from 'puppeteer-core';
import { CaseDefinition } from '../../lib/cases/definition.ts';
import type { Api } from '../../scripts/start/api.ts';
import { overlayFrame } from './driver.ts';
import { isCovered } from './person.ts';
import { until } from './ui.ts';

const BAR = 'throughline-stages';
const TAKEN_MS = 1000;
const OPENS_MS = 3000;

/** Where a press goes: a stage by its place among all, or the button at the end of the bar. */
export type BarPlace = { slot: number; of: number } | 'steps';

/** What stands beside the stages takes about as much of the bar, in pixels. */
const SIDE = 130;

/** Deploys a case. Throws with the findings when the server refuses it. */
export async function deployCase(admin: Api, definition: CaseDefinition): Promise<void> {
  const files = [{ name: `${definition.key}.case.json`, text: JSON.stringify(definition) }];
  const { outcomes } = await admin.post<{ outcomes: { findings: { problem: string }[] }[] }>(
    '/processes/deploy',
    { files },
  );
  const problems = outcomes.flatMap(({ findings }) => findings.map(({ problem }) => problem));
  if (problems.length > 0) throw new Error(`Expected the case to be taken, got ${problems.join(' ')}`);
}

/** A case that begins on request, so that nothing is written to the CRM. */
export function offeredCase(section: string): CaseDefinition {
  return CaseDefinition.parse({
    ...{ format: 'throughline-case/1', key: 'offered', name: 'Offered case', section, stageField: 'name' },
    starts: { appear: false, seen: false },
    stages: [
      { id: 'begun', name: 'Begun', value: 'Begun' },
      { id: 'over', name: 'Over', value: 'Over', end: 'successful' },
    ],
  });
}

/** The bar stands on the page. */
export function hasBar(page: Page): Promise<boolean> {
  return page.evaluate((tag) => {
    const bar = document.querySelector(tag);
    return bar !== null && bar.getBoundingClientRect().height > 0;
  }, BAR);
}

/** The bar stands where the page has room for it, and not at the edge of the window. */
export function isBarInPage(page: Page): Promise<boolean> {
  return page.evaluate((tag) => {
    const bar = document.querySelector(tag);
    return bar !== null && bar.parentElement !== document.documentElement;
  }, BAR);
}

/** The height of the bar, in pixels: what is more than a few lines pushes the record out of the window. */
export function barHeight(page: Page): Promise<number> {
  return page.evaluate((tag) => document.querySelector(tag)?.getBoundingClientRect().height ?? 0, BAR);
}

/** Presses a place of the bar once it stands still; what a browser missed is repeated. */
export async function pressBar(page: Page, place: BarPlace): Promise<void> {
  await page.bringToFront();
  await until('the stage bar to take a press', async () => {
    const box = await restingBox(page);
    const room = box.width - SIDE;
    const x =
      place === 'steps' ? box.x + box.width - SIDE / 2 : box.x + (room * (place.slot + 0.5)) / place.of;
    await page.evaluate((tag) => {
      const marks = globalThis as { barPressed?: boolean };
      marks.barPressed = false;
      addEventListener(
        'click',
        ({ target }) => {
          if ((target as Element).localName === tag) marks.barPressed = true;
        },
        { capture: true, once: true },
      );
    }, BAR);
    await page.mouse.click(x, box.y + box.height / 2);
    const wasPressed = () => page.evaluate(() => (globalThis as { barPressed?: boolean }).barPressed);
    return until('the press', wasPressed, TAKEN_MS).catch(() => false);
  });
}

async function restingBox(page: Page): Promise<{ x: number; y: number; width: number; height: number }> {
  let last = '';
  return until('the stage bar in sight, at rest', async () => {
    const box = await page.evaluate((tag) => {
      const bar = document.querySelector(tag);
      bar?.scrollIntoView({ block: 'center' });
      const { x, y, width, height } = bar?.getBoundingClientRect() ?? new DOMRect();
      return { x, y, width, height };
    }, BAR);
    const now = JSON.stringify(box);
    const isAtRest = now === last && box.height > 0;
    last = now;
    return isAtRest ? box : null;
  });
}

/** Presses a place of the bar and gives what opens there; a bar that only offers its case yet opens nothing. */
export function openAt(page: Page, place: BarPlace): Promise<Frame> {
  return until('what opens at the bar', async () => {
    await pressBar(page, place);
    return until('the overlay', () => shownOverlay(page), OPENS_MS).catch(() => null);
  });
}

async function shownOverlay(page: Page): Promise<Frame | null> {
  return (await isCovered(page)) ? overlayFrame(page) : null;
}
