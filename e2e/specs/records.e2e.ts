import type { Page } from 'puppeteer-core';
import { beforeAll, describe, expect, it } from 'vitest';
import type { InstanceDetails } from '../../lib/protocol/index.ts';
import type { Api } from '../../scripts/start/api.ts';
import { process } from '../../server/engine/testing/process-builder.ts';
import { axeFindings } from '../support/axe.ts';
import { overlayGone } from '../support/person.ts';
import { deploySmall, small, startSmall } from '../support/processes.ts';
import { runProcess } from '../support/steps.ts';
import { press, see, until } from '../support/ui.ts';
import { useWorld } from '../support/world.ts';

/** One step, done when its record is saved. */
const TOUCH = small(
  'touch',
  'Look it over',
  process({ record: 'demo:lead' })
    .start('in')
    .task('look', {
      ...{ name: 'Look over ${recordTitle}', assignee: '${startedBy}' },
      properties: { kind: 'open-edit-page', recommendation: 'Bring it up to date.' },
    })
    .end('out')
    .path('in', 'look', 'out'),
);

async function stateOf(api: Api, instance: string): Promise<string> {
  return (await api.get<InstanceDetails>(`/instances/${instance}`)).summary.status;
}

const tabs = async (page: Page) => (await page.browser().pages()).map((tab) => tab.url());

/** The tab that was opened with this address. */
async function tabOn(beside: Page, url: string): Promise<Page> {
  const page = await until(`a tab on ${url}`, async () =>
    (await beside.browser().pages()).find((tab) => tab.url().startsWith(url)),
  );
  await page.bringToFront();
  return page;
}

/** Somebody else saves it, elsewhere. */
async function change(url: string, values: Record<string, string>): Promise<void> {
  const headers = { 'Content-Type': 'application/json' };
  const { ok, status } = await fetch(url, { method: 'PUT', headers, body: JSON.stringify(values) });
  if (!ok) throw new Error(`Expected ${url} to be changed, got ${status}.`);
}

describe('a step on the page of a record', () => {
  const world = useWorld();
  beforeAll(async () => {
    const admin = await world.server.as('admin');
    const { origin } = world.crm('demo');
    await admin.put('/systems/demo/connection', { kind: 'demo', settings: { baseUrl: origin } });
  });

  it('[M11] [M12] [M13] [M20] is put off and resumed, tells what is missing until it is saved, then has a new record made and leads back', async () => {
    const alice = await world.person('alice');
    const { origin } = world.crm('demo');
    await change(`${origin}/api/leads/6`, { status: 'New', decisionOn: '' });
    const page = await alice.onPage(`${origin}/leads/6`);
    await runProcess(await alice.pressProcess(page), 'Complete a lead');
    const first = await alice.overlay(page);
    await press(first, 'button', 'Perform later');
    await press(first, 'button', 'Next Monday');
    await press(first, 'button', 'Reschedule');
    await overlayGone(page);
    await press(await alice.pressProcess(page), 'button', /^Complete Packing line inspection/);
    const band = await alice.overlay(page);
    await see(band, 'Fill in how and when Packing line inspection will be decided');
    await see(band, '2 things are still open');
    await see(band, 'Decision expected is filled in');
    expect(await axeFindings(band)).toEqual([]);

    // Nothing of ours is in the way, and nothing was written for the person.
    await page.select('#field-status', 'Qualified');
    await page.click('[data-action=save]');
    await see(band, '1 thing is still open');
    await page.type('#field-decisionOn', '01152027');
    await page.click('[data-action=save]');

    const fresh = await tabOn(page, `${origin}/contacts/new`);
    const other = await alice.overlay(fresh);
    await see(other, 'Make a contact of the person who asked');
    await see(other, /Ingrid Haugen/);
    await fresh.type('#field-name', 'Ingrid Haugen');
    await fresh.click('[data-action=save]');
    await until(
      'the tab to close',
      async () => !(await tabs(page)).some((url) => url.includes('/contacts/')),
    );
    const admin = await world.server.as('admin');
    const [instance] = (
      await admin.get<{ items: { id: string; status: string }[] }>('/instances?process=complete-a-lead')
    ).items;
    expect(instance?.status).toBe('completed');
    await overlayGone(page);
    await page.close();
  });

  it('[M11] is opened on its record from the list of tasks, and leads back to it', async () => {
    const admin = await world.server.as('admin');
    await deploySmall(admin, TOUCH);
    const alice = await world.person('alice');
    const { origin, kind } = world.crm('demo');
    const record = { system: kind, type: 'lead', id: '3', title: 'Site tablets', url: `${origin}/leads/3` };
    const instance = await startSmall(await world.server.as('alice'), TOUCH, record);
    const first = await alice.onPage(`${origin}/leads/1`);
    const overlay = await alice.pressProcess(first);
    await press(overlay, 'button', /^My tasks/);
    await press(overlay, 'button', /^Look over Site tablets/);
    const page = await tabOn(first, record.url);
    await see(await alice.overlay(page), 'It is done when you save the record.');
    await page.type('#field-notes', 'x');
    await page.click('[data-action=save]');
    await until('the tab to close', async () => !(await tabs(first)).includes(record.url));
    expect(await stateOf(admin, instance)).toBe('completed');
    await overlayGone(first);
    await first.close();
  });
});
