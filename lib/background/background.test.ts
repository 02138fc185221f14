import 'fake-indexeddb/auto';
import { deleteDB } from 'idb';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { DATABASE_NAME } from '../cache/database.ts';
import type { PageClient } from '../messaging/page-client.ts';
import {
  type CommandResult,
  type ProtocolError,
  type Submission,
  type TaskEnd,
  wireError,
} from '../protocol/index.ts';
import { EXTENSION, type FakeWorld, openWorld } from '../testing/browser.ts';
import { FakeAuth } from '../testing/fake-auth.ts';
import { FakeServer } from '../testing/fake-server.ts';
import { type FakeHost, Lives } from '../testing/life.ts';
import { settled } from '../testing/ports.ts';
import { SAMPLE_PROCESS, SAMPLE_SYSTEM, samplePage, sampleTask } from '../testing/samples.ts';

const CRM = 'http://crm.example:8000';
const RECORD = { type: 'sale.opportunity', id: '7', title: 'Big deal' };
const LINKED = { system: 'tryton-main', ...RECORD, url: `${CRM}/#7` };
const BOX = { x: 1, y: 2, width: 3, height: 4 };
const ANSWER: Submission = { kind: 'user-dialog', answers: ['yes'] };
const BOB: TaskEnd = { reason: 'completed', by: { id: 'bob', name: 'Bob' }, at: '2026-01-01T10:00:00Z' };

let world: FakeWorld;
let server: FakeServer;
let auth: FakeAuth;
let lives: Lives;

beforeEach(async () => {
  world = openWorld();
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'Date'] });
  await deleteDB(DATABASE_NAME);
  server = new FakeServer();
  auth = new FakeAuth();
  server.systems = [SAMPLE_SYSTEM];
  server.processes = [SAMPLE_PROCESS];
  world.granted.add('http://crm.example/*');
});
afterEach(() => {
  lives.end();
  vi.useRealTimers();
});

const begin = async () => {
  lives = new Lives(DATABASE_NAME, server, auth);
  await settled();
};
const pass = async (ms: number) => {
  for (let left = ms; left > 0; left -= 500) {
    await vi.advanceTimersByTimeAsync(Math.min(left, 500));
    await settled(30);
  }
};
const follows = (...tasks: string[]): CommandResult => ({
  ...{ instance: 'i', ended: false },
  open: tasks.map(samplePage),
});
/** A tab on a record of the CRM, its host script, and the overlay as soon as it is shown. */
const visit = async () => {
  const tab = world.openTab(`${CRM}/#7`);
  const host = lives.host(tab, `${CRM}/#7`);
  host.say({ type: 'record', record: RECORD });
  await settled();
  return { tab, host };
};
const overlayOf = async (tab: number, host: FakeHost) => {
  const overlay = lives.overlay(tab, host.heard('show').at(-1)?.nonce ?? 'none');
  await settled();
  return overlay;
};
const shown = async (client: PageClient) => {
  const overlay = client.watch({ kind: 'overlay' });
  await settled();
  return overlay.value;
};
const errorOf = (request: Promise<void>) =>
  request.then(
    () => null,
    (error: ProtocolError) => error.wire,
  );

