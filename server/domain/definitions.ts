import type { ProcessFacts } from '../engine/port.ts';
import type { Db } from '../store/store.ts';

/** A version of a process as the engine works with it. A version never changes. */
export interface Definition {
  name: string;
  facts: ProcessFacts;
  compiled: unknown;
}

const MOST_KEPT = 500;

/** Definitions in memory: read and parsed once, and the same object each time, by which the engine knows it. */
export class Definitions {
  readonly #kept = new Map<string, Definition>();

  async read(db: Db, key: string, version: number): Promise<Definition> {
    const place = JSON.stringify([key, version]);
    const kept = this.#kept.get(place);
    if (kept) return kept;
    const row = await db
      .selectFrom('definition')
      .select(['name', 'facts', 'compiled'])
      .where('key', '=', key)
      .where('version', '=', version)
      .executeTakeFirstOrThrow();
    const [oldest] = this.#kept.keys();
    if (this.#kept.size >= MOST_KEPT && oldest !== undefined) this.#kept.delete(oldest);
    this.#kept.set(place, row);
    return row;
  }
}
