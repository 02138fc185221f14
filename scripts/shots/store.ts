/**
 * `node scripts/shots/store.ts`: takes the pictures for the store pages, of the built extension on the demo CRM, in the
 * one size that both stores take. Build it first: `npm run build:chrome`.
 */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'puppeteer-core';
import { crmKind } from '../../demo/crms/index.ts';
import { hasBar, openAt } from '../../e2e/support/cases.ts';
import { arrive, hasProcess, overlayGone, type Person } from '../../e2e/support/person.ts';
import { answerInterest, fillQualification, QUALIFY, runProcess } from '../../e2e/support/steps.ts';
import { find, press, see, until } from '../../e2e/support/ui.ts';
import type { InstanceResult } from '../../lib/protocol/index.ts';
import { type Api, connectApi } from '../start/api.ts';
import { deployAll, deployCases, registerSystems } from '../start/deploy.ts';
import { portFrom } from '../start/ports.ts';
import { startServer } from '../start/server.ts';

const FOLDER = 'docs/images/store';
const SIZE = { width: 1280, height: 800 };
/** A step of the case's stages, and what waits for Alice besides. */
const RUNS: readonly [process: string, type: 'lead' | 'contact', id: string, title: string][] = [
  ['qualify-a-lead', 'lead', '5', 'Spare parts contract'],
  ['onboard-a-customer', 'contact', '1', 'Eva Peeters'],
  ['follow-up-an-offer', 'lead', '9', 'Service plan for the ovens'],
  ['approve-a-discount', 'lead', '2', 'Kiln control upgrade'],
  ['arrange-an-installation', 'lead', '1', 'Two deck ovens'],
];

const data = mkdtempSync(join(tmpdir(), 'throughline-store-'));
const crm = await crmKind('demo').start({ folder: join(data, 'crm'), port: 0 });
const server = await startServer({ port: await portFrom(0), data, log: join(data, 'server.log') });
const people: Person[] = [];
try {
  mkdirSync(FOLDER, { recursive: true });
  await furnish();
  const alice = await come('alice');
  await onThePage(alice);
  await besideThePage(await come('admin'));
} finally {
  for (const person of people) await person.leave();
  await server.stop();
  await crm.stop();
  rmSync(data, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
}

/** Processes and a case, and work that is under way. */
async function furnish(): Promise<void> {
  const admin = await connectApi(server.url, 'admin');
  await registerSystems(admin, [{ crm, name: 'Demo CRM' }]);
  await admin.put('/systems/demo/connection', { kind: 'demo', settings: { baseUrl: crm.origin } });
  await deployAll(admin);
  await deployCases(admin);
  const alice = await connectApi(server.url, 'alice');
  for (const run of RUNS) await start(alice, run);
}

async function start(api: Api, [process, type, id, title]: (typeof RUNS)[number]): Promise<void> {
  const url = `${crm.origin}/${type}s/${id}`;
  await api.post<InstanceResult>(`/processes/${process}/start`, {
    record: { system: 'demo', type, id, title, url },
  });
}

async function come(login: string): Promise<Person> {
  const person = await arrive(login, Number(new URL(server.url).port));
  people.push(person);
  await person.signIn();
  await person.allow(crm.origin);
  return person;
}

/** What people see over the CRM. */
async function onThePage(alice: Person): Promise<void> {
  const page = await crmPage(alice, '/leads/1');
  await alice.pressProcess(page);
  await take(page, '1-menu');
  await runProcess(await alice.overlay(page), QUALIFY);
  await answerInterest(await alice.overlay(page), 'Yes, go on');
  await fillQualification(await alice.overlay(page));
  await take(page, '2-step');
  await page.close();

  const other = await crmPage(alice, '/leads/2');
  const overlay = await alice.pressKeys(other, 'my-tasks');
  await find(overlay, 'heading', /^My tasks/);
  await take(other, '3-drawer');
  await press(overlay, 'button', 'Close');
  await overlayGone(other);
  const steps = await openAt(other, 'steps');
  await see(steps, 'Next steps');
  await take(other, '4-stages');
  await other.close();
}

/** What administrators see. */
async function besideThePage(admin: Person): Promise<void> {
  const designer = await ownPage(admin, '/cases/qualify-and-offer/design');
  await see(designer, 'Call the customer');
  await take(designer, '5-designer');
  const log = await ownPage(admin, '/log');
  await see(log, 'instances');
  await take(log, '6-log');
}

async function crmPage(person: Person, path: string): Promise<Page> {
  const page = await person.driver.browser.newPage();
  await page.setViewport(SIZE);
  await page.goto(crm.origin + path);
  await until('the button', () => hasProcess(page));
  await until('the stage bar', () => hasBar(page));
  return page;
}

async function ownPage(person: Person, path: string): Promise<Page> {
  const page = await person.driver.openExtensionPage(`processes.html#${path}`);
  await page.setViewport(SIZE);
  return page;
}

async function take(page: Page, name: string): Promise<void> {
  await page.bringToFront();
  await page.waitForNetworkIdle({ idleTime: 1_000 });
  await page.screenshot({ path: join(FOLDER, `${name}.png`) });
}