describe('on a record', () => {
  it('gives the host script its site and how many tasks wait', async () => {
    server.emit({ type: 'task.upserted', task: sampleTask('a', { record: LINKED }) });
    await begin();
    const { host } = await visit();
    expect(host.heard('site')[0]?.site).toMatchObject({ kind: 'tryton' });
    expect(host.heard('count').at(-1)).toEqual({ type: 'count', waiting: 1 });
    server.emit({ type: 'task.upserted', task: sampleTask('b', { record: LINKED }) });
    await settled();
    expect(host.heard('count').at(-1)).toEqual({ type: 'count', waiting: 2 });
  });

  it('runs a process from the menu, page after page, and ends on the CRM page', async () => {
    server.onCommand = (command) =>
      command.type === 'process.start' ? follows('a') : command.task === 'a' ? follows('b', 'c') : follows();
    await begin();
    const { tab, host } = await visit();
    host.say({ type: 'menu', box: BOX });
    await settled();
    expect(host.heard('show').at(-1)).toMatchObject({ view: 'menu', box: BOX });
    const overlay = await overlayOf(tab, host);
    const menu = overlay.watch({ kind: 'menu' });
    await settled();
    expect(menu.value).toMatchObject({ record: LINKED, processes: [SAMPLE_PROCESS], starting: null });

    await overlay.request({ type: 'process.start', process: 'qualify-lead', record: LINKED });
    await settled();
    expect(await shown(overlay)).toMatchObject({ view: 'page', task: 'a', depth: 0 });

    const page = overlay.watch({ kind: 'page', task: 'a' });
    await settled();
    expect(page.value).toMatchObject({ state: 'open', sending: 'none', page: { task: { id: 'a' } } });
    await overlay.request({ type: 'task.complete', task: 'a', submission: ANSWER });
    await settled();
    expect(await shown(overlay)).toMatchObject({ view: 'page', task: 'b', depth: 1 });
    await overlay.request({ type: 'task.complete', task: 'b', submission: ANSWER });
    await settled();
    expect(await shown(overlay)).toMatchObject({ view: 'page', task: 'c', depth: 0 });
    await overlay.request({ type: 'overlay.close' });
    expect(await shown(overlay)).toMatchObject({ view: 'hidden' });
    expect(host.heard('hide')).not.toEqual([]);
    expect(server.effects).toHaveLength(3);
  });

  it('does not start a process on a record that the tab has left', async () => {
    await begin();
    const { tab, host } = await visit();
    host.say({ type: 'menu', box: BOX });
    await settled();
    const overlay = await overlayOf(tab, host);
    host.say({ type: 'record', record: { ...RECORD, id: '8' } });
    await settled();
    const start = overlay.request({ type: 'process.start', process: 'qualify-lead', record: LINKED });
    expect(await errorOf(start)).toMatchObject({ code: 'process-unfit' });
    expect(server.effects).toEqual([]);
  });

  it('tells in the menu why a process could not start, and only there', async () => {
    const error = wireError('not-allowed', { permission: 'run-processes', who: 'Ada' });
    server.onCommand = () => error;
    await begin();
    const { tab, host } = await visit();
    host.say({ type: 'menu', box: BOX });
    await settled();
    const overlay = await overlayOf(tab, host);
    const menu = overlay.watch({ kind: 'menu' });
    const status = overlay.watch({ kind: 'status' });
    await overlay.request({ type: 'process.start', process: 'qualify-lead', record: LINKED });
    await settled();
    expect(menu.value).toMatchObject({ starting: null, error });
    expect(status.value?.refused).toEqual([]);
  });

  it('asks the host script whether the overlay is really what the person sees', async () => {
    await begin();
    const { tab, host } = await visit();
    host.say({ type: 'menu', box: BOX });
    await settled();
    const overlay = await overlayOf(tab, host);
    const covered = errorOf(overlay.request({ type: 'overlay.probe' }));
    await settled();
    host.say({ type: 'probed', id: host.heard('probe')[0]?.id ?? 0, problem: 'Something lies over it.' });
    expect(await covered).toMatchObject({ code: 'overlay-covered' });
    const clear = errorOf(overlay.request({ type: 'overlay.probe' }));
    await settled();
    host.say({ type: 'probed', id: host.heard('probe')[1]?.id ?? 0, problem: null });
    expect(await clear).toBeNull();
    const silent = errorOf(overlay.request({ type: 'overlay.probe' }));
    await pass(2500);
    expect(await silent).toMatchObject({ code: 'overlay-covered' });
  });
});

