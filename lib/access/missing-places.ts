import { browser } from 'wxt/browser';
import * as z from 'zod/mini';
import { MissingPlace } from '../messaging/contract.ts';
import type { Topics } from '../messaging/topics.ts';

const KEY = 'missing-places';
/** Enough to see that a CRM has changed. */
const MOST = 20;

/** And the tab where it was seen last. */
const Seen = z.strictObject({ ...MissingPlace.shape, tab: z.number() });
type Seen = z.infer<typeof Seen>;

/**
 * The pages on which what their adapter names was not found, as their host scripts tell: so long as the browser runs,
 * or until such a page has it again.
 */
export class MissingPlaces {
  readonly #topics: Topics;
  #seen: Seen[];

  private constructor(seen: Seen[], topics: Topics) {
    this.#seen = seen;
    this.#topics = topics;
  }

  static async open(topics: Topics): Promise<MissingPlaces> {
    const stored = z.array(Seen).safeParse((await browser.storage.session.get(KEY))[KEY]);
    return new MissingPlaces(stored.success ? stored.data : [], topics);
  }

  list(): MissingPlace[] {
    return this.#seen.map(({ origin, site, type, missing }) => ({ origin, site, type, missing }));
  }

  /** The tab where it was seen last. */
  tabOf({ origin, type }: Pick<MissingPlace, 'origin' | 'type'>): number | null {
    return this.#seen.find((one) => one.origin === origin && one.type === type)?.tab ?? null;
  }

  /** `missing` null: such a page has it. */
  async note({
    missing,
    ...where
  }: Omit<Seen, 'missing'> & { missing: Seen['missing'] | null }): Promise<void> {
    const before = this.#seen;
    const others = before.filter(({ origin, type }) => origin !== where.origin || type !== where.type);
    if (missing === null && others.length === before.length) return;
    this.#seen = missing === null ? others : [{ ...where, missing }, ...others].slice(0, MOST);
    this.#topics.changed('missing-places');
    await browser.storage.session.set({ [KEY]: this.#seen });
  }
}
