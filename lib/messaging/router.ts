import { ProtocolError, type WireError, wireError } from '../protocol/index.ts';
import { type Answer, type BackgroundToPage, type PageRequest, PageToBackground } from './contract.ts';
import type { LiveQueries } from './live.ts';
import { judgeSender, type Peer } from './peer.ts';
import type { Port, PortSender } from './port.ts';

export interface RouterOptions {
  readonly live: LiveQueries;
  /** Carries out a request. `once` is the same when the request comes again over a new port. */
  readonly request: (request: PageRequest, peer: Peer, once: string) => Promise<Answer | undefined>;
  /** The tab of the frame that redeems a nonce, or null. */
  readonly redeem: (nonce: string, sender: PortSender) => Promise<number | null>;
  /** The overlay was opened in a tab of its own, for a task. */
  readonly onAlone: (tab: number, task: string) => Promise<void>;
  readonly onPage: () => void;
}

/** What only a page at top level may ask for: it changes what the whole extension does. */
const TOP_LEVEL_ONLY: ReadonlySet<PageRequest['type']> = new Set([
  'server.set',
  'sign-out',
  'tokens.list',
  'token.create',
  'token.revoke',
  'crms.list',
  'connection.save',
  'connection.check',
  'connection.remove',
  'webhook.make',
  'webhook.remove',
  'pick.start',
  'adapter.put',
  'adapter.remove',
  'adapter.set',
]);

/** Of what administrators ask and order, what a framed overlay needs: starts on the records of a list. */
const FRAMED_ORDERS: ReadonlySet<string> = new Set(['process.start-many', 'bulk']);

/**
 * Serves the page ports: decides who speaks, checks every message, answers it. What does not fit the contract
 * is refused and changes nothing.
 */
export class Router {
  readonly #options: RouterOptions;

  constructor(options: RouterOptions) {
    this.#options = options;
  }

  connect(port: Port): void {
    const conversation = new Conversation(port, this.#options);
    port.onMessage.addListener((message) => conversation.receive(message));
    port.onDisconnect.addListener(() => conversation.end());
  }
}

class Conversation {
  readonly #port: Port;
  readonly #options: RouterOptions;
  readonly #subscriptions = new Map<number, () => void>();
  /** Null: this port is not served. A frame's is replaced when it redeems its nonce. */
  #peer: Promise<Peer | null>;
  #over = false;

  constructor(port: Port, options: RouterOptions) {
    this.#port = port;
    this.#options = options;
    this.#peer = this.#welcome();
  }

  receive(raw: unknown): void {
    const parsed = PageToBackground.safeParse(raw);
    if (!parsed.success) {
      const [issue] = parsed.error.issues;
      const where = issue?.path.join('.') || 'its type';
      this.#fail(requestId(raw), wireError('message-malformed', { where, problem: issue?.message ?? '' }));
      return;
    }
    const message = parsed.data;
    if (message.type === 'redeem') {
      this.#peer = this.#redeem(message.nonce);
      return;
    }
    void this.#peer.then((peer) => {
      if (!peer) return this.#turnAway();
      // What was asked for counts, also when the page was closed right after it.
      if (message.type === 'request') return void this.#request(message, peer);
      if (this.#over) return;
      if (message.type === 'subscribe') this.#subscribe(message.id, message.query, peer);
      else this.#unsubscribe(message.id);
    });
  }

  end(): void {
    this.#over = true;
    for (const stop of this.#subscriptions.values()) stop();
    this.#subscriptions.clear();
  }

  async #welcome(): Promise<Peer | null> {
    const standing = judgeSender(this.#port.sender);
    if (standing.as === 'stranger') this.#turnAway();
    if (standing.as !== 'peer') return null;
    const { peer, task } = standing;
    if (peer.kind === 'alone' && peer.tab !== null && task !== null) {
      await this.#options.onAlone(peer.tab, task);
    }
    this.#options.onPage();
    return peer;
  }

  async #redeem(nonce: string): Promise<Peer | null> {
    const { sender } = this.#port;
    if (!sender || judgeSender(sender).as !== 'framed') return this.#peer;
    const tab = await this.#options.redeem(nonce, sender);
    if (tab === null) {
      this.#turnAway();
      return null;
    }
    this.#options.onPage();
    return { kind: 'frame', tab };
  }

  #subscribe(id: number, query: Parameters<LiveQueries['subscribe']>[0], peer: Peer): void {
    this.#unsubscribe(id);
    const stop = this.#options.live.subscribe(query, peer, (result) =>
      this.#send({ type: 'result', id, result }),
    );
    this.#subscriptions.set(id, stop);
  }

  #unsubscribe(id: number): void {
    this.#subscriptions.get(id)?.();
    this.#subscriptions.delete(id);
  }

  async #request(message: Extract<PageToBackground, { type: 'request' }>, peer: Peer): Promise<void> {
    const { id, once, request } = message;
    try {
      if (peer.kind === 'frame') requireFramed(request);
      const answer = await this.#options.request(request, peer, once);
      this.#send(answer === undefined ? { type: 'done', id } : { type: 'answered', id, answer });
    } catch (error) {
      this.#fail(id, requestError(error));
    }
  }

  /** Somebody else's frame, or a script that pretends to be a page. */
  #turnAway(): void {
    if (this.#over) return;
    this.#fail(
      0,
      wireError('message-malformed', { where: 'the port', problem: 'its sender is not a page of ours' }),
    );
    this.end();
    this.#port.disconnect();
  }

  #fail(id: number, error: WireError): void {
    this.#send({ type: 'failed', id, error });
  }

  #send(message: BackgroundToPage): void {
    if (this.#over) return;
    try {
      this.#port.postMessage(message);
    } catch {
      this.end();
    }
  }
}

function requireFramed(request: PageRequest): void {
  const [what, allowed] =
    request.type === 'order'
      ? [request.order.type, FRAMED_ORDERS.has(request.order.type)]
      : request.type === 'admin.query'
        ? [request.query.type, FRAMED_ORDERS.has(request.query.type)]
        : [request.type, !TOP_LEVEL_ONLY.has(request.type)];
  if (allowed) return;
  throw new ProtocolError('message-malformed', {
    where: 'request.type',
    problem: `${what} is for pages of their own only`,
  });
}

function requestError(error: unknown): WireError {
  if (error instanceof ProtocolError) return error.wire;
  console.error('A request of a page failed', error);
  return wireError('extension-fault', { problem: error instanceof Error ? error.message : String(error) });
}

/** So that the page's promise ends even when its message does not fit. Never 0, which ends the port. */
function requestId(raw: unknown): number {
  const id = typeof raw === 'object' && raw !== null && 'id' in raw ? raw.id : null;
  return typeof id === 'number' && id > 0 ? id : -1;
}
