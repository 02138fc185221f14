/** `npm start`: process server, a CRM, sample processes, the extension and a browser, in that order. */
import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { RunningCrm } from '../../demo/crms/crm.ts';
import { crmKind } from '../../demo/crms/index.ts';
import { openBrowser, whyNoBrowser } from './browser.ts';
import { buildExtension } from './extension.ts';
import { startMailbox } from './mailbox.ts';
import { HELP, readOptions, type StartOptions } from './options.ts';
import { portFor } from './ports.ts';
import { prepareServer } from './prepare.ts';
import { startServer } from './server.ts';
import { Shutdown } from './shutdown.ts';
import { howToLoad, whatIsThere } from './texts.ts';

const DATA = resolve(process.env.THROUGHLINE_DATA || '.data');
const say = (line: string): void => console.log(line);
const shutdown = new Shutdown(say);

try {
  const options = readOptions(process.argv.slice(2));
  if (options) await start(options);
  else exitWith(HELP);
} catch (error) {
  await shutdown.run(1, error instanceof Error ? error.message : String(error));
}

async function start({ crm: name, browser, port }: StartOptions): Promise<void> {
  mkdirSync(DATA, { recursive: true });
  const mails = join(DATA, 'mails');
  const url = await serve(port, await mailServer(mails));
  const crm = await startCrm(name);
  await prepareServer(url, crm, crmKind(name).name, DATA, say);
  buildExtension(say);
  say(whatIsThere(url, crmKind(name).name, crm, process.env.THROUGHLINE_SMTP_URL ? null : mails));
  if (browser === null) return say(`ready ${url}`);
  const why = whyNoBrowser(browser);
  if (why) return say(howToLoad(why, url));
  const window = await openBrowser(browser, DATA, url, crm);
  shutdown.add(window.close);
  say('Close the browser or press Ctrl-C to stop everything.');
  window.closed.then(() => shutdown.run(0));
}

/** Where the server's mail goes: to the mail server that is set, else into a folder. */
async function mailServer(folder: string): Promise<Record<string, string>> {
  if (process.env.THROUGHLINE_SMTP_URL) return {};
  const mailbox = await startMailbox(folder);
  shutdown.add(mailbox.stop);
  return { THROUGHLINE_SMTP_URL: mailbox.url };
}

async function serve(preferred: number, env: Record<string, string>): Promise<string> {
  const port = await portFor(preferred, say);
  say('Starting the database and the process server');
  const log = join(DATA, 'server.log');
  const server = await startServer({ port, data: DATA, log, env });
  shutdown.add(server.stop);
  server.ended.then(() => shutdown.run(1, `The process server has ended. Its last words are in ${log}.`));
  return server.url;
}

async function startCrm(name: StartOptions['crm']): Promise<RunningCrm> {
  const kind = crmKind(name);
  const missing = await kind.missing();
  if (missing) throw new Error(`${kind.name} cannot be started here. ${missing} Or try --crm demo.`);
  await kind.install(say);
  const crm = await kind.start({ folder: join(DATA, `crm-${name}`), port: 0, progress: say });
  shutdown.add(crm.stop);
  return crm;
}

function exitWith(text: string): never {
  say(text);
  return process.exit(0);
}
