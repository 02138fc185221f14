import type { ElementHandle, Page } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { LogPage } from '../../lib/protocol/index.ts';
import { process } from '../../server/engine/testing/process-builder.ts';
import {
  ANNOUNCE,
  announcement,
  type CallCentre,
  faultyAnnouncement,
  SIGNAL,
  startCallCentre,
} from '../support/announcement.ts';
import { connectCrm } from '../support/crm-cases.ts';
import { crmIsHere } from '../support/crms.ts';
import { complete } from '../support/person.ts';
import { privateIssue } from '../support/private-issue.ts';
import { deploySmall, small, startSmall } from '../support/processes.ts';
import { startTwoServers, type TwoServers } from '../support/two-servers.ts';
import { fill, has, press, reads, see, seeNoMore, textOf, until } from '../support/ui.ts';
import { useWorld } from '../support/world.ts';

const RECORDS = 50;
const CAMPAIGN = 'Spring campaign';

describe("an administrator's day", () => {
  const world = useWorld();
  let centre: CallCentre;
  /** A lead of the campaign: the others belong to other tests. */
  let someLead = '';

  beforeAll(async () => {
    centre = await startCallCentre();
    const { origin } = world.crm('demo');
    const admin = await world.server.as('admin');
    await admin.put('/systems/demo/connection', { kind: 'demo', settings: { baseUrl: origin } });
    const there = await fetch(`${origin}/api/leads?limit=500`);
    const { records } = (await there.json()) as { records: { id: string; company: string }[] };
    const earlier = records.filter(({ company }) => company === CAMPAIGN);
    for (const { id } of earlier) await fetch(`${origin}/api/leads/${id}`, { method: 'DELETE' });
    for (let count = records.length - earlier.length; count < RECORDS; count += 1) {
      const lead = { name: `Campaign lead ${count}`, company: CAMPAIGN, status: 'New' };
      const added = await fetch(`${origin}/api/leads`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(lead),
      });
      // The first of them: the last one's instance is cancelled below.
      someLead ||= ((await added.json()) as { id: string }).id;
    }
    centre.refused.add(someLead);
  });
  afterAll(() => centre.stop());

  const processes = async (path: string): Promise<Page> => {
    const admin = await world.person('admin');
    return admin.driver.openExtensionPage(`processes.html#${path}`);
  };
  const logged = async (query: string): Promise<LogPage> =>
    (await world.server.as('admin')).get<LogPage>(`/instances?process=announce&${query}`);

  it('deploys a process after what the check found was fixed', async () => {
    const page = await processes('/library');
    await see(page, 'Deploy files');
    await drop(page, { 'announce.bpmn': faultyAnnouncement(centre.url) });
    await see(page, 'throughline:url');
    expect(await has(page, 'button', /^Deploy \d/)).toBe(false);
    await drop(page, { 'announce.bpmn': announcement(centre.url) });
    await press(page, 'button', 'Deploy 1 process');
    await see(page, 'Deployed as version 1');
    await page.close();
  });

  it('runs it on fifty selected records, one instance for each', async () => {
    const alice = await world.person('alice');
    const list = await alice.onPage(`${world.crm('demo').origin}/leads`);
    await see(list, `${RECORDS} leads`);
    await press(list, 'choice', 'Select all');
    const menu = await alice.pressProcess(list);
    await see(menu, `${RECORDS} selected`);
    await press(menu, 'button', new RegExp(`^${ANNOUNCE}`));
    await see(menu, `${RECORDS} of ${RECORDS} started`, 60_000);
    await list.close();
    await until('every instance to have done what it can', async () => {
      const [running, failed] = [await logged('status=running'), await logged('status=error')];
      return running.total === RECORDS - 1 && failed.total === 1;
    });
  });

  it('sees the one that failed, why, and retries it', async () => {
    const page = await processes('/log?status=error&process=announce');
    await see(page, '1 instance');
    await press(page, 'link', new RegExp(`^${ANNOUNCE}`));
    await see(page, /Tell the call centre/);
    await see(page, /HTTP 404/);
    centre.refused.clear();
    await press(page, 'button', /^Try again/);
    await see(page, `Waits for the signal “${SIGNAL}”.`);
    await page.close();
  });

  it('[M32] finds one that waits, and learns that it waits for a signal', async () => {
    const page = await processes('/log?status=running&process=announce');
    await see(page, `${RECORDS} instances`);
    await press(page, 'link', new RegExp(`^${ANNOUNCE}`));
    await see(page, `Waits for the signal “${SIGNAL}”.`);
    await until('the place in the diagram to be marked', () =>
      page.evaluate(() => document.querySelector('[data-element-id="Open"].diagram-accent') !== null),
    );
    await page.close();
  });

  it('[M31] cancels one for a reason', async () => {
    const [instance] = (await logged('status=running')).items;
    const page = await processes(`/log/${instance?.id}`);
    await press(page, 'button', 'Cancel the instance');
    await fill(page, /^Reason/, 'The customer has asked for it');
    await submit(page);
    await until('the instance to be cancelled', async () => /Status\s*Cancelled/.test(await textOf(page)));
    expect(await reads(page, 'The customer has asked for it')).toBe(true);
    await page.close();
  });

  it('[M01, M29, M32] the signal lets the others go on by themselves, to their end', async () => {
    const admin = await world.server.as('admin');
    await admin.post('/signals', { name: SIGNAL });
    await until(
      'all but the cancelled one to end',
      async () => (await logged('status=completed')).total === RECORDS - 1,
    );
    const lead = await fetch(`${world.crm('demo').origin}/api/leads/${someLead}`);
    expect(await lead.json()).toMatchObject({ status: 'Contacted' });
    const [ended] = (await logged('status=completed')).items;
    expect(ended?.duration).toBeGreaterThan(0);
  });

  it('[M30] reads the statistics: what was completed counts, what was cancelled does not', async () => {
    const page = await processes('/statistics?process=announce');
    await until('the completed ones', async () =>
      new RegExp(`Completed\\s*${RECORDS - 1}`).test(await textOf(page)),
    );
    await until('the diagram with where the time goes', () =>
      page.evaluate(() => document.querySelector('[data-element-id="Open"]') !== null),
    );
    await page.close();
  });

  it('[M01] a process deletes the records that meet its conditions, once a manager has agreed', async () => {
    const { origin } = world.crm('demo');
    const lost = async () => {
      const answer = await fetch(`${origin}/api/leads?status=Lost`);
      const { records } = (await answer.json()) as { records: { status: string }[] };
      return records.filter(({ status }) => status === 'Lost').length;
    };
    const changed = await fetch(`${origin}/api/leads/${someLead}`, {
      method: 'PUT',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ status: 'Lost' }),
    });
    expect(changed.status).toBe(200);
    expect(await lost()).toBeGreaterThan(0);
    const maria = await world.person('maria');
    const popup = await maria.popup();
    await press(popup, 'button', 'Clean up lost leads');
    const tasks = await maria.popup();
    await press(tasks, 'button', /lost leads\?/);
    const task = await maria.taskTab();
    await see(task, /Delete them from the CRM/);
    await press(task, 'choice', 'Delete them');
    await complete(task, 'Continue');
    await until('the lost leads to be gone', async () => (await lost()) === 0);
  });
});

