import { browser } from 'wxt/browser';
import type { MissingPlaces } from '../access/missing-places.ts';
import type { KnownSite } from '../access/sites.ts';
import type { Cache } from '../cache/cache.ts';
import type { HostToBackground } from '../messaging/contract.ts';
import type { Topics } from '../messaging/topics.ts';
import type { LinkedRecord } from '../protocol/index.ts';
import type { Bars } from './bars.ts';
import type { KeptPlace } from './drawer-place.ts';
import type { Host, HostEvents, Hosts } from './hosts.ts';
import type { Landing } from './landing.ts';
import type { Nonces } from './nonces.ts';
import { learnWord, readTicked } from './page-reader.ts';
import { recordAddress } from './record-address.ts';
import { overlayView, type TabStack } from './stack.ts';
import type { Tabs } from './tabs.ts';

interface Parts {
  readonly tabs: Tabs;
  readonly nonces: Nonces;
  readonly place: KeptPlace;
  readonly missing: MissingPlaces;
  readonly cache: Cache;
  readonly topics: Topics;
  readonly hosts: () => Hosts;
  readonly landing: () => Landing;
  readonly bars: () => Bars;
}

/** A document that comes back may still show how many there were: it is told that there are none, too. */
const UNTOLD = -1;

/** Keeps what each CRM page shows equal to the stack of its tab, and takes in what happens there. */
export class Presenter implements HostEvents {
  readonly #parts: Parts;
  /** What each host script was told last. */
  readonly #told = new WeakMap<Host, { view: string; count: number }>();
  /** What a host has said of its record is taken in one after the other, and a press after it. */
  readonly #seeing = new WeakMap<Host, Promise<void>>();

  constructor(parts: Parts) {
    this.#parts = parts;
    parts.tabs.onChange((tab, stack) => {
      const host = parts.hosts().get(tab);
      if (host) this.#draw(host, stack);
    });
    parts.topics.onChange((changed) => {
      if (!changed.has('tasks') && !changed.has('account') && !changed.has('stack')) return;
      for (const host of parts.hosts().all()) void this.#count(host);
    });
  }

  async connected(host: Host, fresh: boolean | null): Promise<void> {
    const { tabs, nonces } = this.#parts;
    const isNew = fresh ?? tabs.get(host.tab).document !== host.document;
    if (isNew) await nonces.forget(host.tab);
    const { document, site } = host;
    await tabs.dispatch(host.tab, {
      ...{ type: 'document', origin: site.origin, system: site.system.id, document, fresh: isNew },
    });
    await this.#count(host);
    await this.#parts.bars().draw(host);
  }

  async received(host: Host, message: Exclude<HostToBackground, { type: 'probed' }>): Promise<void> {
    const { tabs, hosts } = this.#parts;
    switch (message.type) {
      case 'menu': {
        await this.#seeing.get(host);
        const named = message.selected?.map((record) => linked(host.site, record)) ?? null;
        const selected = named && host.site.adapter.reader ? await readTicked(host) : named;
        // Meanwhile the tab may have come to another document or to a record: the press was about what it does not show any more.
        if (hosts().get(host.tab) !== host || (selected && tabs.get(host.tab).record)) return;
        return tabs.dispatch(host.tab, { type: 'menu', box: message.box, selected });
      }
      case 'ask': {
        const learned = await learnWord(host);
        if (learned) host.send({ type: 'learn', word: learned.word, means: learned.type });
        return;
      }
      case 'bar':
        await this.#seeing.get(host);
        return this.#parts.bars().acted(host, message);
      case 'dismiss':
        return tabs.dispatch(host.tab, { type: 'dismiss' });
      case 'drawer-stands':
        return tabs.dispatch(host.tab, { type: 'stands', side: message.side });
      case 'overlay-wanted':
        return this.#parts.landing().injectOverlay(host.tab);
      case 'places': {
        const { origin, adapter } = host.site;
        const { of, missing } = message;
        return this.#parts.missing.note({ origin, site: adapter.name, type: of, missing, tab: host.tab });
      }
      case 'lost':
        return this.#moveOut(host.tab);
      case 'record': {
        const see = () => this.#see(host, message.record);
        const seen = (this.#seeing.get(host) ?? Promise.resolve()).then(see, see);
        this.#seeing.set(host, seen);
        await seen;
        return this.#parts.bars().shown(host);
      }
    }
  }

  async #see(host: Host, record: Extract<HostToBackground, { type: 'record' }>['record']): Promise<void> {
    const { tabs, hosts } = this.#parts;
    const system = host.site.system.id;
    // So that somebody else can be led there.
    const url = record ? recordAddress(host.site, record, await addressOf(host.tab)) : null;
    // The tab has another document by now, which says itself what it shows.
    if (hosts().get(host.tab) !== host) return;
    // The button begins with none for each record.
    this.#toldTo(host).count = UNTOLD;
    await tabs.dispatch(host.tab, { type: 'record', record: record && { system, ...record, url } });
  }

  /** What the page has taken away is shown in a tab of its own: the person has asked for it. */
  async #moveOut(tab: number): Promise<void> {
    const { tabs, landing } = this.#parts;
    const { pages } = tabs.get(tab);
    await tabs.dispatch(tab, { type: 'lost' });
    await landing().openAlone(pages.toReversed(), tab);
  }

  #draw(host: Host, stack: TabStack): void {
    const { view } = overlayView(stack);
    const told = this.#toldTo(host);
    // Another page about the case hangs on another stage.
    const shown = view === 'case' ? JSON.stringify([stack.about, stack.box]) : view;
    if (told.view === shown) return;
    told.view = shown;
    if (view === 'hidden') {
      host.send({ type: 'hide' });
    } else {
      const nonce = this.#parts.nonces.issue(host.tab);
      host.send({
        type: 'show',
        view,
        box: view === 'menu' || view === 'case' ? stack.box : null,
        nonce,
        place: this.#parts.place.place,
      });
    }
  }

  async #count(host: Host): Promise<void> {
    const { tabs, cache } = this.#parts;
    const { record } = tabs.get(host.tab);
    const waiting = record ? await cache.waiting(record) : 0;
    // Of what the tab shows since then it is counted anew.
    if (tabs.get(host.tab).record !== record) return;
    const told = this.#toldTo(host);
    if (told.count === waiting) return;
    told.count = waiting;
    host.send({ type: 'count', waiting });
  }

  #toldTo(host: Host): { view: string; count: number } {
    const told = this.#told.get(host) ?? { view: '', count: UNTOLD };
    this.#told.set(host, told);
    return told;
  }
}

/** What the tab shows by now; it may have gone meanwhile. */
async function addressOf(tab: number): Promise<string | null> {
  const found = await browser.tabs.get(tab).catch(() => null);
  return found?.url ?? null;
}

/** A ticked record as the system's. */
function linked(site: KnownSite, { type, id, title, url }: Omit<LinkedRecord, 'system'>): LinkedRecord {
  return { system: site.system.id, type, id, title, url: recordAddress(site, { type, id }, url) };
}
