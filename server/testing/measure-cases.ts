/**
 * Cases on the server, beside a CRM in memory that answers at once: what is measured is ours. Prints figures; the bench
 * `cases` runs it.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { pino } from 'pino';
import { sampleCase, stage, taskStep } from '../../lib/cases/testing/sample-case.ts';
import { runOrder } from '../domain/orders.ts';
import { readUser } from '../domain/people.ts';
import { runAdminQuery } from '../domain/reading/admin-query.ts';
import { startEmbeddedPostgres } from '../store/embedded-postgres.ts';
import { migrate } from '../store/migrate.ts';
import { openStore } from '../store/store.ts';
import { type CaseBench, openCaseBench } from '../testing/cases.ts';
import { ERRAND_RUNNERS } from '../upkeep/errand-runner.ts';
import { prepareWork, startWorker } from '../upkeep/worker.ts';
import { takeErrand } from './running.ts';

const OPEN_STEPS = 20;
const MOVES = 100;
const RECORDS = 10_000;
const LOOK_MS = 100;
const READS = 50;

/** One figure to a line. */
function report(name: string, value: number, unit: 'ms' | 's' | '/s'): void {
  console.log(JSON.stringify({ name, value, unit, budget: null }));
}

/** What any change costs at least: a row, locked and written. */
async function bareTransactions({ db }: CaseBench): Promise<void> {
  const times: number[] = [];
  for (let round = 0; round < MOVES; round += 1) {
    const before = performance.now();
    await db.transaction().execute(async (tx) => {
      await tx.selectFrom('account').select('id').where('id', '=', 'alice').forNoKeyUpdate().execute();
      await tx.updateTable('account').set({ name: 'Alice Adams' }).where('id', '=', 'alice').execute();
    });
    times.push(performance.now() - before);
  }
  report('bare transaction, p50', median(times), 'ms');
}

/** From stage to stage and back; each move ends 20 open steps and opens 20 others. */
async function moves(cases: CaseBench): Promise<void> {
  const steps = (of: string) =>
    Array.from({ length: OPEN_STEPS }, (_, index) => taskStep(`${of}-${index}`, { required: false }));
  const stages = [
    stage('here', { steps: steps('here') }),
    stage('there', { steps: steps('there') }),
    stage('won', { end: 'successful' }),
  ];
  await cases.deployCase(sampleCase({ key: 'moved', section: 'crm-1:lead', stages }));
  cases.fill([{ name: 'Lamp shop', status: 'here' }]);
  const instance = await cases.begin('1', 'moved');
  const revision = Number.MAX_SAFE_INTEGER;
  const times: number[] = [];
  const views: number[] = [];
  for (let round = 0; round < MOVES; round += 1) {
    const goal = round % 2 === 0 ? 'there' : 'here';
    const before = performance.now();
    await cases.decide({ type: 'case.move', instance, stage: goal, revision });
    const moved = performance.now();
    await cases.view('1');
    times.push(moved - before);
    views.push(performance.now() - moved);
    await writeStage(cases);
  }
  const of = `with ${OPEN_STEPS} open steps`;
  report(`moving a case ${of}, p50`, median(times), 'ms');
  report(`moving a case ${of}, p99`, percentile(times, 0.99), 'ms');
  report(`reading a case ${of}, p50`, median(views), 'ms');
  report(`reading a case ${of}, p99`, percentile(views, 0.99), 'ms');
  await cases.move('1', 'won');
  await cases.work();
  await cases.db.updateTable('process').set({ state: 'inactive' }).where('key', '=', 'moved').execute();
}

/** What administrators see of as many cases as have been begun. */
async function overviews({ around, db }: CaseBench): Promise<void> {
  await sql`analyze`.execute(db);
  const admin = await readUser(db, 'admin');
  const all = { process: 'sale', user: null };
  const board = { ...all, type: 'case.board' as const, search: null, role: null, limit: 50, skip: [] };
  const period = { from: '2000-01-01T00:00:00Z', until: '2100-01-01T00:00:00Z' };
  const figures = { ...all, ...period, type: 'case.figures' as const, version: null };
  await reads('board', () => runAdminQuery(around, admin, board));
  await reads('figures', () => runAdminQuery(around, admin, figures));
}

async function reads(name: string, read: () => Promise<unknown>): Promise<void> {
  const times: number[] = [];
  for (let round = 0; round < READS; round += 1) {
    const before = performance.now();
    await read();
    times.push(performance.now() - before);
  }
  const of = `${name} of ${RECORDS.toLocaleString('en')} records`;
  report(`${of}, p50`, median(times), 'ms');
  report(`${of}, p99`, percentile(times, 0.99), 'ms');
}

/** What a worker does with the stage; whether performers may open the record is not asked here. */
async function writeStage({ around }: CaseBench): Promise<void> {
  const { signal } = new AbortController();
  for (let next = await takeErrand(around); next; next = await takeErrand(around))
    if (next.name === 'job') await ERRAND_RUNNERS.job(around, next.payload, signal);
}

async function startAll(cases: CaseBench): Promise<void> {
  const { around, db } = cases;
  await cases.deployCase(sampleCase());
  cases.fill(Array.from({ length: RECORDS }, (_, index) => ({ name: `Lead ${index}`, status: 'qualify' })));
  await db.deleteFrom('record_case').execute();
  await db.deleteFrom('record_guided').execute();
  const settings = { retentionDays: 0, errorDays: 0, jobs: 10 };
  const worker = await startWorker(around, 'bench', settings, pino({ level: 'silent' }));
  const began = performance.now();
  const order = { type: 'case.start-all', process: 'sale' } as const;
  const result = await runOrder(around, 'alice', crypto.randomUUID(), order);
  const bulk = result.type === 'bulk' ? result.bulk.id : '';
  for (let ended = false; !ended; ) {
    await new Promise((done) => setTimeout(done, LOOK_MS));
    const row = await db
      .selectFrom('bulk')
      .select('ended_at')
      .where('id', '=', bulk)
      .executeTakeFirstOrThrow();
    ended = row.ended_at !== null;
  }
  const seconds = (performance.now() - began) / 1000;
  const { count } = await db
    .selectFrom('record_case')
    .select((the) => the.fn.countAll<string>().as('count'))
    .executeTakeFirstOrThrow();
  if (Number(count) !== RECORDS) throw new Error(`Expected ${RECORDS} cases, got ${count}.`);
  await worker.stop();
  const many = RECORDS.toLocaleString('en');
  report(`beginning a case on ${many} records`, seconds, 's');
  report('cases begun', RECORDS / seconds, '/s');
}

function percentile(samples: readonly number[], share: number): number {
  const sorted = samples.toSorted((one, other) => one - other);
  return sorted[Math.round((sorted.length - 1) * share)] ?? Number.NaN;
}

const median = (samples: readonly number[]) => percentile(samples, 0.5);

const data = mkdtempSync(join(tmpdir(), 'throughline-bench-'));
const postgres = await startEmbeddedPostgres(data);
const store = openStore(postgres.url);
try {
  await migrate(store.db);
  await prepareWork(store);
  const cases = await openCaseBench({ store, url: postgres.url, defer: () => undefined });
  await bareTransactions(cases);
  await moves(cases);
  await startAll(cases);
  await overviews(cases);
} finally {
  await store.close();
  await postgres.stop();
  rmSync(data, { recursive: true, force: true });
}
