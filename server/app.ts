/** The whole server: store, sign-in, engine, gateway and background work, started and stopped in order. */
import { randomUUID } from 'node:crypto';
import type { FastifyBaseLogger } from 'fastify';
import { pino } from 'pino';
import type { Actions } from './actions/action.ts';
import { Definitions } from './domain/definitions.ts';
import type { Surroundings } from './domain/surroundings.ts';
import type { EngineAddress } from './engine/camunda/transport.ts';
import { chooseEngine } from './engine/choose.ts';
import type { Engine } from './engine/port.ts';
import { freePort } from './free-port.ts';
import { createGateway, mountGateway } from './gateway/gateway.ts';
import { acceptAccessTokens } from './identity/access-tokens.ts';
import { type Identity, mountIdentity } from './identity/mount.ts';
import { type IdentitySettings, identitySettings } from './identity/settings.ts';
import { type OutsideSettings, openOutside, PLAIN_OUTSIDE } from './outside.ts';
import { seedDemo } from './seed.ts';
import { startEmbeddedPostgres } from './store/embedded-postgres.ts';
import { migrate } from './store/migrate.ts';
import { openStore, requireAnswer, type Store } from './store/store.ts';
import { startFeeds } from './upkeep/feeds.ts';
import { upgrade } from './upkeep/upgrade.ts';
import { prepareWork, startWorker, type WorkSettings } from './upkeep/worker.ts';

/** How to start a server. Everything has a default but where the data is. */
export interface ServerOptions {
  /** A PostgreSQL of one's own; without it an embedded one in `dataFolder`. */
  databaseUrl?: string;
  dataFolder?: string;
  /** What the secrets of connections are encrypted with; without it a file in `dataFolder`. */
  secretKey?: string;
  host?: string;
  /** 0: any free port. */
  port?: number;
  /** The address that browsers reach the server by, when it is another than host and port. */
  publicUrl?: string;
  /** Take client addresses from `X-Forwarded-For`: only behind a proxy that sets it. */
  trustProxy?: boolean;
  identity?: IdentitySettings;
  /** Make the accounts of the demonstration, with this password, where they are missing. */
  demoPassword?: string | null;
  logger?: FastifyBaseLogger;
  /** An engine of the Camunda 7 family that executes the processes; null: the embedded one. */
  remoteEngine?: EngineAddress | null;
  /** In place of the sign-in or the engine; for tests. */
  authenticate?: Identity['authenticate'];
  engine?: Engine;
  /** In place of, or beside, the system actions of the server; for tests. */
  actions?: Actions;
  outside?: OutsideSettings;
  work?: Partial<WorkSettings>;
  /** Seconds between two questions to a CRM about what has changed. */
  pollSeconds?: number;
  now?: () => Date;
}

/** A server that answers. */
export interface RunningServer {
  url: string;
  /** Finishes what has begun, then stops everything that it started. */
  close(): Promise<void>;
}

/** As docs/operating.md says. */
const WORK: WorkSettings = { retentionDays: 30, errorDays: 20, jobs: 10 };

/**
 * Starts a server; resolves when it answers.
 *
 * ```ts
 * const server = await startServer({ dataFolder: '.data', port: 7400 });
 * await fetch(`${server.url}/health`);
 * await server.close();
 * ```
 */
export async function startServer(options: ServerOptions): Promise<RunningServer> {
  const log = options.logger ?? pino({ level: 'silent' });
  const closers: (() => Promise<unknown>)[] = [];
  const close = async () => {
    for (let next = closers.pop(); next; next = closers.pop()) await next();
  };
  try {
    const store = await openMigratedStore(options, log, closers);
    const url = await serve(options, log, store, closers);
    return { url, close };
  } catch (error) {
    await close();
    throw error;
  }
}

async function openMigratedStore(
  options: ServerOptions,
  log: FastifyBaseLogger,
  closers: (() => Promise<unknown>)[],
): Promise<Store> {
  let url = options.databaseUrl;
  if (url === undefined) {
    const onExit = (reason: string) => log.error({ reason }, 'the embedded database has ended');
    const postgres = await startEmbeddedPostgres(options.dataFolder ?? '.data', { onExit });
    closers.push(() => postgres.stop());
    url = postgres.url;
  }
  const store = openStore(url, { onLost: () => log.warn('an idle database connection is lost') });
  closers.push(() => store.close());
  await requireAnswer(store);
  await migrate(store.db);
  await prepareWork(store);
  await upgrade(store.db, (options.now ?? (() => new Date()))(), log);
  if (options.demoPassword) await seedDemo(store.db, options.demoPassword);
  return store;
}

async function serve(
  options: ServerOptions,
  log: FastifyBaseLogger,
  store: Store,
  closers: (() => Promise<unknown>)[],
): Promise<string> {
  const { host = '127.0.0.1', now = () => new Date() } = options;
  const port = options.port || (await freePort(host));
  const publicUrl = options.publicUrl ?? `http://${host}:${port}`;
  const { dataFolder = '.data', secretKey } = options;
  const keys = { dataFolder, ...(secretKey === undefined ? {} : { secretKey }) };
  const { actions, ...outside } = await openOutside(store, keys, options.outside ?? PLAIN_OUTSIDE, now);
  const around: Surroundings = {
    ...outside,
    store,
    engine: options.engine ?? chooseEngine(options.remoteEngine ?? null),
    definitions: new Definitions(),
    actions: { ...actions, ...options.actions },
    now,
    newId: randomUUID,
  };
  const settings = options.identity ?? identitySettings({});
  const { moreRedirectUris } = settings;
  const app = await createGateway(log, { trustProxy: options.trustProxy ?? false, moreRedirectUris });
  const { signIn, authenticate } = await mountIdentity(app, {
    ...{ db: store.db, publicUrl, settings },
    demoPassword: options.demoPassword ?? null,
  });
  const node = randomUUID().slice(0, 8);
  const wakeups = await mountGateway(app, around, {
    ...{
      signIn,
      node,
      publicUrl,
      authenticate: acceptAccessTokens(store.db, options.authenticate ?? authenticate, now),
    },
  });
  closers.push(() => wakeups.close());
  await wakeups.start();
  const stopFeeds = startFeeds(around, options.pollSeconds ?? 10, log);
  closers.push(stopFeeds);
  const worker = await startWorker(around, node, { ...WORK, ...options.work }, log);
  closers.push(() => worker.stop());
  closers.push(() => app.close());
  await app.listen({ host, port }).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EADDRINUSE') throw error;
    throw new Error(`Expected port ${port} of ${host} to be free, got one in use. Set PORT to another one.`);
  });
  log.info({ node, port }, 'ready');
  return publicUrl;
}
