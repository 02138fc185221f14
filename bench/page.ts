import type { CDPSession, Page } from 'puppeteer-core';
import { type Driver, launch } from '../e2e/support/driver.ts';
import { emptyExtension } from './support/empty-extension.ts';
import { type Bench, type Figure, median } from './support/figure.ts';
import { heapOf } from './support/heap.ts';
import type { BenchSite } from './support/site.ts';
import { calledMs, markThread, sampledMs, traced } from './support/trace.ts';
import { startBenchWorld } from './support/world.ts';

const ROUNDS = 5;
const STORM_SECONDS = 5;
const BUTTON = 'throughline-button';

/** What one visit of a page cost. */
interface Cost {
  sampledMs: number;
  heapKb: number;
}
type Variant = 'nothing' | 'empty' | 'ours';

/**
 * What the extension costs the pages that it is on, beside the same pages with no extension and with an
 * extension whose content script is empty, in one run, visits taking turns.
 */
export const bench: Bench = {
  name: 'page',
  async run(report) {
    const world = await startBenchWorld();
    const { site } = world;
    const ours = world.alice.driver;
    const nothing = await launch('chrome', null);
    const empty = await launch('chrome', emptyExtension(site.origin));
    const browsers: Record<Variant, Driver> = { nothing, empty, ours };
    try {
      const figures = await visits(browsers, site);
      for (const figure of figures) report(figure);
      for (const figure of await storm(ours, site)) report(figure);
      report(await anchorToButton(ours, site));
    } finally {
      await Promise.all([nothing.close(), empty.close(), world.close()]);
    }
  },
};

async function visits(browsers: Record<Variant, Driver>, site: BenchSite): Promise<Figure[]> {
  const figures: Figure[] = [];
  for (const [title, url, cpuBudget, heapBudget] of [
    ['page without a record', site.noRecord, 1, 100],
    ['record page', site.record, 3, null],
  ] as const) {
    const costs: Record<Variant, Cost[]> = { nothing: [], empty: [], ours: [] };
    for (let round = 0; round <= ROUNDS; round += 1) {
      for (const variant of ['nothing', 'empty', 'ours'] as const) {
        const cost = await visit(browsers[variant], site, url);
        // The first round fills caches.
        if (round > 0) costs[variant].push(cost);
      }
    }
    const heap = (variant: Variant) => median(costs[variant].map(({ heapKb }) => heapKb));
    const cpu = (variant: Variant) => median(costs[variant].map((cost) => cost.sampledMs));
    figures.push(
      { name: `CPU at load, ${title}`, value: cpu('ours'), unit: 'ms', budget: cpuBudget },
      { name: `CPU at load, ${title}, empty content script`, value: cpu('empty'), unit: 'ms', budget: null },
      {
        name: `heap over an empty content script, ${title}`,
        value: heap('ours') - heap('empty'),
        unit: 'kB',
        budget: heapBudget,
      },
      {
        name: `heap over no extension, ${title}`,
        value: heap('ours') - heap('nothing'),
        unit: 'kB',
        budget: null,
      },
    );
  }
  return figures;
}

async function visit(driver: Driver, site: BenchSite, url: string): Promise<Cost> {
  const { page, session } = await blankPage(driver, site);
  const events = await traced(page, true, async () => {
    await page.goto(url, { waitUntil: 'load' });
    await settle(page);
  });
  const heapKb = await heapOf(session);
  await page.close();
  return { sampledMs: driver.origin ? sampledMs(events, driver.origin) : 0, heapKb };
}

async function storm(ours: Driver, site: BenchSite): Promise<Figure[]> {
  const { page } = await blankPage(ours, site);
  await page.goto(site.record, { waitUntil: 'load' });
  await page.waitForSelector(BUTTON);
  let mutations = 0;
  const events = await traced(page, false, async () => {
    mutations = (await page.evaluate(`bench.storm(${STORM_SECONDS})`)) as number;
  });
  await page.close();
  const value = (calledMs(events, ours.origin) * 10_000) / mutations;
  return [{ name: 'CPU per 10,000 mutations', value, unit: 'ms', budget: 10 }];
}

async function anchorToButton(ours: Driver, site: BenchSite): Promise<Figure> {
  const { page } = await blankPage(ours, site);
  await page.goto(site.record, { waitUntil: 'load' });
  await page.waitForSelector(BUTTON);
  const samples: number[] = [];
  for (let round = 0; round < 10; round += 1) {
    samples.push((await page.evaluate(`bench.navigate('${BUTTON}')`)) as number);
  }
  await page.close();
  return { name: 'anchor in the page to button visible', value: median(samples), unit: 'ms', budget: 100 };
}

async function blankPage(driver: Driver, site: BenchSite): Promise<{ page: Page; session: CDPSession }> {
  const page = await driver.browser.newPage();
  // Of the same origin, so that the process of the page is there before it is measured.
  await page.goto(`${site.origin}/blank`);
  const session = await page.createCDPSession();
  await session.send('HeapProfiler.enable');
  await markThread(page);
  return { page, session };
}

/** Until the page has been idle for a while: what the extension does later would belong to nobody else. */
async function settle(page: Page): Promise<void> {
  const idle = `new Promise((done) => { let n = 0; const again = () => (++n < 20 ? requestIdleCallback(again) : done(true)); again(); })`;
  await page.evaluate(idle);
  await new Promise((done) => setTimeout(done, 1_000));
}
