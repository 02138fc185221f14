import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { startOperaton } from '../conformance/operaton.ts';
import { LIMITS } from '../lib/protocol/index.ts';
import { accessToken, connectApi } from '../scripts/start/api.ts';
import { createAccessToken } from '../server/identity/access-tokens.ts';
import { startEmbeddedPostgres } from '../server/store/embedded-postgres.ts';
import { openStore } from '../server/store/store.ts';
import { copyInstance } from '../server/testing/million.ts';
import { CHAIN, chain, STEPS } from './support/chain.ts';
import { type Bench, type Figure, median, percentile } from './support/figure.ts';
import { type Line, openLine } from './support/line.ts';
import { underLoad } from './support/load.ts';
import { startBenchServer } from './support/world.ts';

const INSTANCES = 300;
const CONCURRENCIES = [1, 16] as const;
const WAITING = [1_000, 100_000, 1_000_000] as const;
const SAMPLES = 200;

type Report = (figure: Figure) => void;

/** What is compared: starts an instance, or completes the step that one waits at. Workers have lines of their own. */
interface Contender {
  name: string;
  start(worker: number): Promise<string>;
  /** Not measured: what has to be known before the next step can be completed. */
  next(worker: number, instance: string): Promise<string>;
  complete(worker: number, task: string): Promise<void>;
}

/** The embedded engine beside Operaton and beside bare commits, all on one PostgreSQL. */
export const bench: Bench = {
  name: 'engine',
  async run(report) {
    const data = mkdtempSync(join(tmpdir(), 'throughline-bench-'));
    const postgres = await startEmbeddedPostgres(data);
    const server = await startBenchServer({ DATABASE_URL: postgres.url });
    try {
      const admin = await connectApi(server.url, 'admin');
      await admin.post('/processes', { bpmn: chain(), forms: {} });
      const bare = await bareCommits(report, postgres.url);
      const ours = await embedded(server.url, await tokens(postgres.url));
      const own = await measure(report, ours.contender);
      ours.close();
      await compare(report, postgres.url, own, bare);
      await stateSize(report, postgres.url);
      await manyWaiting(report, postgres.url, server.url);
    } finally {
      await server.stop();
      await postgres.stop();
      rmSync(data, { recursive: true, force: true });
    }
  },
};

/** Steps per second, by how many work at the same time. */
type Rates = Record<number, number>;

async function measure(report: Report, { name, start, next, complete }: Contender): Promise<Rates> {
  const rates: Rates = {};
  for (const workers of CONCURRENCIES) {
    const instances: string[] = [];
    const starts = await underLoad(INSTANCES, workers, async (worker) => {
      instances.push(`${worker} ${await start(worker)}`);
    });
    report({
      name: `${name}: starts, ${workers} at once`,
      value: starts.perSecond,
      unit: '/s',
      budget: null,
    });
    const times: number[] = [];
    const begun = performance.now();
    let outside = 0;
    await Promise.all(
      Array.from({ length: workers }, async (_, worker) => {
        for (const place of instances.filter((one) => one.startsWith(`${worker} `))) {
          const instance = place.slice(place.indexOf(' ') + 1);
          for (let step = 0; step < STEPS; step += 1) {
            const before = performance.now();
            const task = await next(worker, instance);
            const at = performance.now();
            outside += at - before;
            await complete(worker, task);
            times.push(performance.now() - at);
          }
        }
      }),
    );
    const seconds = (performance.now() - begun - outside / workers) / 1000;
    const rate = times.length / seconds;
    rates[workers] = rate;
    report({ name: `${name}: steps, ${workers} at once`, value: rate, unit: '/s', budget: null });
    report({
      name: `${name}: a step, ${workers} at once, p50`,
      value: median(times),
      unit: 'ms',
      budget: null,
    });
    report({
      ...{ name: `${name}: a step, ${workers} at once, p99`, value: percentile(times, 0.99) },
      ...{ unit: 'ms', budget: null },
    });
  }
  return rates;
}

/** Somebody for each worker, as in life: the events of one person follow one another. */
async function tokens(databaseUrl: string): Promise<string[]> {
  const store = openStore(databaseUrl);
  const made: string[] = [];
  for (let worker = 0; worker < Math.max(...CONCURRENCIES); worker += 1) {
    const id = `worker-${worker}`;
    await store.db.insertInto('account').values({ id, login: id, name: id, email: null }).execute();
    await store.db.insertInto('account_role').values({ account: id, role: 'sales' }).execute();
    made.push((await createAccessToken(store.db, id, { name: 'bench', days: 1 }, new Date())).token);
  }
  await store.close();
  return made;
}

