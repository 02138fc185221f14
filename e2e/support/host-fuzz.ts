import fc from 'fast-check';
import type { Page } from 'puppeteer-core';
import type { LinkedRecord, Task } from '../../lib/protocol/index.ts';
import type { HostAction } from '../../lib/testing/synthetic-host/actions.ts';
import { hostActions, hosts } from '../../lib/testing/synthetic-host/arbitraries.ts';
import { DIALECTS, type Dialect, dialectOf } from '../../lib/testing/synthetic-host/dialects.ts';
import { SURFACES } from '../../lib/testing/synthetic-host/host.ts';
import type { Api } from '../../scripts/start/api.ts';
import { clickProcess, isCovered, overlayGone, type Person } from './person.ts';
import { NOTE_CALL, startSmall } from './processes.ts';
import type { Sight, SyntheticPage } from './synthetic-page.ts';
import type { SiteShape, SyntheticSite } from './synthetic-site.ts';
import { find, press, see, until } from './ui.ts';

/** What tasks come for, meanwhile. */
const RECORD: LinkedRecord = { system: 'demo', type: 'lead', id: '1', title: 'Oven 1', url: null };

/** What happens to a page, its browser, the network and the server. */
type Step =
  | HostAction
  | { do: 'travel'; by: -1 | 1 }
  | { do: 'reload' }
  /** To another document and back, where the browser has kept the page as it was. */
  | { do: 'elsewhere' }
  | { do: 'press' }
  | { do: 'kill-background' }
  | { do: 'network'; state: 'cut' | 'silent' | 'open' }
  | { do: 'task' }
  | { do: 'cancel' }
  | { do: 'wait'; ms: number };

const outer: fc.Arbitrary<Step> = fc.oneof(
  fc.constantFrom<Step>(
    ...(['reload', 'elsewhere', 'press', 'kill-background', 'task', 'cancel'] as const).map((one) => ({
      do: one,
    })),
    { do: 'travel', by: -1 },
    { do: 'travel', by: 1 },
  ),
  fc.record({
    do: fc.constant('network' as const),
    state: fc.constantFrom('cut' as const, 'silent' as const, 'open' as const),
  }),
  fc.record({ do: fc.constant('wait' as const), ms: fc.constantFrom(20, 120, 500) }),
);

/** Which host, and what happens. A failing case is printed as it can be run again. */
export const cases = fc.record({
  host: hosts(
    ['document', 'document', 'document', 'document', ...SURFACES],
    DIALECTS.filter(({ kind }) => kind !== null),
  ),
  headers: fc.subarray(['csp' as const, 'isolated' as const]),
  steps: fc.array(fc.oneof<fc.Arbitrary<Step>[]>(hostActions, hostActions, outer), {
    minLength: 1,
    maxLength: 14,
  }),
});
type Case = typeof cases extends fc.Arbitrary<infer One> ? One : never;

/** Who and what takes part. */
export interface Players {
  person: Person;
  admin: Api;
  own: Api;
  /** By kind of system. */
  sites: ReadonlyMap<string, SyntheticSite>;
}

/** Does a case in a tab of its own, and compares what there is to what should be when all have come to rest. */
export async function play(players: Players, { host, headers, steps }: Case): Promise<void> {
  const dialect = dialectOf(host.dialect);
  const site = players.sites.get(dialect.kind ?? '');
  if (!site) throw new Error(`Expected a site of the kind ${dialect.kind}, got none.`);
  const shape: SiteShape = { ...host, headers };
  site.be(shape);
  const tab = new Tab(players, site, dialect, await players.person.onPage(openAt(site, dialect)));
  try {
    for (const step of steps) await tab.take(step);
    await tab.expectCalm();
  } catch (error) {
    const popup = await players.person.popup();
    const said = await popup.evaluate(() => document.body.innerText);
    throw new Error(`${error instanceof Error ? error.message : error} The popup says: ${said}`, {
      cause: error,
    });
  } finally {
    players.person.network.set('open');
    await tab.page.close();
  }
}

function openAt({ origin }: SyntheticSite, dialect: Dialect): string {
  return origin + dialect.address({ kind: 'record', id: 1 });
}

class Tab {
  readonly page: Page;
  readonly #players: Players;
  readonly #site: SyntheticSite;
  readonly #dialect: Dialect;
  /** Drivers of Firefox do not know the frames of a page that comes out of the back/forward cache. */
  #knowsFrames = true;

  constructor(players: Players, site: SyntheticSite, dialect: Dialect, page: Page) {
    this.#players = players;
    this.#site = site;
    this.#dialect = dialect;
    this.page = page;
  }

