import { browser } from 'wxt/browser';
import type { KnownSite, Sites } from '../access/sites.ts';
import { type BackgroundToHost, HostToBackground, type OverlayProblem } from '../messaging/contract.ts';
import type { Port, PortSender } from '../messaging/port.ts';
import { ProtocolError, phrase } from '../protocol/index.ts';
import { hostWords } from './host-words.ts';

/** How long a host script may take to say whether the overlay is visible. */
const PROBE_MS = 2000;

/** Why a click is not taken: what the host script says, or that it says nothing. */
type ProbeProblem = OverlayProblem | 'page-gone' | 'page-silent';

export interface Host {
  readonly tab: number;
  /** Its adapter can become another one. */
  site: KnownSite;
  readonly document: string | null;
  send(message: BackgroundToHost): void;
}

export interface HostEvents {
  /** `fresh`: its document is a new one; false: it was there before the background restarted. */
  connected(host: Host, fresh: boolean | null): Promise<void>;
  received(host: Host, message: Exclude<HostToBackground, { type: 'probed' }>): Promise<void>;
}

/**
 * The host scripts, one per tab. Each is an untrusted client: it is what the browser says it is, in the top
 * frame of a site that the person has granted, and may say only what the contract lets it.
 */
export class Hosts {
  readonly #sites: Sites;
  readonly #events: HostEvents;
  /** Every script that has a port, served or not. */
  readonly #ports = new Map<Port, number>();
  readonly #hosts = new Map<number, { host: Host; port: Port }>();
  readonly #met = new Set<number>();
  readonly #probes = new Map<number, (problem: ProbeProblem | null) => void>();
  readonly #arrivals = new Map<number, Set<() => void>>();
  #lastProbe = 0;

  constructor(sites: Sites, events: HostEvents) {
    this.#sites = sites;
    this.#events = events;
  }

  get(tab: number | null): Host | null {
    return (tab !== null && this.#hosts.get(tab)?.host) || null;
  }

  all(): Host[] {
    return [...this.#hosts.values()].map(({ host }) => host);
  }

  connect(port: Port): void {
    const tab = tabOf(port.sender);
    if (tab === null) {
      port.disconnect();
      return;
    }
    this.#ports.set(port, tab);
    port.onDisconnect.addListener(() => {
      this.#ports.delete(port);
      if (this.#hosts.get(tab)?.port === port) this.#hosts.delete(tab);
    });
    const served = this.#serve(port, tab);
    port.onMessage.addListener((raw) => void served.then(() => this.#receive(tab, port, raw)));
  }

  /** Access was given or taken, or the server knows other systems: scripts that run already are told. */
  async recheck(): Promise<void> {
    for (const [port, tab] of this.#ports) await this.#serve(port, tab);
  }

  /** Resolves when the tab has a host, or to false after the time. */
  arrival(tab: number, withinMs: number): Promise<boolean> {
    if (this.#hosts.has(tab)) return Promise.resolve(true);
    return new Promise((resolve) => {
      const waiting = this.#arrivals.get(tab) ?? new Set();
      this.#arrivals.set(tab, waiting);
      const done = (arrived: boolean) => {
        clearTimeout(timer);
        waiting.delete(arrive);
        resolve(arrived);
      };
      const arrive = () => done(true);
      const timer = setTimeout(() => done(false), withinMs);
      waiting.add(arrive);
    });
  }

  /** Asks whether the overlay is really what the person sees. Throws `overlay-covered` when it is not. */
  async probe(tab: number): Promise<void> {
    const host = this.get(tab);
    const problem = host ? await this.#ask(host) : 'page-gone';
    if (problem !== null) throw new ProtocolError('overlay-covered', { problem: phrase(problem) });
  }

  #ask(host: Host): Promise<ProbeProblem | null> {
    this.#lastProbe += 1;
    const id = this.#lastProbe;
    return new Promise((resolve) => {
      const done = (problem: ProbeProblem | null) => {
        clearTimeout(timer);
        this.#probes.delete(id);
        resolve(problem);
      };
      const timer = setTimeout(() => done('page-silent'), PROBE_MS);
      this.#probes.set(id, done);
      host.send({ type: 'probe', id });
    });
  }

  async #serve(port: Port, tab: number): Promise<void> {
    const { sender } = port;
    const site = await this.#sites.at(sender?.url);
    const known = this.#hosts.get(tab);
    if (!this.#ports.has(port)) return;
    if (site && known?.port === port) {
      // The same page, read in another way from now on; the script itself sees whether that is so.
      known.host.site = site;
      known.host.send({ type: 'site', site: site.adapter });
      return;
    }
    if (!site) {
      if (known?.port === port) this.#hosts.delete(tab);
      post(port, { type: 'hide' });
      post(port, { type: 'site', site: null });
      return;
    }
    if (!this.#isLatest(port, tab)) return;
    const document = sender?.documentId ?? null;
    const host: Host = { tab, site, document, send: (message) => post(port, message) };
    // Without the document's id, the first port after a restart is taken for that of the document before it.
    const fresh = document === null ? this.#met.has(tab) : null;
    this.#met.add(tab);
    this.#hosts.set(tab, { host, port });
    host.send(hostWords());
    host.send({ type: 'site', site: site.adapter });
    await this.#events.connected(host, fresh);
    for (const arrive of this.#arrivals.get(tab) ?? []) arrive();
  }

  /** Firefox keeps the ports of documents that a tab may come back to, which connect anew then: the last one is on show. */
  #isLatest(port: Port, tab: number): boolean {
    return [...this.#ports].findLast(([, of]) => of === tab)?.[0] === port;
  }

  async #receive(tab: number, port: Port, raw: unknown): Promise<void> {
    const served = this.#hosts.get(tab);
    if (served?.port !== port) return;
    const message = HostToBackground.safeParse(raw);
    if (!message.success) {
      console.warn('A message of a host script does not fit the contract');
      return;
    }
    if (message.data.type === 'probed') this.#probes.get(message.data.id)?.(message.data.problem);
    else await this.#events.received(served.host, message.data);
  }
}

/** The tab of a content script in its top frame; null for anything else. */
function tabOf(sender: PortSender | undefined): number | null {
  if (sender?.id !== browser.runtime.id || sender.frameId !== 0) return null;
  return sender.tab?.id ?? null;
}

function post(port: Port, message: BackgroundToHost): void {
  try {
    port.postMessage(message);
  } catch {
    // The page has gone; its disconnect event is on the way.
  }
}
