import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { AdminQuery, LogFilter } from '../lib/protocol/index.ts';
import { accessToken, connectApi } from '../scripts/start/api.ts';
import { startEmbeddedPostgres } from '../server/store/embedded-postgres.ts';
import { openStore } from '../server/store/store.ts';
import { copyInstance } from '../server/testing/million.ts';
import { CHAIN, chain, STEPS } from './support/chain.ts';
import { type Bench, median } from './support/figure.ts';
import { type Line, openLine } from './support/line.ts';
import { startBenchServer } from './support/world.ts';

const COMPLETED = 900_000;
const WAITING = 100_000;
const ROUNDS = 15;
const PAGE = 50;
const PAGES_DEEP = 100;

const EVERYTHING: LogFilter = {
  ...{ process: null, version: null, statuses: [], owner: null, origin: null, record: null },
  ...{ from: null, to: null, search: null, element: null },
};

type LogQuery = Extract<AdminQuery, { type: 'log' }>;

/** Pages of the log with a million instances, as they come over the socket. */
export const bench: Bench = {
  name: 'log',
  async run(report) {
    const data = mkdtempSync(join(tmpdir(), 'throughline-bench-'));
    const postgres = await startEmbeddedPostgres(data);
    const server = await startBenchServer({ DATABASE_URL: postgres.url });
    try {
      await fill(postgres.url, server.url);
      const line = await openLine(server.url, await accessToken(server.url, 'admin'));
      const figure = async (name: string, query: () => AdminQuery) => {
        const times: number[] = [];
        for (let round = 0; round < ROUNDS; round += 1) {
          const at = performance.now();
          await line.ask(query());
          times.push(performance.now() - at);
        }
        report({ name: `a million instances: ${name}`, value: median(times), unit: 'ms', budget: null });
      };
      const page =
        (change: Partial<LogFilter>, more: Partial<LogQuery> = {}) =>
        (): LogQuery => ({
          ...({ type: 'log', sort: 'started', descending: true, cursor: null, limit: PAGE } as const),
          filter: { ...EVERYTHING, ...change },
          ...more,
        });
      await figure('first page', page({}));
      const deep = await cursorAfter(line, PAGES_DEEP);
      await figure(`page ${PAGES_DEEP + 1}`, page({}, { cursor: deep }));
      await figure('longest first', page({}, { sort: 'duration' }));
      await figure('running', page({ statuses: ['running'] }));
      await figure('in Error, of which there are none', page({ statuses: ['error'] }));
      await figure('of one owner', page({ owner: 'bob' }));
      await figure('a number in the caption', page({ search: '777777' }));
      const year = { from: '2000-01-01T00:00:00Z', to: '2100-01-01T00:00:00Z' };
      await figure('statistics by month', () => ({
        type: 'statistics',
        filter: { process: CHAIN, version: null, owner: null, ...year, timeZone: 'UTC', by: 'month' },
      }));
      line.close();
    } finally {
      await server.stop();
      await postgres.stop();
      rmSync(data, { recursive: true, force: true });
    }
  },
};

/** One instance that has ended and one that waits, and their copies. */
async function fill(databaseUrl: string, url: string): Promise<void> {
  await (await connectApi(url, 'admin')).post('/processes', { bpmn: chain(), forms: {} });
  const maria = await openLine(url, await accessToken(url, 'maria'));
  const started = () => maria.command({ type: 'process.start', process: CHAIN, record: null });
  const { instance: completed } = await started();
  for (let step = 0; step < STEPS; step += 1) {
    const task = await maria.taskOf(completed);
    const submission = { kind: 'perform-task', result: 'done', details: null } as const;
    await maria.command({ type: 'task.complete', task, submission });
  }
  const { instance: waiting } = await started();
  maria.close();
  const store = openStore(databaseUrl);
  const owners = ['alice', 'bob', 'sam'];
  await copyInstance(store.db, completed, { count: COMPLETED, prefix: 'done', owners });
  await copyInstance(store.db, waiting, { count: WAITING, prefix: 'wait', owners });
  await store.pool.query('vacuum analyze');
  await store.close();
}

async function cursorAfter(line: Line, pages: number): Promise<string | null> {
  let cursor: string | null = null;
  for (let page = 0; page < pages; page += 1) {
    const query = { type: 'log', filter: EVERYTHING, sort: 'started', descending: true, cursor } as const;
    const { result } = (await line.ask({ ...query, limit: PAGE })) as {
      result: { page: { next: string | null } };
    };
    cursor = result.page.next;
  }
  return cursor;
}
