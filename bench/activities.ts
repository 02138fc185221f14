import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import type { ActivityQuery } from '../lib/protocol/index.ts';
import { accessToken, connectApi } from '../scripts/start/api.ts';
import { startEmbeddedPostgres } from '../server/store/embedded-postgres.ts';
import { openStore } from '../server/store/store.ts';
import { copyInstance, settle } from '../server/testing/million.ts';
import { CHAIN, chain } from './support/chain.ts';
import { type Bench, median } from './support/figure.ts';
import { openLine } from './support/line.ts';
import { startBenchServer } from './support/world.ts';

/** In the month that is asked for; ten times as many lie outside of it. */
const OF_STEPS = 5000;
const BY_HAND = 5000;
const MONTHS_AROUND = 10;
const ROUNDS = 15;
const MONTH_DAYS = 30;
const DAY_MS = 24 * 60 * 60 * 1000;
/** What the page asks for: the list page by page, the calendar at once. */
const PAGE = 100;
const CALENDAR = 1000;

type ListQuery = Extract<ActivityQuery, { type: 'activities.list' }>;

/** Lists of a month with 10,000 activities, as they come over the socket. */
export const bench: Bench = {
  name: 'activities',
  async run(report) {
    const data = mkdtempSync(join(tmpdir(), 'throughline-bench-'));
    const postgres = await startEmbeddedPostgres(data);
    const server = await startBenchServer({ DATABASE_URL: postgres.url });
    try {
      const figure = async (name: string, user: string, change: Partial<ListQuery> = {}) => {
        const line = await openLine(server.url, await accessToken(server.url, user));
        const times: number[] = [];
        const until = Date.now() + DAY_MS;
        for (let round = 0; round < ROUNDS; round += 1) {
          const at = performance.now();
          await line.query({
            ...{
              type: 'activities.list',
              owners: 'mine',
              statuses: [],
              search: '',
              limit: PAGE,
              after: null,
            },
            from: new Date(until - MONTH_DAYS * DAY_MS).toISOString(),
            until: new Date(until).toISOString(),
            ...change,
          });
          times.push(performance.now() - at);
        }
        line.close();
        report({ name, value: median(times), unit: 'ms', budget: null });
      };
      await (await connectApi(server.url, 'admin')).post('/processes', { bpmn: chain(), forms: {} });
      await figure('no activities: a page', 'alice');
      await fill(postgres.url, server.url);
      const many = '10,000 activities in the month, 100,000 around';
      await figure(`${many}: a page of mine`, 'alice');
      await figure(`${many}: by title`, 'alice', { sort: 'title' });
      await figure(`${many}: found by a word`, 'alice', { search: '4711' });
      await figure(`${many}: a page of everybody's`, 'admin', { owners: 'all' });
      await figure(`${many}: a calendar with ${CALENDAR}`, 'alice', { limit: CALENDAR });
    } finally {
      await server.stop();
      await postgres.stop();
      rmSync(data, { recursive: true, force: true });
    }
  },
};

/** Alice has half of them; she takes part in every hundredth of the others. */
async function fill(databaseUrl: string, url: string): Promise<void> {
  const alice = await openLine(url, await accessToken(url, 'alice'));
  const { instance } = await alice.command({ type: 'process.start', process: CHAIN, record: null });
  alice.close();
  const store = openStore(databaseUrl);
  const days = MONTH_DAYS * MONTHS_AROUND;
  await copyInstance(store.db, instance, {
    ...{ count: OF_STEPS * MONTHS_AROUND, prefix: 'step', days, activities: true },
  });
  await sql`update task set performer_user = 'bob' where hashtext(id) % 2 = 0`.execute(store.db);
  await sql`
    insert into activity (id, title, owner, author, start, due, category, created_at)
    select 'hand-' || n, 'Call ' || n, (array['alice', 'bob'])[n % 2 + 1], 'maria', start,
      start + interval '45 minutes', 'Call', now()
    from (select n, now() - make_interval(secs => n * ${(days * 86_400) / (BY_HAND * MONTHS_AROUND)}::float8) as start
      from generate_series(1, ${BY_HAND * MONTHS_AROUND}::int) as n) as made`.execute(store.db);
  await sql`insert into activity_participant (activity, account)
    select id, 'alice' from activity where id like 'hand-%00'`.execute(store.db);
  await settle(store.db);
  await store.close();
}
