import type { CDPSession, Page } from 'puppeteer-core';
import type { Driver } from '../../e2e/support/driver.ts';
import { heapOf } from './heap.ts';
import { lookedAt, type Storm, stormOn, watchHost } from './host-watch.ts';
import type { HostWorld } from './host-world.ts';
import { backgroundMs, busyMs, calledMs, heldMs, layoutMs, markThread, traced } from './trace.ts';

/** What one visit of a record's page cost, in times of the page's main thread where nothing else is said. */
export interface Visit {
  busyMs: number;
  /** In calls into scripts of the extension. */
  calledMs: number;
  /** The same by the clock, with what the scripts waited for. */
  heldMs: number;
  /** Of the time in calls, in which the browser laid out the page because a script asked where things are. */
  layoutMs: number;
  /** In the background of the extension. */
  backgroundMs: number;
  heapKb: number;
  nodes: number;
  listeners: number;
}

/** What a storm over a record's page cost. */
export interface Fallen extends Storm {
  busyMs: number;
  calledMs: number;
}

/**
 * Loads the record's page and looks at it for a while. There is no sampling: it made the scripts twice as slow on the
 * machine that this was written on, and counted what other programs did meanwhile.
 */
export async function visit(driver: Driver, world: HostWorld): Promise<Visit> {
  const { page, session } = await newPage(driver, world);
  const events = await traced(page, false, () => load(page, world));
  const heapKb = await heapOf(session);
  const { nodes, jsEventListeners: listeners } = await session.send('Memory.getDOMCounters');
  await page.close();
  const { origin } = driver;
  const scripts = origin
    ? {
        calledMs: calledMs(events, origin),
        heldMs: heldMs(events, origin),
        layoutMs: layoutMs(events, origin),
        backgroundMs: backgroundMs(events, origin),
      }
    : { calledMs: 0, heldMs: 0, layoutMs: 0, backgroundMs: 0 };
  return { ...scripts, busyMs: busyMs(events), heapKb, nodes, listeners };
}

/** Loads the record's page, and has a storm over it. */
export async function storm(driver: Driver, world: HostWorld): Promise<Fallen> {
  const { page } = await newPage(driver, world);
  await load(page, world);
  const fallen: Storm[] = [];
  const events = await traced(page, false, async () => {
    fallen.push(await stormOn(page));
  });
  await page.close();
  const [only] = fallen;
  if (!only) throw new Error('Expected the storm to end, got nothing.');
  const called = driver.origin ? calledMs(events, driver.origin) : 0;
  return { ...only, busyMs: busyMs(events), calledMs: called };
}

async function newPage(driver: Driver, world: HostWorld): Promise<{ page: Page; session: CDPSession }> {
  const page = await driver.browser.newPage();
  const session = await page.createCDPSession();
  await session.send('HeapProfiler.enable');
  await markThread(page);
  await watchHost(page, world, 'now and then');
  return { page, session };
}

async function load(page: Page, { crm }: HostWorld): Promise<void> {
  await page.goto(crm.recordUrl, { waitUntil: 'load' });
  await lookedAt(page);
}