describe('when the background is ended', () => {
  it('at any moment of a command, its page follows and its effect is there once', async () => {
    server.onCommand = () => follows('a');
    await begin();
    const { tab, host } = await visit();
    host.say({ type: 'menu', box: BOX });
    await settled();
    const overlay = await overlayOf(tab, host);
    for (let turns = 0; turns < 25; turns += 1) {
      const effects = server.effects.length;
      const done = overlay.request({ type: 'process.start', process: 'qualify-lead', record: LINKED });
      await settled(turns);
      lives.restart();
      await pass(2000);
      await expect(done).resolves.toBeUndefined();
      expect(server.effects).toHaveLength(effects + 1);
      expect(await shown(overlay)).toMatchObject({ view: 'page', task: 'a' });
    }
  });

  it('drafts, open pages and unsent commands are there again', async () => {
    server.pages.set('a', samplePage('a'));
    server.emit({ type: 'task.upserted', task: sampleTask('a') });
    await begin();
    const { tab, host } = await visit();
    host.say({ type: 'menu', box: BOX });
    await settled();
    const overlay = await overlayOf(tab, host);
    await overlay.request({ type: 'task.open', task: 'a' });
    const page = overlay.watch({ kind: 'page', task: 'a' });
    await settled();
    await overlay.request({ type: 'draft.save', task: 'a', draft: { $answers: ['yes'] } });
    server.reachable = false;
    server.cut();
    await overlay.request({ type: 'task.complete', task: 'a', submission: ANSWER });
    await settled();
    expect(page.value).toMatchObject({ sending: 'queued' });
    lives.restart();
    await pass(1000);
    const back = lives.host(tab, `${CRM}/#7`);
    await settled();
    expect(back.heard('show').at(-1)).toMatchObject({ view: 'page' });
    expect(page.value).toMatchObject({ state: 'open', sending: 'queued', draft: { $answers: ['yes'] } });
    server.reachable = true;
    await pass(40_000);
    expect(server.effects).toHaveLength(1);
    expect(await shown(overlay)).toMatchObject({ view: 'hidden' });
  });

  it('a full reload of the CRM page shows the open page again, and no menu', async () => {
    server.emit({ type: 'task.upserted', task: sampleTask('a') });
    await begin();
    const { tab, host } = await visit();
    host.say({ type: 'menu', box: BOX });
    await settled();
    await (await overlayOf(tab, host)).request({ type: 'task.open', task: 'a' });
    host.say({ type: 'menu', box: BOX });
    host.port.disconnect();
    await settled();
    const next = lives.host(tab, `${CRM}/#7`, 'document-2');
    await settled();
    expect(next.heard('show')).toMatchObject([{ view: 'page' }]);
  });
});

describe('a task that somebody else ended', () => {
  it('tells who has its page open, and keeps the draft until they close it', async () => {
    server.pages.set('a', samplePage('a'));
    server.emit({ type: 'task.upserted', task: sampleTask('a') });
    await begin();
    const { tab, host } = await visit();
    host.say({ type: 'menu', box: BOX });
    await settled();
    const overlay = await overlayOf(tab, host);
    await overlay.request({ type: 'task.open', task: 'a' });
    const page = overlay.watch({ kind: 'page', task: 'a' });
    await overlay.request({ type: 'draft.save', task: 'a', draft: { name: 'half' } });
    await settled();
    server.emit({ type: 'task.removed', task: 'a', end: BOB });
    server.pages.delete('a');
    await settled();
    expect(page.value).toMatchObject({ state: 'ended', end: BOB, draft: { name: 'half' } });
    await overlay.request({ type: 'overlay.close' });
    await settled();
    expect(page.value).toMatchObject({ state: 'missing', draft: null });
  });

  it('gives back what was submitted too late', async () => {
    const error = wireError('task-closed', { reason: 'completed', by: 'Bob', at: 'noon' });
    server.pages.set('a', samplePage('a'));
    server.emit({ type: 'task.upserted', task: sampleTask('a') });
    server.onCommand = () => error;
    await begin();
    const popup = lives.page();
    const page = popup.watch({ kind: 'page', task: 'a' });
    const status = popup.watch({ kind: 'status' });
    await settled();
    await popup.request({ type: 'task.complete', task: 'a', submission: ANSWER });
    await settled();
    expect(page.value).toMatchObject({ sending: 'refused', error, draft: { $answers: ['yes'] } });
    const [refusal] = status.value?.refused ?? [];
    expect(refusal).toMatchObject({ task: 'a', title: 'Task a', error });
    await popup.request({ type: 'refusal.dismiss', command: refusal?.command ?? '' });
    await settled();
    expect(status.value?.refused).toEqual([]);
  });
});

