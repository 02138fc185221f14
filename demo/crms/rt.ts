import { mkdir, writeFile } from 'node:fs/promises';
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
import { PEOPLE } from './people.ts';

const PACKAGES = ['request-tracker5', 'rt5-db-sqlite', 'rt5-standalone'];
const SEED = path.join(import.meta.dirname, 'rt', 'seed.pl');
const SET_UP_DATABASE = '/usr/sbin/rt-setup-database-5';
const SERVER = '/usr/share/request-tracker5/libexec/rt-server';

const configFile = (folder: string) => path.join(folder, 'RT_SiteConfig.pm');
const partFolder = (folder: string) => path.join(folder, 'config.d');

/** A call of one of Debian's programs for Request Tracker, with our configuration and none of the machine's. */
function perl(folder: string, ...args: string[]): Command {
  return {
    command: ['/usr/bin/perl', ...args],
    cwd: folder,
    env: {
      RT_SITE_CONFIG: configFile(folder),
      RT_SITE_CONFIG_DIR: partFolder(folder),
      PERL5LIB: undefined,
      PERL5OPT: undefined,
    },
  };
}

/** Text in Perl's single quotes. */
function quoted(text: string): string {
  return `'${text.replace(/[\\']/g, '\\$&')}'`;
}

/** Written on every start, because the folder may have been moved and the port is another one. */
async function writeConfig(folder: string, port: number): Promise<void> {
  const settings = {
    rtname: 'northwind.example',
    Organization: 'northwind.example',
    WebDomain: '127.0.0.1',
    DatabaseType: 'SQLite',
    DatabaseName: path.join(folder, 'rt.sqlite'),
    LogToSTDERR: 'error',
    LogToSyslog: '',
    // It writes to nobody.
    MailCommand: 'sendmailpipe',
    SendmailPath: '/bin/true',
  };
  const lines = Object.entries(settings).map(([name, value]) => `Set($${name}, ${quoted(value)});`);
  const variables = { VarPath: 'var', MasonDataDir: 'mason', MasonSessionDir: 'session' };
  for (const [name, part] of Object.entries(variables)) {
    await mkdir(path.join(folder, part), { recursive: true });
    lines.push(`$RT::${name} = ${quoted(path.join(folder, part))};`);
  }
  await mkdir(partFolder(folder), { recursive: true });
  // Addresses are typed in, which it takes for an attack on most pages.
  const numbers = [`Set($WebPort, ${port});`, 'Set($RestrictReferrer, 0);'];
  await writeFile(configFile(folder), `${[...lines, ...numbers].join('\n')}\n1;\n`);
}

async function fill(folder: string, progress: Progress): Promise<void> {
  progress('Request Tracker: creating the database');
  await writeConfig(folder, 80);
  await run(perl(folder, SET_UP_DATABASE, '--action', 'init', '--skip-create', '--dba-password', ''));
  progress('Request Tracker: adding people, a queue and tickets');
  await run({ ...perl(folder, SEED), input: JSON.stringify(PEOPLE) });
}

async function login(page: Page, origin: string, account: Account): Promise<void> {
  const context = page.browserContext();
  const sessions = (await context.cookies()).filter((cookie) => cookie.name.startsWith('RT_SID'));
  await context.deleteCookie(...sessions);
  await page.goto(origin);
  await page.type('#user', account.login);
  await page.type('input[name=pass]', account.password);
  await page.click('#login input[type=submit]');
  await page.waitForSelector('#li-preferences');
}

async function start({ port, progress = silent, ...options }: StartOptions): Promise<RunningCrm> {
  const folder = path.resolve(options.folder);
  await fillOnce({ folder, version: '1', progress, fill: (tell) => fill(folder, tell) });
  const chosen = await choosePort(port);
  await writeConfig(folder, chosen);
  const origin = `http://127.0.0.1:${chosen}`;
  progress('Request Tracker: starting');
  const server = [SERVER, '--host', '127.0.0.1', '--port', String(chosen), '--max-workers', '3'];
  const service = await startService(perl(folder, ...server), `${origin}/`);
  const recordUrl = `${origin}/Ticket/Display.html?id=1`;
  return {
    kind: 'rt',
    origin,
    recordUrl,
    records: { ticket: { url: recordUrl, id: '1', title: 'Invoice shows the wrong delivery address' } },
    accounts: [...PEOPLE],
    login: (page, account = PEOPLE[0]) => login(page, origin, account),
    stop: () => service.stop(),
  };
}

/** Request Tracker as a support desk, from Debian packages, on SQLite. */
export const rt: CrmKind = {
  kind: 'rt',
  name: 'Request Tracker',
  missing: () => aptMissing(PACKAGES),
  // Without the answer the package would set up a database for the whole machine.
  install: (progress) =>
    aptInstall(PACKAGES, progress, {
      answers: ['request-tracker5 request-tracker5/dbconfig-install boolean false'],
      services: ['request-tracker5'],
    }),
  start,
};
