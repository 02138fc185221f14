import { type ReadonlySignal, type Signal, signal } from '@preact/signals';
import { browser } from 'wxt/browser';
import {
  type ActivityQuery,
  type ActivityResultOf,
  type AdminQuery,
  type AdminQueryResult,
  type LookupQuery,
  type LookupResultOf,
  type Order,
  type OrderResult,
  ProtocolError,
  phrase,
  type Reminder,
  type StartableProcess,
} from '../protocol/index.ts';
import type { AdapterView } from './adapter-contract.ts';
import {
  type Answer,
  BackgroundToPage,
  type ByHand,
  type CaseState,
  type Diagnosis,
  type DrawerPlace,
  type LiveQuery,
  type LiveResult,
  type Menu,
  type MissingPlace,
  type NoticeChoice,
  type OverlayView,
  PAGE_PORT,
  type PageRequest,
  type PageToBackground,
  type PageView,
  type PolicyView,
  type Site,
  type Status,
  type TaskList,
} from './contract.ts';
import type { Port } from './port.ts';

/** What each live query yields. */
export interface Watched {
  status: Status;
  tasks: TaskList;
  'task-processes': { key: string; name: string }[];
  page: PageView;
  overlay: OverlayView;
  menu: Menu;
  case: CaseState;
  'by-hand': { draft: ByHand | null };
  'drawer-place': DrawerPlace;
  runnable: StartableProcess[];
  sites: Site[];
  adapters: AdapterView;
  policy: PolicyView;
  'missing-places': MissingPlace[];
  reminders: Reminder[];
  activities: number;
  notices: NoticeChoice;
  diagnosis: Diagnosis;
}

export interface PageClient {
  /**
   * The latest result of a live query; null until the first one has come. The same query gives the same
   * signal. While the background restarts the signal keeps what it had.
   */
  watch<Kind extends LiveQuery['kind']>(
    query: Extract<LiveQuery, { kind: Kind }>,
  ): ReadonlySignal<Watched[Kind] | null>;
  /** Resolves when the request is done or safely stored; rejects with a `ProtocolError`. */
  request(request: PageRequest): Promise<void>;
  /** The same for requests that are answered with something. */
  call(request: PageRequest): Promise<Answer | undefined>;
  /** Asks the server what administrators may read; rejects with a `ProtocolError`, also while offline. */
  ask<Type extends AdminQuery['type']>(
    query: Extract<AdminQuery, { type: Type }>,
  ): Promise<Extract<AdminQueryResult, { type: Type }>>;
  /** Asks the server about activities and people; rejects with a `ProtocolError`, also while offline. */
  query<Type extends ActivityQuery['type']>(
    query: Extract<ActivityQuery, { type: Type }>,
  ): Promise<ActivityResultOf<Type>>;
  /** What a lookup of a page finds; rejects with a `ProtocolError`, also while offline. */
  lookUp<Type extends LookupQuery['type']>(
    query: Extract<LookupQuery, { type: Type }>,
  ): Promise<LookupResultOf<Type>>;
  /** Orders something of the server, now or not at all; rejects with a `ProtocolError`, also while offline. */
  order(order: Order): Promise<OrderResult>;
  /** False while the background is being woken: requests wait, results are old. */
  readonly connected: ReadonlySignal<boolean>;
  close(): void;
}

interface Options {
  /** Of a framed overlay: the nonce in its address, which binds it to its tab. */
  nonce?: string;
  open?: () => Port;
}

interface Subscription {
  readonly query: LiveQuery;
  readonly result: Signal<unknown>;
}

interface Pending {
  readonly once: string;
  readonly request: PageRequest;
  readonly resolve: (answer?: Answer) => void;
  readonly reject: (error: ProtocolError) => void;
}

/** Milliseconds before the next attempt; the last one repeats. The first is at once: being killed is normal. */
const RECONNECT_MS = [0, 100, 300, 1000, 3000] as const;

