import { browser } from 'wxt/browser';
import * as z from 'zod/mini';
import type { Adapters } from '../access/adapters.ts';
import { originOf } from '../access/origins.ts';
import type { Sites } from '../access/sites.ts';
import { type BackgroundToPick, PickToBackground } from '../messaging/pick-contract.ts';
import type { Port } from '../messaging/port.ts';
import { adapterOf } from '../picker/adapter.ts';
import { newPick, Pick } from '../picker/pick.ts';
import type { System } from '../protocol/index.ts';
import { siteOf } from '../sites/index.ts';
import { SiteAdapter } from '../sites/schema.ts';

const KEY = 'picks';
const SCRIPT = '/picker.js';
const KIND_LENGTH = 40;

interface Parts {
  readonly adapters: Adapters;
  readonly sites: Sites;
  /** The types of record that processes name for a CRM. */
  readonly typesOf: (system: System) => string[];
  /** Runs the host script in a tab: what was picked counts at once. */
  readonly inject: (tab: number) => Promise<unknown>;
}

/**
 * The tabs in which the person shows how their CRM is to be read. What they have pointed at outlives every load of the page,
 * and the background too; it is over when they say so, or close the tab.
 */
export class Picks {
  readonly #parts: Parts;
  readonly #picks: Map<number, Pick>;
  readonly #ports = new Map<number, Port>();

  private constructor(picks: Map<number, Pick>, parts: Parts) {
    this.#picks = picks;
    this.#parts = parts;
  }

  static async open(parts: Parts): Promise<Picks> {
    const stored = (await browser.storage.session.get(KEY))[KEY];
    const known = z.record(z.string(), Pick).safeParse(stored).data ?? {};
    return new Picks(new Map(Object.entries(known).map(([tab, pick]) => [Number(tab), pick])), parts);
  }

  /** Opens the CRM's page in a tab and begins there. Access to it was given before. */
  async start(url: string): Promise<void> {
    const { origin, hostname } = new URL(url);
    const system = this.#parts.sites.systemAt(url);
    const pick = newPick({
      kind: system?.kind ?? kindFor(hostname),
      name: this.#parts.adapters.of(system?.kind ?? '')?.name ?? system?.name ?? hostname,
      origin,
      wanted: system ? this.#parts.typesOf(system) : [],
    });
    const { id } = await browser.tabs.create({ url });
    if (id === undefined) return;
    this.#picks.set(id, pick);
    await this.#store();
    // It may have been loaded before it was known that somebody picks there.
    await this.tabLoaded(id, url);
  }

  /** A page was loaded in a tab: if the person picks there, they go on with it. */
  async tabLoaded(tab: number, url: string | undefined): Promise<void> {
    const pick = this.#picks.get(tab);
    if (!pick || originOf(url) !== pick.origin) return;
    // A page that is not there yet has the next event; one that shows an error takes no script.
    await browser.scripting.executeScript({ target: { tabId: tab }, files: [SCRIPT] }).catch(() => undefined);
  }

  connect(port: Port): void {
    const { sender } = port;
    const tab = sender?.tab?.id;
    const isOurs = sender?.id === browser.runtime.id && sender.frameId === 0;
    const pick = tab === undefined ? undefined : this.#picks.get(tab);
    if (!isOurs || tab === undefined || !pick || originOf(sender.url) !== pick.origin) {
      tell(port, { type: 'over' });
      port.disconnect();
      return;
    }
    this.#ports.set(tab, port);
    port.onDisconnect.addListener(() => this.#ports.get(tab) === port && this.#ports.delete(tab));
    port.onMessage.addListener((raw) => void this.#receive(tab, port, raw));
    this.#tell(tab, port);
  }

  async tabClosed(tab: number): Promise<void> {
    if (this.#picks.delete(tab)) await this.#store();
  }

  async #receive(tab: number, port: Port, raw: unknown): Promise<void> {
    const message = PickToBackground.safeParse(raw).data;
    const before = this.#picks.get(tab);
    if (!message || !before) return;
    if (message.type === 'end') {
      await this.tabClosed(tab);
      return;
    }
    if (message.type === 'save') {
      await this.#save(tab, before);
      this.#tell(tab, port);
      return;
    }
    // The page says what was pointed at, and not which CRM it is.
    const { kind, name, origin, wanted } = before;
    this.#picks.set(tab, { ...message.pick, kind, name, origin, wanted });
    await this.#store();
  }

  async #save(tab: number, pick: Pick): Promise<void> {
    const { adapters, inject } = this.#parts;
    const { kind } = pick;
    const before = adapters.ownOf(kind) ?? adapters.of(kind);
    // How a CRM saves nobody can point at; where it is known it stays so.
    const { saves = [], testSaves = [] } = before ?? siteOf(kind) ?? {};
    const made = adapterOf(pick, before);
    const adapter = SiteAdapter.safeParse(made && { ...made, saves, testSaves }).data;
    if (!adapter) return;
    await adapters.put(adapter);
    this.#picks.set(tab, { ...pick, step: 'saved' });
    await this.#store();
    // The button may take its time; what was picked is safe.
    void inject(tab);
  }

  #tell(tab: number, port: Port): void {
    const pick = this.#picks.get(tab);
    if (pick) tell(port, { type: 'pick', pick, known: this.#parts.sites.systemAt(pick.origin) !== null });
  }

  async #store(): Promise<void> {
    await browser.storage.session.set({ [KEY]: Object.fromEntries(this.#picks) });
  }
}

function tell(port: Port, message: BackgroundToPick): void {
  try {
    port.postMessage(message);
  } catch {
    // The page has gone; its next one asks again.
  }
}

/** A kind of CRM of which nothing is known but where it is. */
function kindFor(hostname: string): string {
  const words = hostname.toLowerCase().replace(/[^a-z0-9]+/g, '-');
  return `crm-${words}`.slice(0, KIND_LENGTH).replace(/-+$/, '');
}