async function embedded(url: string, people: string[]): Promise<{ contender: Contender; close(): void }> {
  const lines = new Map<number, Line>();
  /** A line that has sent nearly as much as it may is replaced. */
  const lineOf = async (worker: number): Promise<Line> => {
    const line = lines.get(worker);
    if (line && line.sent < LIMITS.messagesPer10s - 20) return line;
    line?.close();
    const fresh = await openLine(url, people[worker] ?? '');
    lines.set(worker, fresh);
    return fresh;
  };
  return {
    contender: {
      name: 'embedded',
      start: async (worker) => {
        const line = await lineOf(worker);
        return (await line.command({ type: 'process.start', process: CHAIN, record: null })).instance;
      },
      next: async (worker, instance) => (await lineOf(worker)).taskOf(instance),
      complete: async (worker, task) => {
        const submission = { kind: 'perform-task', result: 'done', details: null } as const;
        await (await lineOf(worker)).command({ type: 'task.complete', task, submission });
      },
    },
    close: () => {
      for (const line of lines.values()) line.close();
    },
  };
}

async function compare(report: Report, databaseUrl: string, own: Rates, bare: Rates): Promise<void> {
  for (const workers of CONCURRENCIES) {
    report({
      ...{ name: `bare commits over embedded steps, ${workers} at once` },
      ...{ value: (bare[workers] ?? 0) / (own[workers] ?? 1), unit: 'x', budget: 2 },
    });
  }
  const database = await createDatabase(databaseUrl, 'operaton');
  const { username, password, host, pathname } = new URL(database);
  const begun = await startOperaton({
    postgres: { url: `jdbc:postgresql://${host}${pathname}`, user: username, password },
  });
  if (!begun.ok) {
    console.error(`Operaton: skipped, ${begun.why}`);
    return;
  }
  try {
    const operaton = remote(begun.operaton.url);
    await operaton.deploy();
    // The machine that runs it translates itself while it runs: measured is what comes after.
    await warmUp(operaton);
    const rates = await measure(report, operaton);
    for (const workers of CONCURRENCIES) {
      report({
        ...{ name: `Operaton over embedded, time of a step, ${workers} at once` },
        ...{ value: (own[workers] ?? 0) / (rates[workers] ?? 1), unit: 'x', budget: null },
      });
    }
  } finally {
    await begun.operaton.stop();
  }
}

function remote(url: string): Contender & { deploy(): Promise<void> } {
  const post = async (path: string, body: unknown): Promise<Response> => {
    const response = await fetch(`${url}${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    if (!response.ok) throw new Error(`Expected Operaton to take ${path}, got ${await response.text()}`);
    return response;
  };
  return {
    name: 'Operaton',
    async deploy() {
      const form = new FormData();
      form.set('deployment-name', CHAIN);
      form.set('chain.bpmn', new Blob([chain()]), 'chain.bpmn');
      const response = await fetch(`${url}/deployment/create`, { method: 'POST', body: form });
      if (!response.ok) throw new Error(`Expected Operaton to deploy, got ${await response.text()}`);
      await response.text();
    },
    start: async () => {
      const variables = { startedBy: { value: 'alice', type: 'String' } };
      const response = await post(`/process-definition/key/${CHAIN}/start`, { variables });
      return ((await response.json()) as { id: string }).id;
    },
    next: async (_worker, instance) => {
      const response = await fetch(`${url}/task?processInstanceId=${instance}`);
      const [task] = (await response.json()) as { id: string }[];
      if (!task) throw new Error(`Expected a task of ${instance}, got none.`);
      return task.id;
    },
    complete: async (_worker, task) => {
      await (await post(`/task/${task}/complete`, {})).text();
    },
  };
}

async function warmUp({ start, next, complete }: Contender): Promise<void> {
  for (let round = 0; round < 100; round += 1) {
    const instance = await start(0);
    for (let step = 0; step < STEPS; step += 1) await complete(0, await next(0, instance));
  }
}

/** What the database can commit of the rows that a step writes, with nothing computed in between. */
async function bareCommits(report: Report, databaseUrl: string): Promise<Rates> {
  const pool = new pg.Pool({ connectionString: databaseUrl, max: Math.max(...CONCURRENCIES) });
  await pool.query(BARE_TABLES);
  const rates: Rates = {};
  /** Rows of its own for each worker: none waits for another's. */
  const last: number[] = [];
  for (const workers of CONCURRENCIES) {
    const { perSecond } = await underLoad(INSTANCES * STEPS, workers, async (worker) => {
      const row = (last[worker] ?? worker * 1_000_000) + 1;
      last[worker] = row;
      const client = await pool.connect();
      await client.query('begin');
      await client.query({ name: 'bare', text: BARE_STEP, values: [worker, row, 'x'.repeat(600)] });
      await client.query('commit');
      client.release();
    });
    rates[workers] = perSecond;
    report({
      name: `bare commits of a step's rows, ${workers} at once`,
      value: perSecond,
      unit: '/s',
      budget: null,
    });
  }
  await pool.query('drop schema bare cascade');
  await pool.end();
  return rates;
}

