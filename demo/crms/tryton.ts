import { rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Page } from 'puppeteer-core';
import { aptInstall, aptMissing } from './apt.ts';
import { choosePort, run, startService } from './child.ts';
import {
  type Account,
  type CrmKind,
  type Progress,
  type RunningCrm,
  type StartOptions,
  silent,
} from './crm.ts';
import { fillOnce } from './folder.ts';
import { PEOPLE } from './people.ts';

const PACKAGES = ['tryton-sao', 'tryton-modules-sale-opportunity', 'tryton-proteus'];
const DATABASE = 'demo';
const SEED = path.join(import.meta.dirname, 'tryton', 'seed.py');

// Debian's modules belong to Debian's Python; another python3 may come first in PATH, or PYTHONPATH mislead it.
const PYTHON = ['/usr/bin/python3', '-W', 'ignore'];
const PYTHON_ENV = { PYTHONPATH: undefined, PYTHONHOME: undefined, TRYTOND_DATABASE_URI: undefined };

/** Writes the configuration for a start and returns its file: folder and port may differ from the last. */
async function writeConfig(folder: string, port: number): Promise<string> {
  const file = path.join(folder, `trytond-${port}.conf`);
  const lines = [
    '[web]',
    `listen = 127.0.0.1:${port}`,
    'root = /usr/share/tryton-sao/www',
    '[database]',
    'uri = sqlite://',
    `path = ${folder}`,
    '[session]',
    // The usual five minutes would ask for the password again in the middle of a long try.
    'timeout = 2592000',
  ];
  await writeFile(file, `${lines.join('\n')}\n`);
  return file;
}

async function fill(folder: string, progress: Progress): Promise<void> {
  progress('Tryton: creating the database (about 15 seconds, the first time only)');
  const passwordFile = path.join(folder, 'password');
  await writeFile(passwordFile, `${PEOPLE[0].password}\n`, { mode: 0o600 });
  await writeFile(path.join(folder, `${DATABASE}.sqlite`), '');
  const config = await writeConfig(folder, 0);
  const modules = ['-u', 'sale_opportunity', '--activate-dependencies', '--email', 'admin@northwind.example'];
  await run({
    command: [...PYTHON, '/usr/bin/trytond-admin', '-c', config, '-d', DATABASE, ...modules],
    env: { ...PYTHON_ENV, TRYTONPASSFILE: passwordFile },
  });
  progress('Tryton: adding people, parties and opportunities');
  await run({
    command: [...PYTHON, SEED, config, DATABASE],
    env: PYTHON_ENV,
    input: JSON.stringify(PEOPLE),
  });
}

/**
 * Signs in as Tryton's own page does it: one call, whose answer is kept in local storage.
 *
 * The page itself asks for name and password in two dialogs, one after the other.
 */
async function login(page: Page, origin: string, account: Account): Promise<void> {
  await page.goto(`${origin}/`);
  await page.evaluate(
    async (database, who) => {
      const call = {
        id: 0,
        method: 'common.db.login',
        params: [who.login, { password: who.password }, 'en'],
      };
      const headers = { 'Content-Type': 'application/json' };
      const response = await fetch(`/${database}/`, { method: 'POST', headers, body: JSON.stringify(call) });
      const { result } = await response.json();
      if (!result) throw new Error(`Expected Tryton to know ${who.login} and the password, got a refusal.`);
      const session = { login: who.login, user_id: result[0], session: result[1] };
      localStorage.setItem(`sao_session_${database}`, JSON.stringify(session));
    },
    DATABASE,
    account,
  );
  await page.goto(`${origin}/#${DATABASE}`);
  await page.reload();
  // Tryton opens the address in the hash while it starts. An address set before the menu is there would be opened
  // twice, in two of its tabs.
  await page.waitForSelector('#menu tbody tr', { visible: true });
}

async function start({ port, progress = silent, ...options }: StartOptions): Promise<RunningCrm> {
  const folder = path.resolve(options.folder);
  await fillOnce({ folder, version: '1', progress, fill: (tell) => fill(folder, tell) });
  const chosen = await choosePort(port);
  const config = await writeConfig(folder, chosen);
  const origin = `http://127.0.0.1:${chosen}`;
  progress('Tryton: starting');
  const service = await startService(
    { command: [...PYTHON, '/usr/bin/trytond', '-c', config, '-d', DATABASE], env: PYTHON_ENV },
    `${origin}/`,
  );
  const address = (type: string, id: string) => `${origin}/#${DATABASE}/model/${type}/${id}`;
  return {
    kind: 'tryton',
    origin,
    recordUrl: address('sale.opportunity', '1'),
    records: {
      'sale.opportunity': {
        url: address('sale.opportunity', '1'),
        id: '1',
        title: 'Two deck ovens for the new bakery',
      },
      'party.party': { url: address('party.party', '2'), id: '2', title: 'Almond Grove Bakery' },
    },
    accounts: [...PEOPLE],
    login: (page, account = PEOPLE[0]) => login(page, origin, account),
    async stop() {
      await service.stop();
      await rm(config, { force: true });
    },
  };
}

/** Tryton with its web client, from Debian packages, on SQLite. */
export const tryton: CrmKind = {
  kind: 'tryton',
  name: 'Tryton',
  missing: () => aptMissing(PACKAGES),
  install: (progress) => aptInstall(PACKAGES, progress, { services: ['tryton-server'] }),
  start,
};
