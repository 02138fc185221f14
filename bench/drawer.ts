import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { arrive, type Person } from '../e2e/support/person.ts';
import { see } from '../e2e/support/ui.ts';
import { connectApi } from '../scripts/start/api.ts';
import { deployAll } from '../scripts/start/deploy.ts';
import { startEmbeddedPostgres } from '../server/store/embedded-postgres.ts';
import { type Bench, median } from './support/figure.ts';
import { SYSTEM, startBenchServer } from './support/world.ts';

const ROUNDS = 8;
const FEW = 10;
const MANY = 10_000;

/** How long the drawer takes to open for somebody with few and with very many tasks. */
export const bench: Bench = {
  name: 'drawer',
  async run(report) {
    process.env.BROWSER = 'chrome';
    const data = mkdtempSync(join(tmpdir(), 'throughline-bench-'));
    const postgres = await startEmbeddedPostgres(data);
    const server = await startBenchServer({ DATABASE_URL: postgres.url });
    try {
      const admin = await connectApi(server.url, 'admin');
      await admin.put('/systems', [
        { id: SYSTEM, kind: 'redmine', name: 'Bench', origins: ['http://127.0.0.1'] },
      ]);
      await deployAll(admin);
      // One has few, the other very many; nothing else differs.
      const few = await opening(server.url, 'alice', postgres.url, FEW);
      const many = await opening(server.url, 'bob', postgres.url, MANY);
      report({ name: `drawer with ${FEW} tasks, page to first items`, value: few, unit: 'ms', budget: null });
      report({
        name: `drawer with ${MANY} tasks, page to first items`,
        value: many,
        unit: 'ms',
        budget: null,
      });
      report({
        name: `drawer with ${MANY} tasks over ${FEW} tasks`,
        value: many / few,
        unit: 'x',
        budget: 1.2,
      });
    } finally {
      await server.stop();
      await postgres.stop();
      rmSync(data, { recursive: true, force: true });
    }
  },
};

async function opening(url: string, login: string, database: string, tasks: number): Promise<number> {
  const api = await connectApi(url, login);
  const record = { system: SYSTEM, type: 'issue', id: '1', title: 'Issue 1', url: null };
  await api.post('/processes/qualify-a-lead/start', { record });
  await multiply(database, login, tasks);
  const person = await arrive(login, Number(new URL(url).port));
  try {
    await person.signIn();
    const popup = await person.popup();
    await see(popup, `My tasks (${new Intl.NumberFormat('en').format(tasks)})`, 60_000).catch(() =>
      see(popup, `My tasks (${tasks})`),
    );
    await popup.close();
    const samples: number[] = [];
    for (let round = 0; round <= ROUNDS; round += 1) {
      const sample = await open(person);
      // The first one fills caches.
      if (round > 0) samples.push(sample);
    }
    return median(samples);
  } finally {
    await person.leave();
  }
}

/** Milliseconds from the begin of the page to the first frame with items in it. */
async function open({ driver }: Person): Promise<number> {
  const page = await driver.browser.newPage();
  await page.evaluateOnNewDocument(`
    const look = () => {
      if (document.querySelector('.task-item')) globalThis.benchItems = performance.now();
      else requestAnimationFrame(look);
    };
    requestAnimationFrame(look);`);
  await page.goto(`${driver.origin}/popup.html`);
  await page.waitForSelector('.task-item');
  const taken = (await page.evaluate(
    'new Promise((done) => { const again = () => globalThis.benchItems ? done(globalThis.benchItems) : requestAnimationFrame(again); again(); })',
  )) as number;
  await page.close();
  return taken;
}

/** Makes the one open task of somebody into many. */
async function multiply(database: string, login: string, count: number): Promise<void> {
  const client = new pg.Client({ connectionString: database });
  await client.connect();
  await client.query(
    `insert into task (id, instance, step, element, kind, title, hint, content, performer_user, performer_role, record, start, due, created_at)
     select id || '-' || n, instance, step || '-' || n, element, kind, title || ' ' || n, hint, content, performer_user, performer_role, record, start, due, created_at
     from task, generate_series(2, $2) n where performer_user = $1 and ended_at is null`,
    [login, count],
  );
  await client.end();
}
