import { chmod, mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Page } from 'puppeteer-core';
import { type EmbeddedPostgres, startEmbeddedPostgres } from '../../server/store/embedded-postgres.ts';
import { type Command, choosePort, run, startService } from './child.ts';
import {
  type Account,
  type CrmKind,
  type Progress,
  type RunningCrm,
  type StartOptions,
  silent,
} from './crm.ts';
import { fillOnce } from './folder.ts';
import { installOdoo, ODOO, odooMissing } from './odoo-program.ts';
import { PEOPLE } from './people.ts';

const SEED = path.join(import.meta.dirname, 'odoo', 'seed.py');

/** The first company that the seed makes: Odoo itself has made the people before it. */
const BAKERY = '9';

/** The database that connections name. */
export const ODOO_DATABASE = 'odoo';

/** Until a page of Odoo has drawn itself, on a busy machine. */
const PAGE_MS = 45_000;

const configFile = (folder: string) => path.join(folder, 'odoo.conf');
const keyFile = (folder: string) => path.join(folder, 'key');

/** A key of the first person for programs, as Odoo 19 takes it without a login. */
export function readOdooKey(folder: string): Promise<string> {
  return readFile(keyFile(folder), 'utf8');
}

/** Odoo speaks to PostgreSQL only: to one of its own, which may be lost. */
async function startDatabase(folder: string): Promise<EmbeddedPostgres> {
  await mkdir(folder, { recursive: true });
  // PostgreSQL may run as another user, who has to pass through.
  await chmod(folder, 0o711);
  return startEmbeddedPostgres(folder, { fleeting: true });
}

/** Writes the configuration for a start: the ports of database and pages may differ from the last. */
async function writeConfig(folder: string, database: EmbeddedPostgres, port: number): Promise<void> {
  const { hostname, port: databasePort, username, password } = new URL(database.url);
  const lines = [
    '[options]',
    ...[`db_host = ${hostname}`, `db_port = ${databasePort}`],
    ...[`db_user = ${username}`, `db_password = ${password}`],
    `data_dir = ${path.join(folder, 'files')}`,
    ...['http_interface = 127.0.0.1', `http_port = ${port}`],
    ...['max_cron_threads = 0', 'list_db = False', 'log_level = warn'],
  ];
  await writeFile(configFile(folder), `${lines.join('\n')}\n`, { mode: 0o600 });
}

function call(folder: string, command: string, ...more: string[]): Command {
  const where = ['-c', configFile(folder), '-d', ODOO_DATABASE];
  return { command: [...ODOO.command, command, ...where, ...more], env: ODOO.env };
}

async function fill(folder: string, progress: Progress): Promise<void> {
  progress('Odoo: creating the database (about 30 seconds, the first time only)');
  const database = await startDatabase(folder);
  try {
    await writeConfig(folder, database, 0);
    const modules = ['-i', 'crm,contacts', '--skip-auto-install', '--without-demo', '--stop-after-init'];
    await run(call(folder, 'server', '--no-http', ...modules));
    progress('Odoo: adding people, companies and opportunities');
    const shell = call(folder, 'shell', '--no-http');
    const given = { SEED_PEOPLE: JSON.stringify(PEOPLE), SEED_KEY_FILE: keyFile(folder) };
    await run({ ...shell, env: { ...shell.env, ...given }, input: await readFile(SEED, 'utf8') });
    await readOdooKey(folder);
  } finally {
    await database.stop();
  }
}

/** Signs in by the call that Odoo has for it: its form is drawn by a script that has to be built first. */
async function login(page: Page, origin: string, account: Account): Promise<void> {
  const context = page.browserContext();
  const sessions = (await context.cookies()).filter((cookie) => cookie.name === 'session_id');
  await context.deleteCookie(...sessions);
  await page.goto(`${origin}/web/health`);
  await page.evaluate(
    async (db, { login, password }) => {
      const call = { jsonrpc: '2.0', method: 'call', params: { db, login, password } };
      const headers = { 'Content-Type': 'application/json' };
      const body = JSON.stringify(call);
      const response = await fetch('/web/session/authenticate', { method: 'POST', headers, body });
      const { result } = await response.json();
      if (!result?.uid) throw new Error(`Expected Odoo to know ${login} and the password, got a refusal.`);
    },
    ODOO_DATABASE,
    account,
  );
  await page.goto(`${origin}/odoo`);
  // What the first page of all still has to build may come too late for it: then it is asked for again.
  const bar = () => page.waitForSelector('.o_main_navbar', { timeout: PAGE_MS });
  await bar().catch(async () => {
    await page.reload();
    await bar();
  });
}

async function start({ port, progress = silent, ...options }: StartOptions): Promise<RunningCrm> {
  const folder = path.resolve(options.folder);
  await fillOnce({ folder, version: '2', progress, fill: (tell) => fill(folder, tell) });
  const database = await startDatabase(folder);
  const chosen = await choosePort(port);
  await writeConfig(folder, database, chosen);
  const origin = `http://127.0.0.1:${chosen}`;
  progress('Odoo: starting');
  const service = await startService(call(folder, 'server'), `${origin}/web/health`).catch(async (error) => {
    await database.stop();
    throw error;
  });
  const recordUrl = `${origin}/odoo/crm/1`;
  return {
    kind: 'odoo',
    origin,
    recordUrl,
    records: {
      'crm.lead': { url: recordUrl, id: '1', title: 'Two deck ovens for the new bakery' },
      'res.partner': { url: `${origin}/odoo/contacts/${BAKERY}`, id: BAKERY, title: 'Almond Grove Bakery' },
    },
    accounts: [...PEOPLE],
    login: (page, account = PEOPLE[0]) => login(page, origin, account),
    async stop() {
      await service.stop();
      await database.stop();
    },
  };
}

/** Odoo 19 with its CRM, from Debian packages, on an embedded PostgreSQL. */
export const odoo: CrmKind = {
  kind: 'odoo',
  name: 'Odoo',
  missing: odooMissing,
  install: installOdoo,
  start,
};
