import { Cache } from '../cache/cache.ts';
import { type Database, openDatabase } from '../cache/database.ts';
import { Outbox, type Outgoing } from '../cache/outbox.ts';
import { Delivery } from '../connection/delivery.ts';
import { Link, type LinkOptions } from '../connection/link.ts';
import type { OpenTransport } from '../connection/transport.ts';
import { createTopics } from '../messaging/topics.ts';
import type { CommandResult } from '../protocol/index.ts';
import type { FakeAuth } from './fake-auth.ts';
import { mortal } from './mortal.ts';

/** A link with its cache and outbox, as one life of the background has them. */
export interface Client {
  readonly database: Database;
  readonly cache: Cache;
  readonly outbox: Outbox;
  readonly delivery: Delivery;
  readonly link: Link;
  readonly answers: [Outgoing, CommandResult][];
  readonly refusals: Outgoing[];
  /** The browser ends it: whatever it was doing stops at the next thing that it wanted to store or send. */
  kill(): void;
}

export type Network = Pick<LinkOptions, 'transports'> &
  Partial<Pick<LinkOptions, 'reachable' | 'socketAnswers'>> & { readonly server?: string };

/** Starts one life over the database of that name. */
export async function startClient(name: string, auth: FakeAuth, network: Network): Promise<Client> {
  const opened = await openDatabase(name);
  const { thing: database, kill: silence } = mortal(opened);
  const topics = createTopics();
  const cache = await Cache.open(database, network.server ?? 'http://server.example', topics);
  const outbox = new Outbox(database, () => cache.account, topics);
  const answers: [Outgoing, CommandResult][] = [];
  const refusals: Outgoing[] = [];
  let dead = false;
  const delivery: Delivery = new Delivery({
    outbox,
    send: ({ id, command }) => link.send({ type: 'command', id, command }),
    onAnswer: async (row, result) => void answers.push([row, result]),
    onRefusal: async (row) => void refusals.push(row),
    onDoubt: () => link.kick(),
    onSilence: () => link.silent(),
  });
  const lines: (() => void)[] = [];
  const severable =
    (open: OpenTransport): OpenTransport =>
    (options) => {
      if (dead) return { send: () => undefined, close: () => undefined };
      const transport = open(options);
      lines.push(transport.close);
      return transport;
    };
  const { transports, server = 'http://server.example' } = network;
  const link: Link = new Link({
    server: () => server,
    ...{ auth, cache, topics, client: { name: 'test', version: '1' }, language: 'en' },
    transports: { socket: severable(transports.socket), http: severable(transports.http) },
    reachable: network.reachable ?? (async () => false),
    socketAnswers: network.socketAnswers ?? (async () => false),
    onLive: (live, problem) => delivery.link(live, problem),
    onAnswer: (id, result) => delivery.answered(id, result),
    onRefusal: (id, error) => delivery.refused(id, error),
  });
  await link.start();
  const kill = () => {
    dead = true;
    for (const close of lines) close();
    silence();
    opened.close();
  };
  return { database, cache, outbox, delivery, link, answers, refusals, kill };
}
