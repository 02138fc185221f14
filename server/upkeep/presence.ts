/**
 * Which servers are alive. Each holds an advisory lock of PostgreSQL for as long as its connection stands, so
 * it is known at once when one has died; the errands that it had taken up are then free for the others.
 */
import { randomInt } from 'node:crypto';
import type { FastifyBaseLogger } from 'fastify';
import pg from 'pg';

/** The first of the two numbers of the lock; the second is the server's own. */
const LOCKS = 7411;
const SWEEP_MS = 5000;
/** A worker that no server has told of yet may just have begun. */
const UNTOLD_S = 60;

/** A server's sign of life. */
export interface Presence {
  /** Tells the others which workers are those of this server. */
  announce(workers: readonly string[]): Promise<void>;
  /** Looks at once; it happens by itself every few seconds. */
  show(): Promise<void>;
  stop(): Promise<void>;
}

/** Begins to show that this server is alive, and to look after the others every few seconds. */
export async function showPresence(url: string, node: string, log: FastifyBaseLogger): Promise<Presence> {
  const sign = new Sign(url, node);
  await sign.show();
  let work: Promise<unknown> = Promise.resolve();
  const timer = setInterval(() => {
    work = sign.show().catch((error: unknown) => log.warn({ error: String(error) }, 'presence'));
  }, SWEEP_MS);
  timer.unref();
  return {
    announce: (workers) => sign.announce(workers),
    show: () => sign.show(),
    stop: async () => {
      clearInterval(timer);
      await work;
      await sign.end();
    },
  };
}

class Sign {
  readonly #url: string;
  readonly #node: string;
  readonly #lock = randomInt(1, 2 ** 31);
  #workers: readonly string[] = [];
  #client: pg.Client | null = null;

  constructor(url: string, node: string) {
    this.#url = url;
    this.#node = node;
  }

  /** Makes sure that the lock is held, and frees what the dead have left. */
  async show(): Promise<void> {
    const free = (client: pg.Client) => client.query(FREE, [LOCKS, UNTOLD_S]);
    const client = this.#client;
    // A connection that has just ended may not have said so yet.
    const shown = await client?.query('select').then(
      () => true,
      () => false,
    );
    await free(client && shown ? client : await this.#connect());
  }

  async announce(workers: readonly string[]): Promise<void> {
    this.#workers = workers;
    // A connection that is lost is made anew, and tells them then.
    await this.#client?.query(ANNOUNCE, [this.#node, this.#lock, [...workers]]).catch(() => {
      this.#client = null;
    });
  }

  async end(): Promise<void> {
    const client = this.#client;
    this.#client = null;
    if (!client) return;
    await client.query('delete from worker_node where id = $1', [this.#node]).catch(() => undefined);
    await client.end();
  }

  async #connect(): Promise<pg.Client> {
    const client = new pg.Client({ connectionString: this.#url, application_name: 'throughline presence' });
    const forget = () => {
      if (this.#client === client) this.#client = null;
    };
    client.on('error', forget);
    client.on('end', forget);
    await client.connect();
    await client.query('select pg_advisory_lock($1, $2)', [LOCKS, this.#lock]);
    this.#client = client;
    await this.announce(this.#workers);
    return client;
  }
}

const ANNOUNCE = `insert into worker_node (id, lock, workers) values ($1, $2, $3)
  on conflict (id) do update set lock = excluded.lock, workers = excluded.workers`;

const FREE = `with alive as (
    select id, workers from worker_node where exists (
      select from pg_locks where locktype = 'advisory' and granted and objsubid = 2
        and database = (select oid from pg_database where datname = current_database())
        and classid = $1::int::oid and objid = worker_node.lock::oid)
  ),
  gone as (delete from worker_node where id not in (select id from alive) returning workers),
  left_behind as (
    select unnest(workers) as worker from gone
    union select locked_by from graphile_worker._private_jobs
      where locked_at < now() - make_interval(secs => $2)
        and locked_by not in (select unnest(workers) from alive)
  )
  select graphile_worker.force_unlock_workers(array(select worker from left_behind))
  where exists (select from left_behind)`;
