/**
 * One client's link, whatever carries its messages: a socket or a single HTTP request. Knows the protocol's
 * rules and nothing of how bytes travel.
 */
import type { FastifyBaseLogger } from 'fastify';
import {
  type ClientMessage,
  type Cursor,
  ERRORS,
  type Hello,
  LIMITS,
  PROTOCOL_VERSION,
  ProtocolError,
  phrase,
  type ServerMessage,
  type User,
  type WireError,
} from '../../lib/protocol/index.ts';
import type { Requests } from '../domain/requests.ts';
import type { Authenticate } from '../identity/authenticate.ts';
import { toWireError } from './faults.ts';
import type { Follower, Followers } from './follower.ts';
import { decode } from './incoming.ts';
import { encode, encodeEvents, encodeSnapshot } from './outgoing.ts';

/** The four functions by which a link reaches the world outside. */
export interface LinkPorts {
  send(message: string): void;
  /** Called once, last. */
  close(code: number, error: WireError): void;
  /** Runs something later; gives back what calls it off. */
  after(ms: number, run: () => void): () => void;
  now(): number;
}

/** What links of one server share. */
export interface LinkServices {
  authenticate: Authenticate;
  requests: Requests;
  followers: Followers;
  server: { version: string; node: string };
  log: Pick<FastifyBaseLogger, 'error'>;
}

/** Closes a socket whose error has no close code of its own, because without a hello there is no link. */
const CLOSE_FAULT = 4500;
/** The longest time that a timer can be set to. */
const LONGEST_TIMER = 2 ** 31 - 1;

type Request = Extract<ClientMessage, { type: 'command' | 'query' | 'order' }>;

export class Link implements Follower {
  readonly #ports: LinkPorts;
  readonly #services: LinkServices;
  #userId = '';
  #token = '';
  #cursor: Cursor | null = null;
  #state: 'silent' | 'greeted' | 'live' | 'closed' = 'silent';
  /** Messages are handled one after the other, in the order in which they came. */
  #queue: Promise<void> = Promise.resolve();
  #window = { start: 0, count: 0 };
  #cancelTimer: () => void;

  constructor(ports: LinkPorts, services: LinkServices) {
    this.#ports = ports;
    this.#services = services;
    const late = new ProtocolError('hello-late', { seconds: LIMITS.helloMs / 1000 });
    this.#cancelTimer = ports.after(LIMITS.helloMs, () => this.#fail(late));
  }

  get userId(): string {
    return this.#userId;
  }

  get cursor(): Cursor | null {
    return this.#cursor;
  }

