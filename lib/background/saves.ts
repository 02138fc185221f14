import type { Sites } from '../access/sites.ts';
import type { Cache } from '../cache/cache.ts';
import type { Outbox } from '../cache/outbox.ts';
import type { Delivery } from '../connection/delivery.ts';
import { isSameRecord, type LinkedRecord, type RecordRef } from '../protocol/index.ts';
import { matchRecord } from '../sites/match.ts';
import { type CompletedRequest, matchSave } from '../sites/saves.ts';
import type { TabStack } from '../stack/stack.ts';
import type { Tabs } from '../stack/tabs.ts';

interface Parts {
  readonly sites: Sites;
  readonly tabs: Tabs;
  readonly cache: Cache;
  readonly outbox: Outbox;
  readonly delivery: Pick<Delivery, 'pump'>;
}

export interface SeenRequest extends CompletedRequest {
  tab: number;
  /** Where the answer sends the browser; null: nowhere. */
  redirect: string | null;
  /** A form's, which loads a page; false: a script's. */
  loads: boolean;
}

/** More steps than this on one record are not looked after at once. */
const MOST = 20;
/** Where every call goes to one address, so many milliseconds of them are one look at the record. */
const CALLS_MS = 600;
/** A page that shows what it has made does so by then, in milliseconds. */
const MADE_MS = 10_000;

/**
 * Notices that the person has saved a record in a CRM's page (behaviour 1.4), by the request that the adapter names,
 * and has the server look at it for every step that waits for that.
 */
export class Saves {
  readonly #parts: Parts;
  readonly #calling = new Set<number>();

  constructor(parts: Parts) {
    this.#parts = parts;
    parts.tabs.onChange((tab, stack) => void this.#meet(tab, stack));
  }

  /** A request of a CRM's page has been answered. */
  async seen({ tab, redirect, method, url, status }: SeenRequest): Promise<void> {
    const { sites, tabs } = this.#parts;
    const request = { method, url, status };
    const site = await sites.at(url);
    const save = site && matchSave(site.adapter, request);
    if (!site || !save) return;
    const { system } = site;
    // What is somewhere else is no record of this CRM.
    const isHere = redirect !== null && (await sites.at(redirect))?.system.id === system.id;
    const landed = isHere ? matchRecord(site.adapter, redirect) : null;
    if (save.does === 'create') {
      if (landed) {
        const { type, id } = landed;
        await this.#take(tab, { system: system.id, type, id, title: null, url: redirect });
      } else if (save.type !== null) {
        await tabs.dispatch(tab, { type: 'made', made: { type: save.type, at: Date.now() } });
      }
      return;
    }
    if (save.id === null && save.type !== null) await this.#noteMade(tab, save.type);
    if (save.does === 'change' && save.id === null && landed?.type === save.type) {
      await this.#look(tab, { system: system.id, type: landed.type, id: landed.id }, true);
      return;
    }
    const { record: shown } = tabs.get(tab);
    const type = save.type ?? shown?.type ?? null;
    const id = save.id ?? shown?.id ?? null;
    if (type === null || id === null) return;
    // Without an id it is the page's record, if it is of that type.
    if (save.id === null && (shown?.system !== system.id || shown.type !== type)) return;
    const record = { system: system.id, type, id };
    if (save.does === 'call') this.#lookSoon(tab, record);
    else await this.#look(tab, record, true);
  }

  /** The record on the tab's page is the new one that a step has asked for. */
  async take(tab: number, task: string): Promise<void> {
    const { record } = this.#parts.tabs.get(tab);
    if (record) await this.#check(tab, task, true, record);
  }

  /** Calls that save what is new look like those that save what is there: the page shows what came of it. */
  async #noteMade(tab: number, type: string): Promise<void> {
    const { pages, aims } = this.#parts.tabs.get(tab);
    if (!pages.some((task) => aims[task]?.id === null && aims[task].type === type)) return;
    await this.#parts.tabs.dispatch(tab, { type: 'made', made: { type, at: Date.now() } });
  }

  async #look(tab: number, record: RecordRef, saved: boolean): Promise<void> {
    const { cache, tabs } = this.#parts;
    const mine = (await cache.ofRecords([record], MOST)).filter(({ kind }) => kind === 'open-edit-page');
    // Those of somebody else, which support staff has opened, are in no list of mine.
    const open = tabs
      .all()
      .flatMap(([, { pages, aims }]) => pages.filter((task) => aimsAt(aims[task], record)));
    for (const task of new Set([...open, ...mine.map(({ id }) => id)]))
      await this.#check(tab, task, saved, null);
  }

  /** What a call was for is not to be seen: the server compares the record with what it was. */
  #lookSoon(tab: number, record: RecordRef): void {
    if (this.#calling.has(tab)) return;
    this.#calling.add(tab);
    setTimeout(() => {
      this.#calling.delete(tab);
      void this.#look(tab, record, false);
    }, CALLS_MS);
  }

  /** The page shows a record, or has made one: both together are the new record of a step. */
  async #meet(tab: number, { made, record, errand }: TabStack): Promise<void> {
    if (made === null || record?.type !== made.type) return;
    // In a tab that was not opened for it, the record was perhaps there before.
    if (errand === null) return;
    await this.#parts.tabs.dispatch(tab, { type: 'made', made: null });
    if (Date.now() - made.at <= MADE_MS) await this.#take(tab, record);
  }

  async #take(tab: number, record: LinkedRecord): Promise<void> {
    const { pages, aims } = this.#parts.tabs.get(tab);
    const { system, type } = record;
    const task = pages.findLast((one) => {
      const aim = aims[one];
      return aim?.id === null && aim.system === system && aim.type === type;
    });
    if (task !== undefined) await this.#check(tab, task, true, record);
  }

  async #check(tab: number, task: string, saved: boolean, record: LinkedRecord | null): Promise<void> {
    const { outbox, cache, delivery } = this.#parts;
    const title = (await cache.task(task))?.title ?? '';
    const id = crypto.randomUUID();
    await outbox.add({ id, command: { type: 'task.check', task, saved, record }, title, tab });
    void delivery.pump();
  }
}

function aimsAt(aim: TabStack['aims'][string] | undefined, record: RecordRef): boolean {
  return aim?.id != null && isSameRecord({ ...aim, id: aim.id }, record);
}
