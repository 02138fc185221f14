import type { Frame, Page } from 'puppeteer-core';
import { clickProcess } from '../e2e/support/person.ts';
import { answerInterest, QUALIFY, runProcess } from '../e2e/support/steps.ts';
import { until } from '../e2e/support/ui.ts';
import { type Bench, median, percentile } from './support/figure.ts';
import type { BenchSite } from './support/site.ts';
import { type BenchWorld, startBenchWorld } from './support/world.ts';

const ROUNDS = 12;

/** From a press to something that can be used: the overlay itself, and the page after the one completed. */
export const bench: Bench = {
  name: 'overlay',
  async run(report) {
    const world = await startBenchWorld();
    try {
      const warm = await repeat(() => pressToMenu(world, false));
      report({
        name: 'press to usable overlay, background awake',
        value: median(warm),
        unit: 'ms',
        budget: 100,
      });
      const dead = await repeat(() => pressToMenu(world, true));
      report({
        name: 'press to usable overlay, background ended before',
        value: median(dead),
        unit: 'ms',
        budget: 160,
      });
      const next = await repeat(() => completeToNext(world));
      report({
        name: 'complete a step to the next page usable, p95',
        value: percentile(next, 0.95),
        unit: 'ms',
        budget: 150,
      });
      report({
        name: 'complete a step to the next page usable, p50',
        value: median(next),
        unit: 'ms',
        budget: null,
      });
    } finally {
      await world.close();
    }
  },
};

/** Milliseconds from the press on the Process button to the frame in which the menu can be used. */
async function pressToMenu({ alice, site }: BenchWorld, ended: boolean): Promise<number> {
  const page = await recordPage(alice.driver.browser, nextRecord(site));
  if (ended) await alice.driver.stopBackground();
  await clickProcess(page);
  const overlay = await alice.overlay(page);
  const usable = await readMark(overlay, 'benchMenu');
  const pressed = await readMark(page, 'benchPressed');
  await page.close();
  return usable - pressed;
}

/** Milliseconds from the press that completes the question to the frame in which the form can be used. */
async function completeToNext({ alice, site }: BenchWorld): Promise<number> {
  const page = await recordPage(alice.driver.browser, nextRecord(site));
  await clickProcess(page);
  const overlay = await alice.overlay(page);
  await runProcess(overlay, QUALIFY);
  await answerInterest(overlay, 'Yes, go on');
  const usable = await readMark(overlay, 'benchForm');
  const pressed = await readMark(overlay, 'benchPressed');
  await page.close();
  return usable - pressed;
}

let records = 0;

/** A record of its own for each sample: the steps that wait on one would fill its menu. */
function nextRecord({ origin }: BenchSite): string {
  records += 1;
  return `${origin}/issues/${records}`;
}

async function recordPage(browser: { newPage(): Promise<Page> }, url: string): Promise<Page> {
  const page = await browser.newPage();
  await page.evaluateOnNewDocument(MARKS);
  await page.goto(url);
  await page.waitForSelector('throughline-button');
  return page;
}

/**
 * Runs in the page and in the overlay: notes when the person last pressed, and the first frame in which the
 * menu and the form stand there, visible and in use.
 */
const MARKS = `
addEventListener('click', (event) => { globalThis.benchPressed = performance.timeOrigin + event.timeStamp; }, true);
if (location.pathname === '/overlay.html') {
  const there = (words) => [...document.querySelectorAll('main button')].some((button) =>
    button.textContent.includes(words) && !button.closest('[inert]') && button.getBoundingClientRect().height > 0);
  const look = () => {
    const now = performance.timeOrigin + performance.now();
    if (!globalThis.benchMenu && there('Qualify a lead')) globalThis.benchMenu = now;
    if (!globalThis.benchForm && there('Send for review')) globalThis.benchForm = now;
    if (!globalThis.benchForm) requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
}`;

function readMark(scope: Page | Frame, name: string): Promise<number> {
  return until(`the mark ${name}`, () => scope.evaluate(`globalThis.${name}`) as Promise<number | undefined>);
}

async function repeat(measure: () => Promise<number>): Promise<number[]> {
  // The first one fills caches.
  await measure();
  const samples: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) samples.push(await measure());
  return samples;
}