  /** Takes in a message as text. */
  receive(text: string): void {
    if (this.#state === 'closed') return;
    try {
      this.#countMessage();
      this.accept(decode(text));
    } catch (error) {
      this.#fail(error);
    }
  }

  /** Takes in a message that has been read already. */
  accept(message: ClientMessage): void {
    if (this.#state === 'closed') return;
    const expectsHello = this.#state === 'silent';
    if (expectsHello !== (message.type === 'hello')) {
      const got = expectsHello ? `\`${message.type}\`` : 'a second `hello`';
      this.#fail(new ProtocolError('hello-expected', { got }));
      return;
    }
    if (this.#state === 'silent') this.#state = 'greeted';
    // A ping asks whether the link is alive, not whether the command before it is done.
    if (message.type === 'ping' && this.#state === 'live')
      this.#send(encode({ type: 'pong', id: message.id }));
    else this.#enqueue(() => this.#handle(message));
  }

  /** Resolves when everything taken in so far has been handled. */
  async idle(): Promise<void> {
    await this.#queue;
  }

  /** The carrier is gone: nothing more is sent. */
  leave(): void {
    if (this.#state === 'closed') return;
    this.#state = 'closed';
    this.#cancelTimer();
    this.#services.followers.leave(this);
  }

  /** Tells the client that the server shuts down, and closes. */
  stop(): void {
    this.#fail(new ProtocolError('server-stopping'));
  }

  deliver(message: string, offset: number): void {
    if (!this.#cursor) return;
    this.#cursor = { ...this.#cursor, offset };
    this.#send(message);
  }

  restart(): void {
    if (!this.#cursor) return;
    this.#cursor = null;
    this.#enqueue(async () => {
      const whole = await this.#services.requests.whole(this.#userId);
      for (const part of encodeSnapshot(whole)) this.#send(part);
      this.#settle(whole.cursor);
    });
  }

  verifyAgain(): void {
    if (this.#state !== 'live') return;
    this.#enqueue(async () => {
      await this.#check(this.#token);
    });
  }

  #enqueue(work: () => Promise<void>): void {
    this.#queue = this.#queue.then(async () => {
      if (this.#state === 'closed') return;
      await work().catch((error) => this.#fail(error));
    });
  }

  async #handle(message: ClientMessage): Promise<void> {
    switch (message.type) {
      case 'hello':
        return this.#greet(message);
      case 'ping':
        return this.#send(encode({ type: 'pong', id: message.id }));
      case 'token':
        return this.#renew(message.token);
      case 'command':
      case 'query':
      case 'order':
        return this.#answer(message);
    }
  }

  async #greet(hello: Hello): Promise<void> {
    if (hello.version !== PROTOCOL_VERSION) {
      throw new ProtocolError('version-mismatch', { expected: PROTOCOL_VERSION, got: hello.version });
    }
    const { userId, expiresAt } = await this.#services.authenticate(hello.token);
    if (this.#isClosed()) return;
    this.#userId = userId;
    this.#token = hello.token;
    this.#expireAt(expiresAt);
    if (hello.reader) await this.#services.requests.noteReader(userId, hello.reader);
    if (this.#isClosed()) return;
    // Before reading, so that nothing that moves from now on is missed.
    this.#services.followers.join(this);
    const gap = await this.#services.requests.gap(userId, hello.cursor);
    if (gap && hello.cursor) {
      this.#welcome(gap.user, gap.cursor, true, expiresAt);
      const { epoch, offset } = hello.cursor;
      if (gap.bodies.length > 0) this.#send(encodeEvents(epoch, offset + 1, gap.bodies));
      return this.#settle(gap.cursor);
    }
    const whole = await this.#services.requests.whole(userId);
    this.#welcome(whole.user, whole.cursor, false, expiresAt);
    for (const part of encodeSnapshot(whole)) this.#send(part);
    this.#settle(whole.cursor);
  }

  #welcome(user: User, cursor: Cursor, resumed: boolean, expiresAt: Date): void {
    const { server } = this.#services;
    this.#send(
      encode({
        ...{ type: 'welcome', version: PROTOCOL_VERSION, user, cursor, resumed, server },
        expiresAt: expiresAt.toISOString(),
      }),
    );
  }

  #settle(cursor: Cursor): void {
    if (this.#isClosed()) return;
    this.#cursor = cursor;
    this.#state = 'live';
    this.#services.followers.settle(this);
  }

  async #renew(token: string): Promise<void> {
    const checked = await this.#check(token);
    if (!checked) return;
    const { userId, expiresAt } = checked;
    if (userId !== this.#userId)
      throw new ProtocolError('not-signed-in', { problem: phrase('another-person') });
    this.#token = token;
    this.#expireAt(expiresAt);
  }

  /**
   * Checks a token of a link that is live. Null when that can't be done now, because the provider or the
   * database is away: the link then lives on until the token expires that it was opened with.
   */
  async #check(token: string): Promise<{ userId: string; expiresAt: Date } | null> {
    try {
      return await this.#services.authenticate(token);
    } catch (error) {
      if (toWireError(error, this.#services.log).code === 'not-signed-in') throw error;
      return null;
    }
  }

  #expireAt(expiresAt: Date): void {
    this.#cancelTimer();
    if (this.#isClosed()) return;
    const left = expiresAt.getTime() - this.#ports.now();
    this.#cancelTimer = this.#ports.after(Math.min(Math.max(left, 0), LONGEST_TIMER), () => {
      if (expiresAt.getTime() > this.#ports.now()) return this.#expireAt(expiresAt);
      const problem = phrase('expired-at', { at: { moment: expiresAt.toISOString() } });
      this.#fail(new ProtocolError('not-signed-in', { problem }));
    });
  }

  async #answer(message: Request): Promise<void> {
    const { id } = message;
    try {
      this.#send(encode(await this.#carryOut(message)));
    } catch (thrown) {
      const error = toWireError(thrown, this.#services.log);
      if (ERRORS[error.code].close !== null) return this.#end(error);
      this.#send(encode({ type: 'refusal', id, error }));
    }
  }

  async #carryOut(message: Request): Promise<ServerMessage> {
    const { requests } = this.#services;
    const { id } = message;
    switch (message.type) {
      case 'command':
        return { type: 'answer', id, result: await requests.command(this.#userId, id, message.command) };
      case 'query':
        return { type: 'reply', id, result: await requests.query(this.#userId, message.query) };
      case 'order':
        return { type: 'ordered', id, result: await requests.order(this.#userId, id, message.order) };
    }
  }

  #countMessage(): void {
    const now = this.#ports.now();
    if (now - this.#window.start >= 10_000) this.#window = { start: now, count: 0 };
    this.#window.count += 1;
    if (this.#window.count <= LIMITS.messagesPer10s) return;
    throw new ProtocolError('rate-exceeded', { limit: LIMITS.messagesPer10s, seconds: 10 });
  }

  #isClosed(): boolean {
    return this.#state === 'closed';
  }

  #send(message: string): void {
    if (!this.#isClosed()) this.#ports.send(message);
  }

  #fail(error: unknown): void {
    if (!this.#isClosed()) this.#end(toWireError(error, this.#services.log));
  }

  #end(error: WireError): void {
    if (this.#isClosed()) return;
    this.#send(encode({ type: 'error', error }));
    this.leave();
    this.#ports.close(ERRORS[error.code].close ?? CLOSE_FAULT, error);
  }
}