describe('from the popup', () => {
  beforeEach(() => {
    server.emit({ type: 'task.upserted', task: sampleTask('a') });
    server.pages.set('a', samplePage('a'));
  });

  it('a task opens over the CRM page that the person looks at', async () => {
    await begin();
    const { host } = await visit();
    await lives.page().request({ type: 'task.open', task: 'a' });
    await settled();
    expect(host.heard('show').at(-1)).toMatchObject({ view: 'page' });
  });

  it('a task opens over a granted page that has no host script yet', async () => {
    await begin();
    const tab = world.openTab(`${CRM}/start`);
    let host: FakeHost | null = null;
    world.onInject = (_, file) => {
      if (file === '/host.js') host = lives.host(tab, `${CRM}/start`);
    };
    await lives.page().request({ type: 'task.open', task: 'a' });
    await settled();
    expect((host as FakeHost | null)?.heard('show').at(-1)).toMatchObject({ view: 'page' });
  });

  it('a task opens in a tab of its own elsewhere, and the tab closes after the last page', async () => {
    await begin();
    const elsewhere = world.openTab('https://news.example/');
    await lives.page().request({ type: 'task.open', task: 'a' });
    const tab = [...world.tabs.keys()].find((id) => id !== elsewhere) ?? 0;
    expect(world.tabs.get(tab)?.url).toBe(`${EXTENSION}/overlay.html?task=a`);
    const alone = lives.page({ url: `${EXTENSION}/overlay.html?task=a`, tab: { id: tab }, frameId: 0 });
    expect(await shown(alone)).toMatchObject({ view: 'page', task: 'a' });
    await alone.request({ type: 'task.complete', task: 'a', submission: ANSWER });
    await settled();
    expect(world.tabs.has(tab)).toBe(false);
  });

  it('lists, counts and watches what waits', async () => {
    await begin();
    const popup = lives.page();
    const list = popup.watch({ kind: 'tasks', future: false, record: null, limit: 10 });
    const status = popup.watch({ kind: 'status' });
    await settled();
    expect(list.value).toMatchObject({ total: 1, items: [{ id: 'a' }] });
    expect(status.value).toMatchObject({ link: 'live', attention: 1, user: { id: 'ada' } });
    expect(world.badge.text).toBe('1');
    server.emit({ type: 'task.removed', task: 'a', end: BOB });
    await settled();
    expect(list.value).toMatchObject({ total: 0 });
    expect(world.badge.text).toBe('');
  });
});

describe('what does not belong here', () => {
  it('a frame without the nonce of its own tab sees nothing', async () => {
    await begin();
    const { tab, host } = await visit();
    host.say({ type: 'menu', box: BOX });
    await settled();
    const { nonce = '' } = host.heard('show').at(-1) ?? {};
    const other = world.openTab('https://evil.example/');
    for (const thief of [lives.overlay(other, nonce), lives.overlay(tab, 'guessed')]) {
      const status = thief.watch({ kind: 'status' });
      await settled();
      expect(status.value).toBeNull();
      expect(thief.connected.value).toBe(false);
    }
    const rightful = await overlayOf(tab, host);
    expect(await shown(rightful)).toMatchObject({ view: 'menu' });
    const second = lives.overlay(tab, nonce, 'frame-2');
    expect(await shown(second)).toBeNull();
  });

  it('a frame that never redeems a nonce is turned away', async () => {
    await begin();
    const frame = lives.page({ url: `${EXTENSION}/overlay.html`, tab: { id: 9 }, frameId: 2 });
    expect(await shown(frame)).toBeNull();
  });

  it('a content script that plays a page is turned away', async () => {
    await begin();
    const fake = lives.page({ url: `${CRM}/#7`, tab: { id: 1 }, frameId: 0 });
    const status = fake.watch({ kind: 'status' });
    await settled();
    expect(status.value).toBeNull();
  });

  it('a host script of a site that was not granted hears nothing of tasks', async () => {
    world.granted.clear();
    server.emit({ type: 'task.upserted', task: sampleTask('a', { record: LINKED }) });
    await begin();
    const { host } = await visit();
    expect(host.heard('site')).toEqual([{ type: 'site', site: null }]);
    expect(host.heard('count')).toEqual([]);
  });

  it('a host script says only what the contract lets it', async () => {
    const warn = vi.spyOn(console, 'warn').mockImplementation(() => undefined);
    await begin();
    const { host } = await visit();
    host.port.postMessage({ type: 'request', id: 1, request: { type: 'sign-out' } });
    host.port.postMessage({ type: 'record', record: { ...RECORD, system: 'another' } });
    await settled();
    expect(warn).toHaveBeenCalledTimes(2);
    expect(auth.current.signedIn).toBe(true);
  });

  it('a page that sends what no page sends is told so, and nothing changes', async () => {
    await begin();
    const popup = lives.page();
    const bad = popup.request({ type: 'server.set', url: 'not an address' });
    expect(await errorOf(bad)).toMatchObject({ code: 'message-malformed' });
    expect(
      await errorOf(popup.request({ type: 'task.complete', task: 'x', submission: ANSWER })),
    ).toMatchObject({
      code: 'task-unknown',
    });
    const unknown = popup.request({ type: 'process.start', process: 'none', record: null });
    expect(await errorOf(unknown)).toMatchObject({ code: 'process-unknown' });
    expect(server.effects).toEqual([]);
  });

  it('a frame does not change what the whole extension does', async () => {
    await begin();
    const { tab, host } = await visit();
    host.say({ type: 'menu', box: BOX });
    await settled();
    const overlay = await overlayOf(tab, host);
    expect(await errorOf(overlay.request({ type: 'server.set', url: 'http://evil.example' }))).toMatchObject({
      code: 'message-malformed',
    });
  });

  it('a submission too large for the server is refused before it is stored', async () => {
    server.emit({ type: 'task.upserted', task: sampleTask('a') });
    await begin();
    const values = Object.fromEntries(Array.from({ length: 20 }, (_, n) => [`f${n}`, 'x'.repeat(20_000)]));
    const popup = lives.page();
    const large = popup.request({
      ...{ type: 'task.complete', task: 'a' },
      submission: { kind: 'auto-generated-page', button: 'ok', values },
    });
    expect(await errorOf(large)).toMatchObject({ code: 'message-too-large' });
  });
});