  async take(step: Step): Promise<void> {
    const { person, own, admin } = this.#players;
    switch (step.do) {
      case 'travel':
        await this.#ask((page, by) => page.travel(by), step.by);
        break;
      case 'reload':
        await this.#reload();
        break;
      case 'elsewhere':
        await this.#goElsewhere();
        break;
      case 'press':
        await this.#press();
        break;
      case 'kill-background':
        await person.driver.stopBackground();
        break;
      case 'network':
        person.network.set(step.state);
        break;
      case 'task':
        await startSmall(own, NOTE_CALL, RECORD);
        break;
      case 'cancel': {
        const [task] = await own.get<Task[]>('/tasks');
        if (task) await admin.post(`/instances/${task.instance.id}/cancel`, { reason: 'No more' });
        break;
      }
      case 'wait':
        await new Promise((passed) => setTimeout(passed, step.ms));
        break;
      default:
        await this.#ask((page, action) => page.perform(action), step);
    }
  }

  /** When everybody has come to rest. */
  async expectCalm(): Promise<void> {
    const { person, own } = this.#players;
    person.network.set('open');
    await this.page.bringToFront();
    await this.#ask((page) => page.rest());
    // A press beside a menu puts it away.
    if (await isCovered(this.page)) await this.page.mouse.click(2, 2);
    const sight = await this.#atRest();
    if (sight.id === null && !sight.isList) return;
    await clickProcess(this.page);
    if (!this.#knowsFrames) {
      await until('the menu', () => isCovered(this.page));
      return;
    }
    const overlay = await person.overlay(this.page);
    const { ticked, id, title } = sight;
    if (id !== null) await find(overlay, 'heading', new RegExp(`^(${title}|${this.#dialect.type} ${id})$`));
    else if (ticked.length > 0) await find(overlay, 'heading', new RegExp(`\\b${ticked.length}\\b`));
    const tasks = await own.get<Task[]>('/tasks');
    await press(overlay, 'button', /^My tasks/);
    await find(overlay, 'heading', tasks.length > 0 ? `My tasks (${tasks.length})` : 'My tasks');
    await see(overlay, 'Connected');
    await press(overlay, 'button', 'Close');
    await overlayGone(this.page);
    const after = await this.#atRest();
    if (after.id !== sight.id) throw new Error(`Expected the page to stay at ${sight.id}, got ${after.id}.`);
  }

  /** Waits until all is as it should be, and a moment later still. */
  async #atRest(): Promise<Sight> {
    let seen: Sight | null = null;
    let good = 0;
    return until(
      async () => `one button in its place, or none where there is no record: ${JSON.stringify(seen)}`,
      async () => {
        seen = await this.#ask((page) => page.look());
        good = isRight(seen) ? good + 1 : 0;
        return good > 5 && seen;
      },
    );
  }

  /** By the page itself: drivers of Firefox wait in vain for a page that was kept in the back/forward cache. */
  async #reload(): Promise<void> {
    await this.page.evaluate(() => {
      Reflect.set(globalThis, 'isOld', true);
      location.reload();
    });
    await until('the page anew', () => this.page.evaluate(() => !Reflect.has(globalThis, 'isOld')));
  }

  /** Where the button is at this moment, if it is. */
  async #press(): Promise<void> {
    const at = await this.page.evaluate(() => {
      const { x, y, width, height } =
        document.querySelector('throughline-button')?.getBoundingClientRect() ?? new DOMRect();
      return width * height > 0 ? { x: x + width / 2, y: y + height / 2 } : null;
    });
    if (at) await this.page.mouse.click(at.x, at.y);
  }

  async #goElsewhere(): Promise<void> {
    const { elsewhere } = this.#site;
    await this.page.evaluate((url) => {
      location.href = url;
    }, elsewhere);
    await until('the other page', () => this.page.evaluate((url) => location.href === url, elsewhere));
    await this.page.evaluate(() => history.back());
    await this.#ask(() => undefined);
    this.#knowsFrames = this.#players.person.driver.target === 'chrome';
  }

  /** Asks the page, as soon as it is there. */
  async #ask<Argument, Answer>(
    question: (page: SyntheticPage, argument: Argument) => Answer,
    argument?: Argument,
  ): Promise<Answer> {
    const asked = `(${question.toString()})(globalThis.synthetic, ${JSON.stringify(argument) ?? 'undefined'})`;
    const [answer] = await until('the synthetic host in its page', async () =>
      (await this.page.evaluate('"synthetic" in globalThis')) ? [await this.page.evaluate(asked)] : null,
    );
    return answer as Answer;
  }
}

function isRight({ id, isList, buttons, bars, isInPlace, isAsTyped, meddled }: Sight): boolean {
  const wanted = id !== null || isList ? 1 : 0;
  return buttons === wanted && bars <= 1 && (wanted === 0 || isInPlace) && isAsTyped && meddled.length === 0;
}