/**
 * Connects a page of the extension with the background.
 *
 * ```ts
 * const client = connectPage();
 * const status = client.watch({ kind: 'status' });
 * await client.request({ type: 'sign-in' });
 * ```
 */
export function connectPage(options: Options = {}): PageClient {
  return new BackgroundClient(options);
}

class BackgroundClient implements PageClient {
  readonly connected = signal(false);
  readonly #open: () => Port;
  readonly #nonce: string | undefined;
  readonly #signals = new Map<string, Signal<unknown>>();
  readonly #subscriptions = new Map<number, Subscription>();
  readonly #pending = new Map<number, Pending>();
  #port: Port | null = null;
  #lastId = 0;
  #failures = 0;
  #retry: ReturnType<typeof setTimeout> | undefined;
  #closed = false;

  constructor(options: Options) {
    this.#open = options.open ?? (() => browser.runtime.connect({ name: PAGE_PORT }));
    this.#nonce = options.nonce;
    globalThis.addEventListener?.('pageshow', this.#shown);
    this.#connect();
  }

  watch<Kind extends LiveQuery['kind']>(
    query: Extract<LiveQuery, { kind: Kind }>,
  ): ReadonlySignal<Watched[Kind] | null> {
    const key = JSON.stringify(query);
    const result = this.#signals.get(key) ?? this.#subscribed(key, query);
    return result as ReadonlySignal<Watched[Kind] | null>;
  }

  async request(request: PageRequest): Promise<void> {
    await this.call(request);
  }

  async ask<Type extends AdminQuery['type']>(
    query: Extract<AdminQuery, { type: Type }>,
  ): Promise<Extract<AdminQueryResult, { type: Type }>> {
    const answer = await this.call({ type: 'admin.query', query });
    if (answer?.type !== 'admin' || answer.result.type !== query.type) throw unexpected(query.type);
    return answer.result as Extract<AdminQueryResult, { type: Type }>;
  }

  async query<Type extends ActivityQuery['type']>(
    query: Extract<ActivityQuery, { type: Type }>,
  ): Promise<ActivityResultOf<Type>> {
    const answer = await this.call({ type: 'activity.query', query });
    if (answer?.type !== 'activity' || answer.result.type !== query.type) throw unexpected(query.type);
    return answer.result as ActivityResultOf<Type>;
  }

  async lookUp<Type extends LookupQuery['type']>(
    query: Extract<LookupQuery, { type: Type }>,
  ): Promise<LookupResultOf<Type>> {
    const answer = await this.call({ type: 'lookup.query', query });
    if (answer?.type !== 'lookup' || answer.result.type !== query.type) throw unexpected(query.type);
    return answer.result as LookupResultOf<Type>;
  }

  async order(order: Order): Promise<OrderResult> {
    const answer = await this.call({ type: 'order', order });
    if (answer?.type !== 'ordered') throw unexpected(order.type);
    return answer.result;
  }

  call(request: PageRequest): Promise<Answer | undefined> {
    return new Promise((resolve, reject) => {
      const older = this.#supersede(request);
      const settled = (answer?: Answer) => {
        older?.resolve();
        resolve(answer);
      };
      this.#lastId += 1;
      const id = this.#lastId;
      const once = crypto.randomUUID();
      this.#pending.set(id, { once, request, resolve: settled, reject });
      this.#post({ type: 'request', id, once, request });
    });
  }

  close(): void {
    this.#closed = true;
    clearTimeout(this.#retry);
    globalThis.removeEventListener?.('pageshow', this.#shown);
    this.#drop()?.disconnect();
  }

  #connect(): void {
    if (this.#closed || this.#port) return;
    let port: Port;
    try {
      port = this.#open();
    } catch {
      // The extension was updated or removed: this page has no background any more and leaves quietly.
      this.#closed = true;
      return;
    }
    this.#port = port;
    port.onDisconnect.addListener(() => this.#lost(port));
    port.onMessage.addListener((message) => this.#receive(port, message));
    this.connected.value = true;
    if (this.#nonce !== undefined) this.#post({ type: 'redeem', nonce: this.#nonce });
    for (const [id, { query }] of this.#subscriptions) this.#post({ type: 'subscribe', id, query });
    for (const [id, { once, request }] of this.#pending) this.#post({ type: 'request', id, once, request });
  }

  #drop(): Port | null {
    const port = this.#port;
    this.#port = null;
    this.connected.value = false;
    return port;
  }

  #lost(port: Port): void {
    // Reading it tells the browser that the reason was seen; unread, it is logged as an error.
    void browser.runtime?.lastError;
    if (this.#port !== port) return;
    this.#drop();
    const delay = RECONNECT_MS[Math.min(this.#failures, RECONNECT_MS.length - 1)];
    this.#failures += 1;
    clearTimeout(this.#retry);
    this.#retry = setTimeout(() => this.#connect(), delay);
  }

  /** The back/forward cache closes ports, and not always with an event. */
  readonly #shown = (event: PageTransitionEvent): void => {
    if (!event.persisted) return;
    this.#drop()?.disconnect();
    this.#connect();
  };

  #post(message: PageToBackground): void {
    try {
      this.#port?.postMessage(message);
    } catch {
      // The port died before its event came; what is unanswered is sent again over the next one.
    }
  }

  #receive(port: Port, raw: unknown): void {
    if (port !== this.#port) return;
    const parsed = BackgroundToPage.safeParse(raw);
    if (!parsed.success) {
      console.error('A message of the background does not fit the contract', parsed.error);
      return;
    }
    this.#failures = 0;
    const message = parsed.data;
    if (message.type === 'result') {
      const subscription = this.#subscriptions.get(message.id);
      if (subscription) subscription.result.value = payload(message.result);
    } else if (message.id === 0) {
      // Not the frame that this tab's own host script made: it stays empty.
      this.close();
    } else {
      const waiting = this.#pending.get(message.id);
      this.#pending.delete(message.id);
      if (message.type === 'done') waiting?.resolve();
      else if (message.type === 'answered') waiting?.resolve(message.answer);
      else waiting?.reject(new ProtocolError(message.error));
    }
  }

  #subscribed(key: string, query: LiveQuery): Signal<unknown> {
    this.#lastId += 1;
    const id = this.#lastId;
    const subscribe = () => {
      if (this.#subscriptions.has(id)) return;
      this.#subscriptions.set(id, { query, result });
      this.#post({ type: 'subscribe', id, query });
    };
    const unsubscribe = () => {
      this.#subscriptions.delete(id);
      this.#post({ type: 'unsubscribe', id });
    };
    const result = signal<unknown>(null, { watched: subscribe, unwatched: unsubscribe });
    this.#signals.set(key, result);
    subscribe();
    return result;
  }

  /** A newer draft takes the place of one that waits for the background: only the last counts. */
  #supersede(request: PageRequest): Pending | null {
    const about = drafted(request);
    if (about === null || this.#port) return null;
    for (const [id, older] of this.#pending) {
      if (drafted(older.request) !== about) continue;
      this.#pending.delete(id);
      return older;
    }
    return null;
  }
}

/** What a request keeps a draft of; null: it keeps none. */
function drafted(request: PageRequest): string | null {
  if (request.type === 'draft.save') return request.task;
  return request.type === 'by-hand.save' ? JSON.stringify(request.record) : null;
}

function unexpected(asked: string): ProtocolError {
  return new ProtocolError('extension-fault', { problem: phrase('unfit-answer', { question: asked }) });
}

/** What a live query yields: each result has one field besides its kind. */
function payload({ kind: _, ...result }: LiveResult): unknown {
  return Object.values(result)[0];
}
