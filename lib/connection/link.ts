import type { Auth } from '../auth/auth.ts';
import type { Cache } from '../cache/cache.ts';
import type { Topics } from '../messaging/topics.ts';
import {
  type ClientMessage,
  type CommandResult,
  type Hello,
  type Order,
  type OrderResult,
  PROTOCOL_VERSION,
  ProtocolError,
  phrase,
  type Query,
  type QueryResult,
  type ServerMessage,
  type WireError,
  wireError,
} from '../protocol/index.ts';
import { translated } from '../translate/translate.ts';
import { Channel, type Progress } from './channel.ts';
import { Heartbeat } from './heartbeat.ts';
import {
  isOpen,
  type LinkEvent,
  type LinkMachine,
  nextLink,
  recalled,
  SIGNED_OUT,
  SOCKET_FAILURES,
} from './machine.ts';
import { recallLink, rememberLink } from './memory.ts';
import { Questions } from './questions.ts';
import { asWireError, unreachable } from './socket.ts';
import type { OpenTransport, Transport } from './transport.ts';

/** A socket that has not opened by then is taken for blocked or unreachable. */
const OPEN_MS = 5000;
const WELCOME_MS = 10_000;
/** How often a client that works over HTTP looks whether the socket works again. */
const PROBE_MS = 60_000;

export interface LinkOptions {
  readonly server: () => string;
  readonly auth: Auth;
  readonly cache: Cache;
  readonly topics: Topics;
  readonly client: { name: string; version: string };
  /** Of the person, as browsers name it: texts of steps are taken in with what they say in it. */
  readonly language: string;
  readonly transports: { readonly socket: OpenTransport; readonly http: OpenTransport };
  /** Whether the server answers over HTTP at all. */
  readonly reachable: (server: string) => Promise<boolean>;
  readonly socketAnswers: (server: string, withinMs: number) => Promise<boolean>;
  /** The link is live now, or no longer, and why. */
  readonly onLive: (live: boolean, problem: WireError | null) => void;
  readonly onAnswer: (id: string, result: CommandResult) => Promise<void>;
  readonly onRefusal: (id: string, error: WireError) => Promise<void>;
}

/** The one link to the server: drives the machine, keeps a transport open and hands on what comes. */
export class Link {
  readonly #options: LinkOptions;
  readonly #heartbeat: Heartbeat;
  readonly #questions: Questions;
  #machine: LinkMachine = SIGNED_OUT;
  #transport: Transport | null = null;
  #channel: Channel;
  /** Raised with every attempt: what an earlier one still says is not heard. */
  #attempt = 0;
  #token = '';
  #inbox: Promise<void> = Promise.resolve();
  #timer: ReturnType<typeof setTimeout> | undefined;
  #probe: ReturnType<typeof setInterval> | undefined;

