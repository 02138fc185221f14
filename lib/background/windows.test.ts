/** In which window tabs open and come to the front, for a person who has several. */
import 'fake-indexeddb/auto';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { browser } from 'wxt/browser';
import type { TaskPage } from '../protocol/index.ts';
import { settled } from '../testing/ports.ts';
import { samplePage, sampleTask } from '../testing/samples.ts';
import { BOB, follows, Stage, YES } from '../testing/stage.ts';

const DEMO = 'http://demo.example:8100';

let stage: Stage;
beforeEach(async () => {
  stage = await Stage.open();
  stage.server.systems = [{ id: 'crm', kind: 'demo', name: 'CRM', origins: [DEMO] }];
  stage.world.granted.add('http://demo.example/*');
  for (const page of [samplePage('q'), onLead('a', '9'), onLead('b', '8')]) {
    stage.server.pages.set(page.task.id, page);
    stage.server.emit({ type: 'task.upserted', task: page.task });
  }
  await stage.begin();
});
afterEach(() => stage.close());

/** The page of a step that is done on the page of a lead. */
function onLead(id: string, lead: string): TaskPage {
  const target = { system: 'crm', type: 'lead', id: lead };
  return {
    task: sampleTask(id, { kind: 'open-edit-page', record: { ...target, title: null, url: null } }),
    hint: null,
    content: {
      ...{ kind: 'open-edit-page', recommendation: 'Fill it in.', conditions: [], results: [], offered: [] },
      ...{ target, confirmedBy: 'server', gone: false },
    },
  };
}

/** A tab on the page of a lead, with its host script. */
async function visit(lead: string, tab = stage.world.openTab(`${DEMO}/leads/${lead}`)) {
  const host = stage.lives.host(tab, `${DEMO}/leads/${lead}`, `document-${tab}`);
  host.say({ type: 'record', record: { type: 'lead', id: lead, title: null } });
  await settled();
  return { tab, host };
}

async function open(task: string): Promise<void> {
  await stage.lives.page().request({ type: 'task.open', task });
  await settled();
}

async function saveLead(tab: number, lead: string): Promise<void> {
  await (await stage.lives.background).requested({
    ...{ tab, method: 'PUT', url: `${DEMO}/api/leads/${lead}` },
    ...{ status: 200, redirect: null, loads: false },
  });
  await settled();
}

/** A step on a record, in a tab that the person has moved to another window. */
async function onErrand() {
  const { tab: home } = await visit('7');
  await open('a');
  const errand = last();
  if (!errand) throw new Error('Expected a tab for the step.');
  errand.windowId = 2;
  stage.world.front = 2;
  return { home, ...(await visit('9', errand.id)) };
}

const last = () => [...stage.world.tabs.values()].at(-1);

it('the tab of a step on a record comes to the front with its window, where another one is in use', async () => {
  await visit('7');
  stage.world.front = 2;
  stage.world.openTab('https://elsewhere.example/');
  await open('a');
  expect(last()).toMatchObject({ url: `${DEMO}/leads/9`, windowId: 2 });
  await open('a');
  expect(browser.windows.update).not.toHaveBeenCalled();
  stage.world.front = 1;
  await open('a');
  expect(stage.world.front).toBe(2);
  expect(stage.world.tabs.size).toBe(3);
});

it('a step that is done leads back to the window that the person came from', async () => {
  const { home, tab } = await onErrand();
  await saveLead(tab, '9');
  expect([...stage.world.tabs.keys()]).toEqual([home]);
  expect(stage.world.front).toBe(1);
});

it('a step that somebody else was faster with leads back there, too', async () => {
  const { tab, host } = await onErrand();
  const overlay = await stage.overlay(tab, host);
  stage.server.emit({ type: 'task.removed', task: 'a', end: BOB });
  await settled();
  await overlay.request({ type: 'overlay.close' });
  await settled();
  expect(stage.world.front).toBe(1);
});

it('what follows an answer opens in the window of the tab that acted, whichever is in front by then', async () => {
  const { tab, host } = await visit('7');
  await open('q');
  const overlay = await stage.overlay(tab, host);
  stage.world.front = 2;
  stage.server.onCommand = () => ({ ...follows(), open: [onLead('b', '8')] });
  await overlay.request({ type: 'task.complete', task: 'q', submission: YES });
  await settled();
  expect(last()).toMatchObject({ url: `${DEMO}/leads/8`, windowId: 1 });
});

it('what a page takes away opens in its window', async () => {
  const { host } = await visit('7');
  await open('q');
  stage.world.front = 2;
  host.say({ type: 'lost' });
  await settled();
  expect(last()).toMatchObject({ url: expect.stringContaining('/overlay.html?task=q'), windowId: 1 });
});
