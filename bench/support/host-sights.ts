import type { Page } from 'puppeteer-core';
import type { Driver } from '../../e2e/support/driver.ts';
import type { Figure } from './figure.ts';
import { figureOf } from './figure.ts';
import { putBack, type Sights, sightsOf, watchHost } from './host-watch.ts';
import type { HostWorld } from './host-world.ts';
import { besides, inTurns, over, valuesOf } from './turns.ts';

const ROUNDS = { warmUps: 1, rounds: 7 };
const PUTS = 8;

/** The names of the browsers that every bench on a real CRM has. */
export const NOTHING = 'no extension';
export const OURS = 'ours';

/**
 * When the record, the button and the stage bar are first seen, without a trace, which would slow all of it. `browsers` may
 * have others than the two of every bench; the record is compared for them too.
 */
export async function sights(browsers: ReadonlyMap<string, Driver>, world: HostWorld): Promise<Figure[]> {
  const turns = await inTurns(browsers, ROUNDS, (driver, name) => seen(driver, world, name === OURS));
  const drawn = ({ anchor }: Sights) => anchor;
  const others = [...browsers.keys()].filter((name) => name !== OURS);
  return [
    figureOf('anchor to button while the page loads', valuesOf(turns, OURS, waited('button')), 'ms', 100),
    figureOf('anchor to stage bar while the page loads', valuesOf(turns, OURS, waited('bar')), 'ms'),
    figureOf('anchor drawn anew to button', await putsBack(world), 'ms', 100),
    figureOf('record drawn', valuesOf(turns, OURS, drawn), 'ms'),
    ...others.map((name) => figureOf(`record drawn, ${name}`, valuesOf(turns, name, drawn), 'ms')),
    ...others.map((name) =>
      figureOf(`record drawn over ${name}`, besides(turns, [OURS, name], over, drawn), 'x'),
    ),
  ];
}

function waited(what: 'button' | 'bar'): (seen: Sights) => number {
  return ({ anchor, [what]: shown }) => {
    if (shown === null) throw new Error(`Expected the ${what} on the page, got none.`);
    return Math.max(0, shown - anchor);
  };
}

async function seen(driver: Driver, world: HostWorld, isOurs: boolean): Promise<Sights> {
  const page = await open(driver, world, isOurs);
  const all = await sightsOf(page);
  await page.close();
  return all;
}

async function putsBack(world: HostWorld): Promise<number[]> {
  const page = await open(world.ours, world, true);
  await sightsOf(page);
  const samples: number[] = [];
  for (let round = 0; round < PUTS; round += 1) samples.push(await putBack(page));
  await page.close();
  return samples;
}

async function open(driver: Driver, world: HostWorld, isOurs: boolean): Promise<Page> {
  const page = await driver.browser.newPage();
  await watchHost(page, world, 'each frame', isOurs);
  await page.goto(world.crm.recordUrl, { waitUntil: 'load' });
  return page;
}
