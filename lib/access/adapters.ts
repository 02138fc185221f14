import { browser } from 'wxt/browser';
import * as z from 'zod/mini';
import { type AdapterSource, type KnownAdapter, SwitchedSource } from '../messaging/adapter-contract.ts';
import type { Topics } from '../messaging/topics.ts';
import { siteOf, sites } from '../sites/index.ts';
import { SiteAdapter } from '../sites/schema.ts';
import type { PolicySettings } from './policy-settings.ts';

const KEY = 'adapters';

const Switch = z.strictObject({ kind: z.string(), source: SwitchedSource });

const Kept = z.strictObject({
  own: z.array(SiteAdapter),
  /** What the person has switched off. */
  off: z.array(Switch),
});
type Kept = z.infer<typeof Kept>;

/** What an administrator gives to everybody. */
export interface ServedAdapters {
  of(kind: string): SiteAdapter | null;
  kinds(): readonly string[];
  /** What the server gives or the extension ships for this kind is not to be used. */
  isOff(kind: string): boolean;
}

const NONE: ServedAdapters = { of: () => null, kinds: () => [], isOff: () => false };

/** What a policy of the browser says of adapters. */
export type AdapterRules = Pick<PolicySettings, 'adapters' | 'off' | 'ownAdapters'>;

const FREE: AdapterRules = { adapters: [], off: [], ownAdapters: true };

/**
 * The adapters of this browser. What a policy of the browser sets goes before what the person has picked, that before what the
 * server gives, and that before what ships with the extension; each but the first can be switched off by itself, so that the
 * next one counts.
 */
export class Adapters {
  readonly #topics: Topics;
  readonly #served: ServedAdapters;
  readonly #rules: () => AdapterRules;
  #kept: Kept;

  private constructor(kept: Kept, served: ServedAdapters, rules: () => AdapterRules, topics: Topics) {
    this.#kept = kept;
    this.#served = served;
    this.#rules = rules;
    this.#topics = topics;
  }

  static async open(
    topics: Topics,
    served: ServedAdapters = NONE,
    rules: () => AdapterRules = () => FREE,
  ): Promise<Adapters> {
    const stored = (await browser.storage.local.get(KEY))[KEY];
    return new Adapters(readKept(stored), served, rules, topics);
  }

  /** The adapter in use for a kind of CRM; null: there is none. */
  of(kind: string): SiteAdapter | null {
    return this.#ofKind(kind).find(({ state }) => state === 'used')?.adapter ?? null;
  }

  /** Every adapter of these kinds and every one that does not ship, by the CRM's name. */
  list(kinds: readonly string[]): KnownAdapter[] {
    return [...new Set([...kinds, ...this.#added()])]
      .flatMap((kind) => this.#ofKind(kind))
      .toSorted((one, other) => one.adapter.name.localeCompare(other.adapter.name));
  }

  /** Every adapter in use: what any page of a CRM may be read with. */
  inUse(): SiteAdapter[] {
    const kinds = sites.map(({ kind }) => kind);
    return [...new Set([...kinds, ...this.#added()])].flatMap((kind) => this.of(kind) ?? []);
  }

  /** The one that the person has made for this kind; null: none. */
  ownOf(kind: string): SiteAdapter | null {
    return this.#kept.own.find((own) => own.kind === kind) ?? null;
  }

  /** Takes an adapter of the person's; what they had for this kind goes, and it counts at once. */
  async put(adapter: SiteAdapter): Promise<void> {
    const { own, off } = this.#kept;
    await this.#keep({
      own: [...own.filter(({ kind }) => kind !== adapter.kind), adapter],
      off: off.filter(({ kind, source }) => kind !== adapter.kind || source !== 'own'),
    });
  }

  async remove(kind: string): Promise<void> {
    const { own, off } = this.#kept;
    await this.#keep({
      own: own.filter((one) => one.kind !== kind),
      off: off.filter((one) => one.kind !== kind || one.source !== 'own'),
    });
  }

  async set(kind: string, source: SwitchedSource, used: boolean): Promise<void> {
    const others = this.#kept.off.filter((one) => one.kind !== kind || one.source !== source);
    await this.#keep({ ...this.#kept, off: used ? others : [...others, { kind, source }] });
  }

  /** The kinds of those that do not ship. */
  #added(): string[] {
    const kinds = [...this.#rules().adapters, ...this.#kept.own].map(({ kind }) => kind);
    return [...kinds, ...this.#served.kinds()];
  }

  /** In the order in which they count. */
  #ofKind(kind: string): KnownAdapter[] {
    const { own, off } = this.#kept;
    const isOff = (source: AdapterSource) => off.some((one) => one.kind === kind && one.source === source);
    const rules = this.#rules();
    const isBarred = (source: AdapterSource) =>
      rules.off.includes(kind) || (source === 'own' && !rules.ownAdapters);
    const found: [AdapterSource, SiteAdapter | null | undefined, boolean][] = [
      ['policy', rules.adapters.find((one) => one.kind === kind), false],
      ['own', own.find((one) => one.kind === kind), false],
      ['server', this.#served.of(kind), this.#served.isOff(kind)],
      ['shipped', siteOf(kind), this.#served.isOff(kind)],
    ];
    let isCovered = false;
    return found.flatMap(([source, adapter, isWithdrawn]): KnownAdapter[] => {
      if (!adapter) return [];
      if (isBarred(source)) return [{ adapter, source, state: 'barred' }];
      if (isWithdrawn) return [{ adapter, source, state: 'withdrawn' }];
      if (isOff(source)) return [{ adapter, source, state: 'off' }];
      const state = isCovered ? 'covered' : 'used';
      isCovered = true;
      return [{ adapter, source, state }];
    });
  }

  async #keep(kept: Kept): Promise<void> {
    this.#kept = kept;
    await browser.storage.local.set({ [KEY]: kept });
    this.#topics.changed('sites');
  }
}

/** One that an earlier version has stored and this one does not understand is left out; the others stay. */
function readKept(stored: unknown): Kept {
  const whole = Kept.safeParse(stored);
  if (whole.success) return whole.data;
  const rough = z.object({ own: z.catch(z.array(z.unknown()), []), off: z.catch(z.array(Switch), []) });
  const { own, off } = rough.safeParse(stored).data ?? { own: [], off: [] };
  return { own: own.flatMap((one) => SiteAdapter.safeParse(one).data ?? []), off };
}
