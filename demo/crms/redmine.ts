import { randomBytes } from 'node:crypto';
import { cp, mkdir, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Page } from 'puppeteer-core';
import { aptInstall, aptMissing } from './apt.ts';
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
import { PEOPLE, SUPPORT } from './people.ts';

const DESK = [...PEOPLE, SUPPORT];
const PACKAGES = ['redmine', 'redmine-sqlite', 'ruby-webrick'];
const OURS = path.join(import.meta.dirname, 'redmine');
const SEED = path.join(OURS, 'seed.rb');
const PACKAGED = '/usr/share/redmine';

/** Parts of the package that belong to the machine's own Redmine, if it has one. */
const OF_THE_MACHINE = ['Gemfile.lock', 'config/database.yml', 'instances'];

const GEMFILE = `gem 'sqlite3', '~> 1.4.0' unless dependencies.any? { |known| known.name == 'sqlite3' }
gem 'webrick'
`;

const appFolder = (folder: string) => path.join(folder, 'app');
const pidFile = (folder: string, port: number) => path.join(folder, `server-${port}.pid`);

/** A call of Rails in our copy of Redmine, with the Ruby and the gems of Debian. */
function rails(folder: string, ...args: string[]): Command {
  const app = appFolder(folder);
  return {
    command: ['/usr/bin/ruby', path.join(app, 'bin/rails'), ...args],
    cwd: app,
    env: {
      RAILS_ENV: 'production',
      REDMINE_INSTANCE: 'default',
      X_DEBIAN_SITEID: undefined,
      BUNDLE_GEMFILE: path.join(app, 'Gemfile'),
      GEM_HOME: undefined,
      GEM_PATH: undefined,
      RUBYOPT: '-W0',
      RUBYLIB: undefined,
    },
  };
}

/** Debian's Redmine takes its folder for granted, so each of ours is a copy (15 MB) with data of its own. */
async function copyApp(folder: string): Promise<void> {
  const app = appFolder(folder);
  const skipped = new Set(OF_THE_MACHINE.map((name) => path.join(PACKAGED, name)));
  await cp(PACKAGED, app, { recursive: true, dereference: true, filter: (source) => !skipped.has(source) });
  const instance = path.join(app, 'instances/default');
  for (const part of ['config', 'log', 'tmp', 'files'])
    await mkdir(path.join(instance, part), { recursive: true });
  await writeFile(path.join(app, 'Gemfile.local'), GEMFILE);
  await cp(path.join(OURS, 'fast_sqlite.rb'), path.join(app, 'config/initializers/00_fast_sqlite.rb'));
  await writeFile(path.join(instance, 'config/secret_key.txt'), randomBytes(64).toString('hex'), {
    mode: 0o600,
  });
}

/** Debian may have updated a gem since the versions were written down. */
async function forgetOldGems(folder: string): Promise<void> {
  const lock = path.join(appFolder(folder), 'Gemfile.lock');
  const written = await stat(lock).catch(() => null);
  const updated = await stat('/var/lib/dpkg/status').catch(() => null);
  if (written && updated && updated.mtimeMs > written.mtimeMs) await rm(lock, { force: true });
}

/** Written on every start, because the folder may have been moved. */
async function writeConfig(folder: string): Promise<void> {
  const database = { adapter: 'sqlite3', database: path.join(folder, 'redmine.sqlite'), timeout: 5000 };
  const file = path.join(appFolder(folder), 'instances/default/config/database.yml');
  // JSON is YAML.
  await writeFile(file, JSON.stringify({ production: database }));
  await forgetOldGems(folder);
}

async function fill(folder: string, progress: Progress): Promise<void> {
  progress('Redmine: creating the database (about 10 seconds, the first time only)');
  await copyApp(folder);
  await writeConfig(folder);
  await run(rails(folder, 'db:migrate'));
  progress('Redmine: adding people, a project and issues');
  await run({ ...rails(folder, 'runner', SEED), input: JSON.stringify(DESK) });
}

async function login(page: Page, origin: string, account: Account): Promise<void> {
  const context = page.browserContext();
  const sessions = (await context.cookies()).filter((cookie) => cookie.name.includes('redmine'));
  await context.deleteCookie(...sessions);
  await page.goto(`${origin}/login`);
  await page.type('#username', account.login);
  await page.type('#password', account.password);
  await page.click('#login-submit');
  await page.waitForSelector('#loggedas');
}

async function start({ port, progress = silent, ...options }: StartOptions): Promise<RunningCrm> {
  const folder = path.resolve(options.folder);
  await fillOnce({ folder, version: '3', progress, fill: (tell) => fill(folder, tell) });
  await writeConfig(folder);
  const chosen = await choosePort(port);
  const origin = `http://127.0.0.1:${chosen}`;
  progress('Redmine: starting');
  const pid = pidFile(folder, chosen);
  // Left by a server that was killed; Rails would take it for a running one.
  await rm(pid, { force: true });
  const server = ['server', '-u', 'webrick', '-b', '127.0.0.1', '-p', String(chosen), '-P', pid];
  const service = await startService(rails(folder, ...server), `${origin}/login`);
  const recordUrl = `${origin}/issues/1`;
  return {
    kind: 'redmine',
    origin,
    recordUrl,
    records: { issue: { url: recordUrl, id: '1', title: 'Invoice shows the wrong delivery address' } },
    accounts: DESK,
    login: (page, account = PEOPLE[0]) => login(page, origin, account),
    stop: () => service.stop(),
  };
}

/** Redmine as a support desk, from Debian packages, on SQLite. */
export const redmine: CrmKind = {
  kind: 'redmine',
  name: 'Redmine',
  missing: () => aptMissing(PACKAGES),
  // Without the answer the package would set up a database for the whole machine.
  install: (progress) =>
    aptInstall(PACKAGES, progress, {
      answers: ['redmine redmine/instances/default/dbconfig-install boolean false'],
    }),
  start,
};
