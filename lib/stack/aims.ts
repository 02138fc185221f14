import type { Sites } from '../access/sites.ts';
import type { Cache } from '../cache/cache.ts';
import type { Desk } from '../cache/desk.ts';
import type { TaskPage } from '../protocol/index.ts';
import { addressIn } from '../sites/saves.ts';
import type { Aim } from './aim.ts';
import type { Tabs } from './tabs.ts';

interface Parts {
  readonly tabs: Tabs;
  readonly cache: Cache;
  readonly desk: Desk;
  readonly sites: Sites;
  /** The page of a task that is not stored here; null: it cannot be had. */
  readonly fetch: (task: string) => Promise<TaskPage | null>;
}

/** Knows which steps are done on the page of a record, and where that page is. */
export class Aims {
  readonly #parts: Parts;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** What the step aims at; null: it is done on a page of ours. */
  async of(task: string): Promise<Aim | null> {
    const { cache, desk, fetch } = this.#parts;
    const kept = (await desk.page(task))?.page ?? null;
    if (kept) return this.#read(kept);
    if ((await cache.task(task))?.kind !== 'open-edit-page') return null;
    const page = await fetch(task);
    return page && this.#read(page);
  }

  /** Pages have come or have changed: a new record is there now, or was taken to be the one that was asked for. */
  async refresh(): Promise<void> {
    const { tabs, desk } = this.#parts;
    for (const [tab, { pages, aims }] of tabs.all())
      for (const task of pages) {
        const kept = await desk.page(task);
        const aim = kept && (await this.#read(kept.page));
        if (aim && JSON.stringify(aim) !== JSON.stringify(aims[task]))
          await tabs.dispatch(tab, { type: 'aimed', task, aim });
      }
  }

  async #read({ content, task }: TaskPage): Promise<Aim | null> {
    if (content.kind !== 'open-edit-page') return null;
    const { system, type, id } = content.target;
    const known = id === null ? null : (task.record?.url ?? null);
    return { system, type, id, address: await this.#usable(system, known, { type, id }) };
  }

  /** An address counts only where we may work. */
  async #usable(
    system: string,
    known: string | null,
    wanted: { type: string; id: string | null },
  ): Promise<string | null> {
    const { sites } = this.#parts;
    if (known !== null && (await sites.at(known))?.system.id === system) return known;
    const site = await sites.of(system);
    if (!site) return null;
    const path = addressIn(site.adapter, wanted);
    return path === null ? null : site.origin + path;
  }
}