describe('access to sites', () => {
  const trigger = 'trigger http://crm.example/*';

  it('registers the trigger where it was granted, and starts it in open tabs', async () => {
    world.granted.clear();
    const tab = world.openTab(`${CRM}/#7`);
    await begin();
    expect([...world.registered.keys()]).toEqual([]);
    world.granted.add('http://crm.example/*');
    await (await lives.background).accessChanged();
    expect(world.registered.get(trigger)).toMatchObject({
      matches: ['http://crm.example/*'],
      js: ['/content-scripts/trigger.js'],
    });
    expect(world.injected).toEqual([{ tab, file: '/content-scripts/trigger.js' }]);
  });

  it('takes it away again, and tells the scripts that run', async () => {
    await begin();
    const { host } = await visit();
    world.granted.clear();
    await (await lives.background).accessChanged();
    await settled();
    expect([...world.registered.keys()]).toEqual([]);
    expect(host.heard('site').at(-1)).toEqual({ type: 'site', site: null });
  });

  it('brings the host script to the tab whose trigger asks, if it may', async () => {
    await begin();
    const background = await lives.background;
    const asks = async (url: string) => {
      const tab = world.openTab(url);
      world.onInject = () => void lives.host(tab, url);
      const sender = { id: 'test-extension-id', url, tab: { id: tab }, frameId: 0 };
      await background.told({ type: 'record-page' }, sender);
      return tab;
    };
    const good = await asks(`${CRM}/#7`);
    await asks('https://evil.example/');
    await background.told({ type: 'something' }, { id: 'test-extension-id', tab: { id: good }, frameId: 0 });
    expect(world.injected.filter(({ file }) => file === '/host.js')).toEqual([
      { tab: good, file: '/host.js' },
    ]);
  });

  it('lists every origin that the server names', async () => {
    const unknown = { ...SAMPLE_SYSTEM, id: 'x', kind: 'nobody-knows', origins: ['https://x.example/app/'] };
    server.systems = [SAMPLE_SYSTEM, unknown];
    await begin();
    const sites = lives.page().watch({ kind: 'sites' });
    await settled();
    expect(sites.value).toEqual([
      { system: SAMPLE_SYSTEM, origin: CRM, granted: true, known: true },
      { system: unknown, origin: 'https://x.example', granted: false, known: false },
    ]);
  });
});

describe('signing out', () => {
  it('leaves nothing to see, and says so on the badge', async () => {
    server.emit({ type: 'task.upserted', task: sampleTask('a') });
    await begin();
    const popup = lives.page();
    const status = popup.watch({ kind: 'status' });
    await popup.request({ type: 'sign-out' });
    await settled();
    expect(status.value).toMatchObject({ link: 'signed-out', user: null, attention: 0 });
    expect(world.badge).toMatchObject({ text: '!', title: 'badgeNoTasks – badgeSignedOut' });
    await popup.request({ type: 'sign-in' });
    await settled();
    expect(status.value).toMatchObject({ link: 'live', attention: 1 });
  });
});
