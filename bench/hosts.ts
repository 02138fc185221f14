import { type Driver, launch } from '../e2e/support/driver.ts';
import { emptyExtension } from './support/empty-extension.ts';
import { type Bench, type Figure, figureOf } from './support/figure.ts';
import { type Fallen, storm, type Visit, visit } from './support/host-cost.ts';
import { NOTHING, OURS, sights } from './support/host-sights.ts';
import { crmsHere, type HostWorld, startHostWorld } from './support/host-world.ts';
import { besides, inTurns, less, over, type Turns, valuesOf } from './support/turns.ts';

const EMPTY = 'an empty content script';
const BESIDE = 'the other extension';

/** What is counted in a visit as it is; the budgets are those of a page with a record. */
const SCRIPTS = [
  ['script at load', 'ms', 3, ({ calledMs }: Visit) => calledMs],
  ['of that, layout of the page', 'ms', null, ({ layoutMs }: Visit) => layoutMs],
  ['script at load by the clock', 'ms', null, ({ heldMs }: Visit) => heldMs],
  ['background at load', 'ms', null, ({ backgroundMs }: Visit) => backgroundMs],
] as const;

/** What the page has without an extension too. */
const COSTS = [
  ['main thread at load', 'ms', over, ({ busyMs }: Visit) => busyMs],
  ['heap', 'kB', less, ({ heapKb }: Visit) => heapKb],
  ['nodes', '', less, ({ nodes }: Visit) => nodes],
  ['listeners', '', less, ({ listeners }: Visit) => listeners],
] as const;

/**
 * What the extension costs on the page of a record in each CRM that runs here, with button and stage bar, beside the same
 * page without an extension, with one whose content script is empty, and with another one if that is asked for. In one run,
 * visits taking turns.
 */
export const bench: Bench = {
  name: 'hosts',
  async run(report, { on, beside }) {
    for (const name of await crmsHere(on)) {
      const world = await startHostWorld(name, 'chrome');
      const others = new Map<string, Driver>();
      try {
        others.set(NOTHING, await launch('chrome', null));
        others.set(EMPTY, await launch('chrome', emptyExtension(world.crm.origin)));
        if (beside) others.set(BESIDE, await launch('chrome', beside));
        for (const driver of others.values()) await world.enter(driver);
        const browsers = new Map([[OURS, world.ours], ...others]);
        for (const part of [visits, storms, sights]) {
          for (const figure of await part(browsers, world))
            report({ ...figure, name: `${name}: ${figure.name}` });
        }
      } finally {
        await Promise.all([...others.values()].map((driver) => driver.close()));
        await world.close();
      }
    }
  },
};

type Browsers = ReadonlyMap<string, Driver>;

async function visits(browsers: Browsers, world: HostWorld): Promise<Figure[]> {
  const turns = await inTurns(browsers, { warmUps: 1, rounds: 5 }, (driver) => visit(driver, world));
  return extensions(browsers).flatMap((who) => [
    ...SCRIPTS.map(([what, unit, budget, value]) =>
      figureOf(nameOf(what, who), valuesOf(turns, who, value), unit, who === OURS ? budget : null),
    ),
    ...COSTS.flatMap(([what, unit, compare, value]) => [
      figureOf(nameOf(what, who), valuesOf(turns, who, value), unit),
      ...beside({ turns, who, others: [NOTHING, EMPTY], what, unit, compare, value }),
    ]),
  ]);
}

async function storms(browsers: Browsers, world: HostWorld): Promise<Figure[]> {
  const some = new Map([...browsers].filter(([name]) => name !== EMPTY));
  const turns = await inTurns(some, { warmUps: 0, rounds: 3 }, (driver) => storm(driver, world));
  const script = ({ calledMs, mutations }: Fallen) => (calledMs * 10_000) / mutations;
  const busy = ({ busyMs }: Fallen) => busyMs;
  const frames = (fallen: Fallen) => fallen.frames;
  const changes = ({ others }: Fallen) => others;
  const inStorm = { turns, others: [NOTHING], unit: '', compare: over } as const;
  return extensions(browsers).flatMap((who) => [
    figureOf(
      nameOf('script per 10,000 mutations', who),
      valuesOf(turns, who, script),
      'ms',
      who === OURS ? 10 : null,
    ),
    figureOf(nameOf('main thread in a storm', who), valuesOf(turns, who, busy), 'ms'),
    ...beside({ ...inStorm, who, what: 'main thread in a storm', value: busy }),
    ...beside({ ...inStorm, who, what: 'frames in a storm', value: frames }),
    figureOf(nameOf('other changes of the page in a storm', who), valuesOf(turns, who, changes), ''),
    ...beside({ ...inStorm, who, what: 'other changes in a storm', value: changes, compare: less }),
  ]);
}

const extensions = (browsers: Browsers): string[] => [OURS, BESIDE].filter((who) => browsers.has(who));

const nameOf = (what: string, who: string): string => (who === OURS ? what : `${what}, ${who}`);

interface Comparison<Sample> {
  turns: Turns<Sample>;
  who: string;
  others: readonly string[];
  what: string;
  unit: Figure['unit'];
  compare: (one: number, other: number) => number;
  value: (sample: Sample) => number;
}

function beside<Sample>({ turns, who, others, what, unit, compare, value }: Comparison<Sample>): Figure[] {
  return others.map((other) => {
    const compared = besides(turns, [who, other], compare, value);
    return figureOf(nameOf(`${what} over ${other}`, who), compared, compare === over ? 'x' : unit);
  });
}