  constructor(options: LinkOptions) {
    this.#options = options;
    this.#channel = new Channel(options.cache, null);
    this.#questions = new Questions(() => this.#noAnswer());
    this.#heartbeat = new Heartbeat({
      ping: () => this.send({ type: 'ping', id: crypto.randomUUID() }),
      onBeat: () => void this.#renewToken(),
      onDead: () => this.silent(),
    });
    options.auth.onChange(({ signedIn, problem }) => {
      this.#dispatch(signedIn ? { type: 'signed-in' } : { type: 'signed-out', problem });
    }, new AbortController().signal);
  }

  get machine(): LinkMachine {
    return this.#machine;
  }

  get live(): boolean {
    return this.#machine.phase === 'live';
  }

  /** Takes up where the background that was killed stood. */
  async start(): Promise<void> {
    const { signedIn, problem } = await this.#options.auth.state();
    if (!signedIn) return this.#dispatch({ type: 'signed-out', problem });
    this.#machine = recalled((await recallLink()) ?? SIGNED_OUT);
    const { nextAttemptAt } = this.#machine;
    if (nextAttemptAt === null || nextAttemptAt <= Date.now()) this.#dispatch({ type: 'due' });
    else this.#arm();
  }

  /** Another server: whatever was said to or by the last one is over. */
  async restart(): Promise<void> {
    this.#dispatch({ type: 'signed-out', problem: null });
    await this.start();
  }

  /** A reason to try now rather than later. */
  kick(): void {
    this.#dispatch({ type: 'kick' });
    if (isOpen(this.#machine)) this.#heartbeat.doubt();
  }

  /** The person wants it now. */
  retry(): void {
    this.#dispatch({ type: 'retry' });
  }

  /** The alarm: the timer may have died with an earlier background. */
  due(): void {
    const { nextAttemptAt } = this.#machine;
    if (nextAttemptAt !== null && nextAttemptAt <= Date.now()) this.#dispatch({ type: 'due' });
  }

  send(message: Exclude<ClientMessage, Hello>): void {
    this.#transport?.send(message);
  }

  /** Asks the server; the result is of the query's type. */
  async ask<Type extends Query['type']>(
    query: Extract<Query, { type: Type }>,
  ): Promise<Extract<QueryResult, { type: Type }>> {
    if (!this.live) throw new ProtocolError(this.#noAnswer());
    const result = await this.#questions.ask(query, (id) => this.send({ type: 'query', id, query }));
    return result as Extract<QueryResult, { type: Type }>;
  }

  /** Orders something now or not at all; the same `id` again has no second effect. */
  async order(id: string, order: Order): Promise<OrderResult> {
    if (!this.live) throw new ProtocolError(this.#noAnswer());
    return this.#questions.order(id, order, () => this.send({ type: 'order', id, order }));
  }

  /** No sign of life although there should be one. */
  silent(): void {
    this.#lose(unreachable(this.#options.server(), 'silence'));
  }

  #dispatch(event: LinkEvent): void {
    const before = this.#machine;
    const after = nextLink(before, event);
    if (after === before) return;
    this.#machine = after;
    void rememberLink(after);
    this.#options.topics.changed('link');
    if (!isOpen(after)) this.#close();
    if (after.phase === 'connecting') this.#open();
    const live = after.phase === 'live';
    if (live !== (before.phase === 'live')) this.#options.onLive(live, after.problem);
    this.#arm();
  }

  #arm(): void {
    const { nextAttemptAt, phase, transport } = this.#machine;
    if (nextAttemptAt !== null) {
      clearTimeout(this.#timer);
      this.#timer = setTimeout(() => this.#dispatch({ type: 'due' }), nextAttemptAt - Date.now());
    }
    clearInterval(this.#probe);
    if (phase === 'live' && transport === 'http')
      this.#probe = setInterval(() => void this.#trySocket(), PROBE_MS);
  }

  #open(): void {
    this.#close();
    this.#attempt += 1;
    const attempt = this.#attempt;
    const { transports, server } = this.#options;
    let mute = true;
    const expect = (what: 'connection' | 'welcome', withinMs: number) => {
      clearTimeout(this.#timer);
      this.#timer = setTimeout(
        () =>
          this.#lose(unreachable(server(), phrase(`no-${what}-within`, { seconds: withinMs / 1000 })), mute),
        withinMs,
      );
    };
    expect('connection', OPEN_MS);
    this.#transport = transports[this.#machine.transport]({
      server: server(),
      hello: async () => {
        try {
          return await this.#hello(attempt);
        } catch (error) {
          // Without a token the server is not asked, and owes no answer.
          mute = false;
          throw error;
        }
      },
      onOpen: () => expect('welcome', WELCOME_MS),
      onMessage: (message) => {
        mute = false;
        return this.#queue(attempt, message);
      },
      onLost: (problem) => {
        if (attempt === this.#attempt) void this.#lost(problem, mute);
      },
    });
  }

  #close(): void {
    clearTimeout(this.#timer);
    this.#heartbeat.stop();
    this.#attempt += 1;
    this.#transport?.close();
    this.#transport = null;
    this.#questions.abandon();
  }

  async #hello(attempt: number): Promise<Hello> {
    const { auth, cache, client } = this.#options;
    const token = await auth.token();
    const { cursor } = cache;
    if (attempt === this.#attempt) {
      this.#token = token;
      if (this.#machine.phase === 'connecting') this.#channel = new Channel(cache, cursor);
    }
    const reader = {
      language: this.#options.language,
      timeZone: new Intl.DateTimeFormat().resolvedOptions().timeZone,
    };
    return { type: 'hello', version: PROTOCOL_VERSION, token, client, reader, cursor };
  }

  /** One message after the other: the second must see what the first has stored. */
  #queue(attempt: number, message: ServerMessage): Promise<void> {
    this.#inbox = this.#inbox.then(async () => {
      if (attempt !== this.#attempt) return;
      this.#heartbeat.alive();
      try {
        await this.#receive(message, attempt);
      } catch (error) {
        console.error('A message of the server could not be taken in', error);
        if (attempt === this.#attempt) this.#lose(asWireError(error, this.#options.server()));
      }
    });
    return this.#inbox;
  }

  async #receive(received: ServerMessage, attempt: number): Promise<void> {
    const message = translated(received, this.#options.language);
    switch (message.type) {
      case 'welcome':
        return this.#welcomed(message, attempt);
      case 'snapshot':
        return this.#progress(await this.#channel.snapshot(message), attempt);
      case 'events':
        return this.#progress(await this.#channel.events(message), attempt);
      case 'answer':
        return this.#options.onAnswer(message.id, message.result);
      case 'refusal':
        if (this.#questions.refused(message.id, message.error)) return;
        return this.#options.onRefusal(message.id, message.error);
      case 'reply':
      case 'ordered':
        return this.#questions.answered(message.id, message.result);
      case 'pong':
        return;
      case 'error':
        console.warn('The server complained about the link', message.error.code);
    }
  }

  async #welcomed(message: Extract<ServerMessage, { type: 'welcome' }>, attempt: number): Promise<void> {
    const { version } = message;
    if (version !== PROTOCOL_VERSION) {
      return this.#lose(wireError('version-mismatch', { expected: PROTOCOL_VERSION, got: version }));
    }
    clearTimeout(this.#timer);
    const progress = await this.#channel.welcome(message);
    if (attempt !== this.#attempt) return;
    this.#dispatch({ type: 'welcomed' });
    this.#heartbeat.start();
    this.#progress(progress, attempt);
  }

  #progress(progress: Progress, attempt: number): void {
    // The line was lost while this was stored: what comes next is arranged already.
    if (attempt !== this.#attempt) return;
    if (progress === 'synced') this.#dispatch({ type: 'synced' });
    if (progress === 'restart') this.#lose(unreachable(this.#options.server(), 'a gap in the events'));
  }

  #lose(problem: WireError, mute = false): void {
    void this.#lost(problem, mute);
  }

  async #lost(problem: WireError, mute: boolean): Promise<void> {
    const { auth } = this.#options;
    this.#close();
    const attempt = this.#attempt;
    if (problem.code === 'not-signed-in') {
      if (this.#token) await auth.refused(this.#token, problem);
      this.#token = '';
      const { signedIn, problem: why } = await auth.state();
      if (!signedIn) return this.#dispatch({ type: 'signed-out', problem: why ?? problem });
      // The sign-in was asked while somebody chose another server: that one is connected to by now.
      if (attempt !== this.#attempt) return;
    }
    const online = globalThis.navigator?.onLine ?? true;
    this.#dispatch({ type: 'lost', problem, mute, online, now: Date.now(), random: Math.random() });
    if (this.#machine.socketFailures >= SOCKET_FAILURES) await this.#considerHttp();
  }

  async #considerHttp(): Promise<void> {
    const server = this.#options.server();
    if (!(await this.#options.reachable(server)) || server !== this.#options.server()) return;
    if (this.#machine.phase !== 'waiting' && this.#machine.phase !== 'offline') return;
    this.#dispatch({ type: 'use', transport: 'http' });
    this.#dispatch({ type: 'due' });
  }

  async #trySocket(): Promise<void> {
    const works = await this.#options.socketAnswers(this.#options.server(), OPEN_MS);
    if (works && this.live) this.#dispatch({ type: 'use', transport: 'socket' });
  }

  /** A token that was renewed since it was sent is told to the server before the old one expires. */
  async #renewToken(): Promise<void> {
    const attempt = this.#attempt;
    try {
      const token = await this.#options.auth.token();
      if (attempt !== this.#attempt || token === this.#token) return;
      this.#token = token;
      this.send({ type: 'token', token });
    } catch {
      // Signed out is told by the auth's own event; otherwise the next beat tries again.
    }
  }

  #noAnswer(): WireError {
    return this.#machine.problem ?? unreachable(this.#options.server(), phrase('no-link'));
  }
}
