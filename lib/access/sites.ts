import { browser } from 'wxt/browser';
import type { Site } from '../messaging/contract.ts';
import type { Topics } from '../messaging/topics.ts';
import type { System } from '../protocol/index.ts';
import type { SiteAdapter } from '../sites/schema.ts';
import type { Adapters } from './adapters.ts';
import { fitsOne, isBarred } from './origin-rules.ts';
import { originOf, originPattern } from './origins.ts';
import type { PolicySettings } from './policy-settings.ts';

/** A CRM that we may work in: the installation as the server knows it and the adapter for its kind. */
export interface KnownSite {
  readonly origin: string;
  readonly system: System;
  readonly adapter: SiteAdapter;
}

/** What a policy of the browser says of addresses. */
export type SiteRules = Pick<PolicySettings, 'origins' | 'first'>;

const FREE: SiteRules = { origins: { only: null, never: [] }, first: [] };

/** Which CRM belongs to an origin, and whether the person and their administrator let us work there. */
export class Sites {
  readonly #systems: () => readonly System[];
  readonly #topics: Topics;
  readonly #adapters: Pick<Adapters, 'of'>;
  readonly #rules: () => SiteRules;

  constructor(
    systems: () => readonly System[],
    topics: Topics,
    adapters: Pick<Adapters, 'of'>,
    rules: () => SiteRules = () => FREE,
  ) {
    this.#systems = systems;
    this.#topics = topics;
    this.#adapters = adapters;
    this.#rules = rules;
  }

  /** Every origin of every system that the server knows: first those that the administrator recommends, in their order. */
  list(): Promise<Site[]> {
    const { first, origins } = this.#rules();
    const placeOf = (origin: string) => first.findIndex((pattern) => fitsOne([pattern], origin));
    const rankOf = (origin: string) => (placeOf(origin) < 0 ? first.length : placeOf(origin));
    const sites = this.#origins().toSorted((one, other) => rankOf(one.origin) - rankOf(other.origin));
    return Promise.all(
      sites.map(async ({ origin, system }) => ({
        system,
        origin,
        granted: await isGranted(origin),
        barred: isBarred(origins, origin),
        first: placeOf(origin) >= 0,
        known: this.#adapters.of(system.kind) !== null,
        verified: this.#adapters.of(system.kind)?.verified ?? null,
      })),
    );
  }

  /** The site at an address, null if the server does not know it, we can't work in it or may not. */
  async at(url: string | undefined): Promise<KnownSite | null> {
    const origin = originOf(url);
    const system = this.#origins().find((one) => one.origin === origin)?.system;
    const adapter = system ? this.#adapters.of(system.kind) : null;
    if (!origin || !system || !adapter || this.isBarred(origin) || !(await isGranted(origin))) return null;
    return { origin, system, adapter };
  }

  /** An administrator keeps people from working there. */
  isBarred(origin: string): boolean {
    return isBarred(this.#rules().origins, origin);
  }

  /** The system at an address, whether we can and may work there or not. */
  systemAt(url: string): System | null {
    const origin = originOf(url);
    return this.#origins().find((one) => one.origin === origin)?.system ?? null;
  }

  /** Where we may work in a system: the first of its origins for which that holds; null: nowhere. */
  async of(system: string): Promise<KnownSite | null> {
    for (const { origin, system: of } of this.#origins()) {
      const site = of.id === system ? await this.at(origin) : null;
      if (site) return site;
    }
    return null;
  }

  /** Access was given or taken, outside of our pages too. */
  changed(): void {
    this.#topics.changed('sites');
  }

  #origins(): { origin: string; system: System }[] {
    return this.#systems().flatMap((system) =>
      system.origins.flatMap((url) => {
        const origin = originOf(url);
        return origin ? [{ origin, system }] : [];
      }),
    );
  }
}

function isGranted(origin: string): Promise<boolean> {
  return browser.permissions.contains({ origins: [originPattern(origin)] });
}