/** The rows of a step: state, the step that ends and the next, task that ends and the next, log, channel, answer. */
const BARE_TABLES = `
  create schema bare;
  create table bare.instance (id integer primary key, state text, revision integer);
  insert into bare.instance select n, '', 0 from generate_series(0, 100) as n;
  create table bare.channel (id integer primary key, head integer);
  insert into bare.channel select n, 0 from generate_series(0, 100) as n;
  create table bare.row (kind integer, id integer, body text, primary key (kind, id));`;
const BARE_STEP = `
  with state as (update bare.instance set state = $3, revision = $2 where id = $1),
    head as (update bare.channel set head = head + 1 where id = $1),
    ended as (update bare.row set body = $3 where kind in (1, 2) and id = $2 - 1)
  insert into bare.row select kind, $2, $3 from generate_series(1, 8) as kind`;

async function stateSize(report: Report, databaseUrl: string): Promise<void> {
  const [size] = await ask<{ bytes: string }>(
    databaseUrl,
    `select avg(octet_length(state::text)) as bytes from instance where status = 'running'`,
  );
  if (size?.bytes)
    report({ name: 'state of a waiting instance', value: Number(size.bytes), unit: 'B', budget: null });
}

/** The same step with more and more instances that wait for others. */
async function manyWaiting(report: Report, databaseUrl: string, url: string): Promise<void> {
  const maria = await openLine(url, await accessToken(url, 'maria'));
  const { instance: template } = await maria.command({ type: 'process.start', process: CHAIN, record: null });
  maria.close();
  const store = openStore(databaseUrl);
  let there = 1;
  let first = Number.NaN;
  for (const waiting of WAITING) {
    await copyInstance(store.db, template, { count: waiting - there, prefix: `w${waiting}` });
    there = waiting;
    await ask(databaseUrl, 'vacuum analyze');
    const { contender, close } = await embedded(url, [await accessToken(url, 'alice')]);
    const times = await stepTimes(contender);
    close();
    const p50 = median(times);
    if (Number.isNaN(first)) first = p50;
    const name = `a step with ${waiting.toLocaleString('en')} waiting instances`;
    report({ name: `${name}, p50`, value: p50, unit: 'ms', budget: null });
    report({ name: `${name}, p99`, value: percentile(times, 0.99), unit: 'ms', budget: null });
    report({ name: `${name}, over the first`, value: p50 / first, unit: 'x', budget: 1.5 });
  }
  await store.close();
}

async function stepTimes({ start, next, complete }: Contender): Promise<number[]> {
  const times: number[] = [];
  while (times.length < SAMPLES) {
    const instance = await start(0);
    for (let step = 0; step < STEPS; step += 1) {
      const task = await next(0, instance);
      const at = performance.now();
      await complete(0, task);
      times.push(performance.now() - at);
    }
  }
  return times;
}

async function createDatabase(databaseUrl: string, name: string): Promise<string> {
  await ask(databaseUrl, `create database ${name}`);
  const url = new URL(databaseUrl);
  url.pathname = `/${name}`;
  return url.href;
}

async function ask<Row>(databaseUrl: string, text: string): Promise<Row[]> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    return (await client.query(text)).rows as Row[];
  } finally {
    await client.end();
  }
}
