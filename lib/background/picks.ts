import { browser } from 'wxt/browser';
import * as z from 'zod/mini';
import type { Adapters } from '../access/adapters.ts';
import { originOf } from '../access/origins.ts';
import type { Policy } from '../access/policy.ts';
import type { Sites } from '../access/sites.ts';
import { type BackgroundToPick, PickToBackground } from '../messaging/pick-contract.ts';
import type { Port } from '../messaging/port.ts';
import { adapterOf } from '../picker/adapter.ts';
import { idAt, MOST_SENT, newPick, Pick } from '../picker/pick.ts';
import { SentRequest, withSent } from '../picker/saving.ts';
import { ProtocolError, phrase, type System } from '../protocol/index.ts';
import { siteOf } from '../sites/index.ts';
import { kindFor } from '../sites/kind-for.ts';
import { MOST_NAME, SiteAdapter } from '../sites/schema.ts';
import type { SeenRequest } from './saves.ts';

const KEY = 'picks';
const SCRIPT = '/picker.js';

interface Parts {
  readonly adapters: Adapters;
  readonly sites: Sites;
  readonly policy: Policy;
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
    this.#demandLeave(origin, system?.kind ?? null);
    const name = this.#parts.adapters.of(system?.kind ?? '')?.name ?? system?.name ?? hostname;
    const pick = newPick({
      kind: system?.kind ?? kindFor(url),
      name: name.slice(0, MOST_NAME),
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
    if (!pick || originOf(url) !== pick.origin || !this.#mayGoOn(pick)) return;
    // A page that is not there yet has the next event; one that shows an error takes no script.
    await browser.scripting.executeScript({ target: { tabId: tab }, files: [SCRIPT] }).catch(() => undefined);
  }

  connect(port: Port): void {
    const { sender } = port;
    const tab = sender?.tab?.id;
    const isOurs = sender?.id === browser.runtime.id && sender.frameId === 0;
    const pick = tab === undefined ? undefined : this.#picks.get(tab);
    const isHere = pick !== undefined && originOf(sender?.url) === pick.origin && this.#mayGoOn(pick);
    if (!isOurs || tab === undefined || !isHere) {
      tell(port, { type: 'over' });
      port.disconnect();
      return;
    }
    this.#ports.set(tab, port);
    port.onDisconnect.addListener(() => this.#ports.get(tab) === port && this.#ports.delete(tab));
    port.onMessage.addListener((raw) => void this.#receive(tab, port, raw));
    this.#tell(tab, port);
  }

  /** A page has sent something, and was answered: while the person saves a record this may be how. */
  async seen({ tab, ...request }: SeenRequest): Promise<void> {
    const isWanted = () => {
      const pick = this.#picks.get(tab);
      return pick?.step === 'change' && originOf(request.url) === pick.origin && request.status < 400
        ? pick
        : null;
    };
    if (!isWanted()) return;
    const url = (await browser.tabs.get(tab).catch(() => null))?.url;
    // The person may have gone on meanwhile.
    const pick = isWanted();
    if (!pick) return;
    const record = (url && idAt(pick, url)) || (pick.shown && idAt(pick, pick.shown)) || null;
    const one = SentRequest.safeParse({ ...request, record }).data;
    if (!one) return;
    const sent = withSent(pick.sent, one, MOST_SENT);
    this.#picks.set(tab, { ...pick, sent });
    const port = this.#ports.get(tab);
    if (port) tell(port, { type: 'sent', sent });
    await this.#store();
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
      if (this.#mayGoOn(before)) {
        await this.#save(tab, before);
        this.#tell(tab, port);
      } else tell(port, { type: 'over' });
      return;
    }
    // The page says what was pointed at, and not which CRM it is.
    const { kind, name, origin, wanted } = before;
    // What was sent we have seen ourselves; who comes to this step begins anew.
    const sent = message.pick.step === 'change' && before.step !== 'change' ? [] : before.sent;
    this.#picks.set(tab, { ...message.pick, kind, name, origin, wanted, sent });
    await this.#store();
  }

  async #save(tab: number, pick: Pick): Promise<void> {
    const { adapters, inject } = this.#parts;
    const { kind } = pick;
    const before = adapters.ownOf(kind) ?? adapters.of(kind);
    const made = adapterOf(pick, before);
    // Where nobody has shown how the CRM saves, and we know it, it saves so.
    const { saves = [], testSaves = [] } = (made?.saves.length ? made : siteOf(kind)) ?? {};
    const adapter = SiteAdapter.safeParse(made && { ...made, saves, testSaves }).data;
    if (!adapter) return;
    await adapters.put(adapter);
    this.#picks.set(tab, { ...pick, step: 'saved' });
    await this.#store();
    // The button may take its time; what was picked is safe.
    void inject(tab);
  }

  /** Refuses what the person's administrator keeps them from. */
  #demandLeave(origin: string, kind: string | null): void {
    this.#parts.policy.demandLeaveToDescribe(kind);
    if (!this.#parts.sites.isBarred(origin)) return;
    throw new ProtocolError('policy-forbids', { what: phrase('an-address-barred', { origin }) });
  }

  /** The policy may have changed since they began. */
  #mayGoOn({ origin, kind }: Pick): boolean {
    try {
      this.#demandLeave(origin, kind);
      return true;
    } catch {
      return false;
    }
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
