/** A link on a bench: its ports and services are plain values that a test looks at and sets. */
import { type ClientMessage, ProtocolError, type ServerMessage } from '../../lib/protocol/index.ts';
import type { Requests } from '../domain/requests.ts';
import { Link } from '../gateway/link.ts';
import { helloOf } from './client.ts';

export const USER = { id: 'alice', name: 'Alice Adams', email: null, roles: [], permissions: [] };
export const CURSOR = { epoch: 'e1', offset: 5 };
const START = Date.parse('2026-03-02T09:00:00Z');
export const ping = { type: 'ping', id: 'p1' } as const;

/** A link whose ports only write down what happens, and whose clock is moved by hand. */
export class Bench {
  readonly sent: ServerMessage[] = [];
  closed: { code: number; error: string } | null = null;
  now = START;
  joined = 0;
  settled = 0;
  left = 0;
  readonly faults: unknown[] = [];
  readonly #timers = new Map<() => void, number>();
  readonly link: Link;
  requests: Requests = {
    command: async () => ({ instance: 'i1', open: [], ended: false }),
    order: async () => ({ type: 'done' }),
    query: async (_user, query) => {
      throw new ProtocolError('task-unknown', { task: query.type === 'task.page' ? query.task : query.type });
    },
    whole: async () => ({ cursor: CURSOR, user: USER, systems: [], processes: [], reminders: [], tasks: [] }),
    noteReader: async () => {},
    gap: async (_user, since) => (since ? { cursor: CURSOR, user: USER, bodies: ['{"type":"x"}'] } : null),
  };

  constructor() {
    this.link = new Link(
      {
        send: (message) => this.sent.push(JSON.parse(message)),
        close: (code, { code: error }) => {
          this.closed = { code, error };
        },
        after: (ms, run) => {
          this.#timers.set(run, this.now + ms);
          return () => this.#timers.delete(run);
        },
        now: () => this.now,
      },
      {
        authenticate: async (token) => authenticate(token),
        requests: {
          command: (...args) => this.requests.command(...args),
          order: (...args) => this.requests.order(...args),
          query: (...args) => this.requests.query(...args),
          whole: (...args) => this.requests.whole(...args),
          noteReader: (...args) => this.requests.noteReader(...args),
          gap: (...args) => this.requests.gap(...args),
        },
        followers: {
          join: () => {
            this.joined += 1;
          },
          settle: () => {
            this.settled += 1;
          },
          leave: () => {
            this.left += 1;
          },
        },
        server: { version: '1', node: 'n1' },
        log: { error: (fault: unknown) => this.faults.push(fault) },
      },
    );
  }

  /** A link that has been welcomed. */
  static async live(): Promise<Bench> {
    const bench = new Bench();
    await bench.say(helloOf('alice'));
    bench.sent.length = 0;
    return bench;
  }

  async say(...messages: (ClientMessage | string)[]): Promise<void> {
    for (const message of messages) {
      this.link.receive(typeof message === 'string' ? message : JSON.stringify(message));
    }
    await this.link.idle();
  }

  /** Moves the clock and runs what is due. */
  pass(ms: number): void {
    this.now += ms;
    for (const [run, due] of [...this.#timers]) {
      if (due > this.now) continue;
      this.#timers.delete(run);
      run();
    }
  }

  get timers(): number {
    return this.#timers.size;
  }

  get last(): ServerMessage | undefined {
    return this.sent.at(-1);
  }
}

/** Tokens are names; `alice+90` lives for 90 s. */
function authenticate(token: string) {
  const [userId = '', seconds = '3600'] = token.split('+');
  if (userId === 'nobody-there')
    throw new ProtocolError('server-unreachable', { server: 'the provider', problem: 'nothing' });
  if (userId === 'mallory') throw new ProtocolError('not-signed-in', { problem: 'one that nobody signed' });
  return { userId, expiresAt: new Date(START + Number(seconds) * 1000) };
}