describe.skipIf(!(await crmIsHere('redmine')))('a performer who is not let in by the CRM', () => {
  const world = useWorld({ crms: ['redmine'] });
  const check = small(
    'check-ticket',
    'Check the ticket',
    process({ record: 'redmine:issue' })
      .start('in')
      .task('check', { name: 'Check the ticket', assignee: 'sam' })
      .end('out')
      .path('in', 'check', 'out'),
  );

  it('[M33] is found and shown with what helps, and somebody else can be given the step', async () => {
    const crm = world.crm('redmine');
    const api = await world.server.as('admin');
    await connectCrm(api, crm);
    await deploySmall(api, check);
    const id = await privateIssue(crm, 'alice', 'The ticket');
    const url = `${crm.origin}/issues/${id}`;
    const record = { system: 'redmine', type: 'issue', id, title: 'The ticket', url };
    const instance = await startSmall(await world.server.as('alice'), check, record);
    const admin = await world.person('admin');
    const page = await admin.driver.openExtensionPage(`processes.html#/log/${instance}`);
    await see(page, 'Sam Singh may not open “The ticket”');
    await press(page, 'button', /^Assign to somebody else/);
    await fill(page, /^Person or role/, 'ali');
    await press(page, 'item', /^Alice/);
    await submit(page);
    await see(page, 'Waits for Alice Adams.');
    await seeNoMore(page, 'Give access in the CRM');
    await page.close();
  });
});

describe('two servers on one database', () => {
  let servers: TwoServers;
  let centre: CallCentre;

  beforeAll(async () => {
    servers = await startTwoServers();
    centre = await startCallCentre();
  });
  afterAll(async () => {
    await servers.stop();
    await centre.stop();
  });

  it('[M35] share the work; when one dies in the middle, the other ends it, and nothing hangs or is doubled', async () => {
    const first = await servers.first.as('admin');
    const { token } = await first.post<{ token: string }>('/tokens', { name: 'second', days: 1 });
    const second = (path: string, body: unknown) =>
      fetch(`${servers.second.url}/api${path}`, {
        method: 'POST',
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
        body: JSON.stringify(body),
      });
    await first.put('/systems', [
      { id: 'demo', kind: 'demo', name: 'Demo', origins: ['http://127.0.0.1:1'] },
    ]);
    await second('/processes', { bpmn: announcement(centre.url, false) });
    const records = Array.from({ length: RECORDS }, (_, index) => ({
      ...{ system: 'demo', type: 'lead', id: String(index + 1), title: `Lead ${index + 1}`, url: null },
    }));
    expect((await second('/processes/announce/start-many', { records })).status).toBe(200);
    await until('some to have begun', async () => centre.calls.size > 3);
    await servers.second.kill();
    const count = async (query: string) =>
      (await first.get<LogPage>(`/instances?process=announce&${query}`)).total;
    await until('all to wait for the signal', async () => (await count('element=Open')) === RECORDS, 60_000);
    expect(await count('')).toBe(RECORDS);
    expect(centre.calls.size).toBe(RECORDS);
    await first.post('/signals', { name: SIGNAL });
    await until('all to end', async () => (await count('status=completed')) === RECORDS, 60_000);
  });
});

/** Drops files on the page, as somebody does who drags them there. */
async function drop(page: Page, files: Record<string, string>): Promise<void> {
  await page.evaluate((given) => {
    const dataTransfer = new DataTransfer();
    for (const [name, text] of Object.entries(given)) dataTransfer.items.add(new File([text], name));
    const target = document.querySelector('.drop-zone');
    for (const type of ['dragenter', 'dragover', 'drop']) {
      target?.dispatchEvent(new DragEvent(type, { dataTransfer, bubbles: true, cancelable: true }));
    }
  }, files);
}

/** Presses the button of the open dialog that does it. */
async function submit(page: Page): Promise<void> {
  const button = await until('the dialog', () => page.$('dialog[open] button[type=submit]'));
  await (button as ElementHandle<HTMLButtonElement>).click();
}
