import 'fake-indexeddb/auto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { browser } from 'wxt/browser';
import { wireError } from '../protocol/index.ts';
import { EXTENSION } from '../testing/browser.ts';
import type { FakeHost } from '../testing/life.ts';
import { settled } from '../testing/ports.ts';
import { ALL_TASKS, SAMPLE_PROCESS, samplePage, sampleTask } from '../testing/samples.ts';
import { BOB, BOX, CRM, errorOf, follows, LINKED, RECORD, Stage, shown, YES } from '../testing/stage.ts';

let stage: Stage;

beforeEach(async () => {
  stage = await Stage.open();
});
afterEach(() => stage.close());
const begun = async () => {
  await stage.begin();
  return stage;
};

describe('an order', () => {
  it('that opens the step of somebody else brings its page: it is in no list of mine', async () => {
    stage.server.onOrder = () => ({ type: 'page', page: samplePage('theirs') });
    await stage.begin();
    const log = stage.lives.page();
    await log.order({ type: 'step.open', instance: 'i', step: 's' });
    const page = log.watch({ kind: 'page', task: 'theirs' });
    await settled();
    expect(page.value).toMatchObject({ state: 'open', page: { task: { id: 'theirs' } } });
  });
});

describe('on a record', () => {
  it('has the server asked whenever a step is opened, also one whose page is stored here', async () => {
    stage.server.emit({ type: 'task.upserted', task: sampleTask('a', { record: LINKED }) });
    stage.server.pages.set('a', samplePage('a'));
    await stage.begin();
    const { overlay } = await stage.press();
    const page = overlay.watch({ kind: 'page', task: 'a' });
    const asked = () =>
      stage.server.heard.filter((said) => said.type === 'query' && said.query.type === 'task.page').length;
    await settled();
    expect([page.value?.state, asked()]).toEqual(['open', 1]);
    await overlay.request({ type: 'task.open', task: 'a' });
    await settled();
    expect([page.value?.state, asked()]).toEqual(['open', 2]);
    stage.server.pages.clear();
    await overlay.request({ type: 'task.open', task: 'a' });
    await settled();
    expect([page.value?.state, asked()]).toEqual(['open', 3]);
  });

  it('gives the host script its site and how many tasks wait', async () => {
    stage.server.emit({ type: 'task.upserted', task: sampleTask('a', { record: LINKED }) });
    await stage.begin();
    const { host } = await stage.visit();
    expect(host.heard('site')[0]?.site).toMatchObject({ kind: 'tryton' });
    expect(host.heard('count').at(-1)).toEqual({ type: 'count', waiting: 1 });
    stage.server.emit({ type: 'task.upserted', task: sampleTask('b', { record: LINKED }) });
    await settled();
    expect(host.heard('count').at(-1)).toEqual({ type: 'count', waiting: 2 });
  });

  it('runs a process from the menu, page after page, and ends on the CRM page', async () => {
    stage.server.onCommand = (command) =>
      command.type === 'process.start'
        ? follows('a')
        : command.type === 'task.complete' && command.task === 'a'
          ? follows('b', 'c')
          : follows();
    await stage.begin();
    const { tab, host } = await stage.visit();
    host.say({ type: 'menu', box: BOX, selected: null });
    await settled();
    expect(host.heard('show').at(-1)).toMatchObject({ view: 'menu', box: BOX });
    const overlay = await stage.overlay(tab, host);
    const menu = overlay.watch({ kind: 'menu' });
    await settled();
    expect(menu.value).toMatchObject({ record: LINKED, processes: [SAMPLE_PROCESS], starting: null });

    await overlay.request({ type: 'process.start', process: 'qualify-lead', record: LINKED });
    await settled();
    expect(await shown(overlay)).toMatchObject({ view: 'page', task: 'a', depth: 0 });

    const page = overlay.watch({ kind: 'page', task: 'a' });
    await settled();
    expect(page.value).toMatchObject({ state: 'open', sending: 'none', page: { task: { id: 'a' } } });
    await overlay.request({ type: 'task.complete', task: 'a', submission: YES });
    await settled();
    expect(await shown(overlay)).toMatchObject({ view: 'page', task: 'b', depth: 1 });
    await overlay.request({ type: 'task.complete', task: 'b', submission: YES });
    await settled();
    expect(await shown(overlay)).toMatchObject({ view: 'page', task: 'c', depth: 0 });
    await overlay.request({ type: 'overlay.close' });
    expect(await shown(overlay)).toMatchObject({ view: 'hidden' });
    expect(host.heard('hide')).not.toEqual([]);
    expect(stage.server.effects).toHaveLength(3);
  });

  it('does not start a process on a record that the tab has left', async () => {
    await stage.begin();
    const { host, overlay } = await stage.press();
    host.say({ type: 'record', record: { ...RECORD, id: '8' } });
    await settled();
    const start = overlay.request({ type: 'process.start', process: 'qualify-lead', record: LINKED });
    expect(await errorOf(start)).toMatchObject({ code: 'process-unfit' });
    expect(stage.server.effects).toEqual([]);
  });

  it('tells in the menu why a process could not start, and only there', async () => {
    const error = wireError('not-allowed', { permission: 'run-processes', who: 'Ada' });
    stage.server.onCommand = () => error;
    await stage.begin();
    const { overlay } = await stage.press();
    const menu = overlay.watch({ kind: 'menu' });
    const status = overlay.watch({ kind: 'status' });
    await overlay.request({ type: 'process.start', process: 'qualify-lead', record: LINKED });
    await settled();
    expect(menu.value).toMatchObject({ starting: null, error });
    expect(status.value?.refused).toEqual([]);
  });

  it('asks the host script whether the overlay is really what the person sees', async () => {
    await stage.begin();
    const { host, overlay } = await stage.press();
    const covered = errorOf(overlay.request({ type: 'overlay.probe' }));
    await settled();
    const probed = { type: 'probed' as const, id: host.heard('probe')[0]?.id ?? 0 };
    // A page may not put words of its own into ours.
    host.say({ ...probed, problem: 'Call 555 0100 to go on' as never });
    host.say({ ...probed, problem: 'covered' });
    expect(await covered).toMatchObject({
      code: 'overlay-covered',
      details: { problem: { phrase: 'covered' } },
    });
    const clear = errorOf(overlay.request({ type: 'overlay.probe' }));
    await settled();
    host.say({ type: 'probed', id: host.heard('probe')[1]?.id ?? 0, problem: null });
    expect(await clear).toBeNull();
    const silent = errorOf(overlay.request({ type: 'overlay.probe' }));
    await stage.pass(2500);
    expect(await silent).toMatchObject({ code: 'overlay-covered' });
  });

  it('pages that a CRM page takes away are shown in a tab of their own, in the same order', async () => {
    stage.server.onCommand = () => follows('a', 'b');
    await stage.begin();
    const { tab, host, overlay } = await stage.press();
    await overlay.request({ type: 'process.start', process: 'qualify-lead', record: LINKED });
    await settled();
    host.say({ type: 'lost' });
    await settled();
    expect(await shown(overlay)).toMatchObject({ view: 'hidden' });
    expect([...stage.world.tabs.values()].filter(({ id }) => id !== tab)).toMatchObject([
      { url: `${EXTENSION}/overlay.html?task=a`, active: true },
    ]);
    const alone = [...stage.world.tabs.keys()].find((id) => id !== tab) ?? 0;
    const page = stage.lives.page({
      url: `${EXTENSION}/overlay.html?task=a`,
      tab: { id: alone },
      frameId: 0,
    });
    expect(await shown(page)).toMatchObject({ view: 'page', task: 'a', depth: 1 });
  });

  it('a menu that a CRM page takes away is only closed', async () => {
    await stage.begin();
    const { host, overlay } = await stage.press();
    host.say({ type: 'lost' });
    await settled();
    expect(await shown(overlay)).toMatchObject({ view: 'hidden' });
    expect(stage.world.tabs.size).toBe(1);
  });
});

describe('when the link is lost', () => {
  it('a command that was sent and not answered waits for the link again, and its page says so', async () => {
    stage.server.pages.set('a', samplePage('a'));
    stage.server.emit({ type: 'task.upserted', task: sampleTask('a') });
    await stage.begin();
    const { overlay } = await stage.press();
    const page = overlay.watch({ kind: 'page', task: 'a' });
    stage.server.mute = true;
    await overlay.request({ type: 'task.complete', task: 'a', submission: YES });
    await settled();
    expect(page.value).toMatchObject({ sending: 'sending' });
    stage.server.reachable = false;
    stage.server.cut();
    await settled();
    expect(page.value).toMatchObject({ sending: 'queued' });
    stage.server.mute = false;
    stage.server.reachable = true;
    await stage.pass(40_000);
    expect(stage.server.effects).toHaveLength(1);
    expect(page.value).toMatchObject({ sending: 'none' });
  });
});

describe('when the background is ended', () => {
  it('at any moment of a command, its page follows and its effect is there once', async () => {
    const { server, lives } = await begun();
    server.onCommand = () => follows(`page-${server.effects.length}`);
    const { overlay } = await stage.press();
    for (let turns = 0; turns < 25; turns += 1) {
      const effects = server.effects.length;
      const done = overlay.request({ type: 'process.start', process: 'qualify-lead', record: LINKED });
      await settled(turns);
      lives.restart();
      await stage.pass(2000);
      await expect(done).resolves.toBeUndefined();
      expect(server.effects).toHaveLength(effects + 1);
      expect(await shown(overlay)).toMatchObject({ view: 'page', task: `page-${effects}` });
    }
  });

  it('drafts, open pages and unsent commands are there again', async () => {
    stage.server.pages.set('a', samplePage('a'));
    stage.server.emit({ type: 'task.upserted', task: sampleTask('a') });
    await stage.begin();
    const { tab, overlay } = await stage.press();
    await overlay.request({ type: 'task.open', task: 'a' });
    const page = overlay.watch({ kind: 'page', task: 'a' });
    await settled();
    await overlay.request({ type: 'draft.save', task: 'a', draft: { $answers: ['yes'] } });
    stage.server.reachable = false;
    stage.server.cut();
    await overlay.request({ type: 'task.complete', task: 'a', submission: YES });
    await settled();
    expect(page.value).toMatchObject({ sending: 'queued' });
    stage.lives.restart();
    await stage.pass(1000);
    const back = stage.lives.host(tab, `${CRM}/#7`);
    await settled();
    expect(back.heard('show').at(-1)).toMatchObject({ view: 'page' });
    expect(page.value).toMatchObject({ state: 'open', sending: 'queued', draft: { $answers: ['yes'] } });
    stage.server.reachable = true;
    await stage.pass(40_000);
    expect(stage.server.effects).toHaveLength(1);
    expect(await shown(overlay)).toMatchObject({ view: 'hidden' });
  });

  it('for an update of the extension, what was typed and not yet sent is there in the next one', async () => {
    stage.server.pages.set('a', samplePage('a'));
    stage.server.emit(
      { type: 'task.upserted', task: sampleTask('a', { record: LINKED }) },
      { type: 'task.upserted', task: sampleTask('b') },
    );
    await stage.begin();
    const { overlay } = await stage.press();
    await overlay.request({ type: 'task.open', task: 'a' });
    await overlay.request({ type: 'draft.save', task: 'a', draft: { note: 'half a' } });
    const { system, type, id } = LINKED;
    const record = { system, type, id };
    const draft = { kind: 'task', id: 'new', title: 'Call ba', due: '' } as const;
    await overlay.request({ type: 'by-hand.save', record, draft });
    stage.server.reachable = false;
    stage.server.cut();
    await overlay.request({ type: 'task.complete', task: 'b', submission: YES });
    await settled();
    // Unlike a background that is only ended, an old extension takes its session with it, and its pages.
    overlay.close();
    stage.lives.end();
    await browser.storage.session.clear();
    stage.server.reachable = true;
    stage.lives.restart();
    await stage.pass(40_000);
    expect(stage.server.effects).toMatchObject([{ type: 'task.complete', task: 'b' }]);
    const again = (await stage.press()).overlay;
    expect(await shown(again)).toMatchObject({ view: 'menu', depth: 0 });
    await again.request({ type: 'task.open', task: 'a' });
    const page = again.watch({ kind: 'page', task: 'a' });
    await settled();
    expect(page.value).toMatchObject({ state: 'open', draft: { note: 'half a' } });
    const begun = again.watch({ kind: 'by-hand', record });
    const elsewhere = again.watch({ kind: 'by-hand', record: { ...record, id: 'other' } });
    await settled();
    expect([begun.value, elsewhere.value]).toEqual([{ draft }, { draft: null }]);
    await again.request({ type: 'by-hand.save', record, draft: null });
    await settled();
    expect(begun.value).toEqual({ draft: null });
  });

  it('a full reload of the CRM page shows the open page again, and no menu', async () => {
    stage.server.emit({ type: 'task.upserted', task: sampleTask('a') });
    await stage.begin();
    const { tab, host } = await stage.visit();
    host.say({ type: 'menu', box: BOX, selected: null });
    await settled();
    await (await stage.overlay(tab, host)).request({ type: 'task.open', task: 'a' });
    host.say({ type: 'menu', box: BOX, selected: null });
    host.port.disconnect();
    await settled();
    const next = stage.lives.host(tab, `${CRM}/#7`, 'document-2');
    await settled();
    expect(next.heard('show')).toMatchObject([{ view: 'page' }]);
  });
});

describe('a task that somebody else ended', () => {
  it('tells who has its page open, and keeps the draft until they close it', async () => {
    stage.server.pages.set('a', samplePage('a'));
    stage.server.emit({ type: 'task.upserted', task: sampleTask('a') });
    await stage.begin();
    const { overlay } = await stage.press();
    await overlay.request({ type: 'task.open', task: 'a' });
    const page = overlay.watch({ kind: 'page', task: 'a' });
    await overlay.request({ type: 'draft.save', task: 'a', draft: { name: 'half' } });
    await settled();
    stage.server.emit({ type: 'task.removed', task: 'a', end: BOB });
    stage.server.pages.delete('a');
    await settled();
    expect(page.value).toMatchObject({ state: 'ended', end: BOB, draft: { name: 'half' } });
    await overlay.request({ type: 'overlay.close' });
    await settled();
    expect(page.value).toMatchObject({ state: 'missing', draft: null });
  });

  it('gives back what was submitted too late', async () => {
    const error = wireError('task-closed', { reason: 'completed', by: 'Bob', at: 'noon' });
    stage.server.pages.set('a', samplePage('a'));
    stage.server.emit({ type: 'task.upserted', task: sampleTask('a') });
    stage.server.onCommand = () => error;
    await stage.begin();
    const popup = stage.lives.page();
    const page = popup.watch({ kind: 'page', task: 'a' });
    const status = popup.watch({ kind: 'status' });
    await settled();
    await popup.request({ type: 'task.complete', task: 'a', submission: YES });
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
    stage.server.emit({ type: 'task.upserted', task: sampleTask('a') });
    stage.server.pages.set('a', samplePage('a'));
  });

  it('a task opens over the CRM page that the person looks at', async () => {
    await stage.begin();
    const { host } = await stage.visit();
    await stage.lives.page().request({ type: 'task.open', task: 'a' });
    await settled();
    expect(host.heard('show').at(-1)).toMatchObject({ view: 'page' });
  });

  it('a task opens over a granted page that has no host script yet', async () => {
    await stage.begin();
    const tab = stage.world.openTab(`${CRM}/start`);
    let host: FakeHost | null = null;
    stage.world.onInject = (_, file) => {
      if (file === '/host.js') host = stage.lives.host(tab, `${CRM}/start`);
    };
    await stage.lives.page().request({ type: 'task.open', task: 'a' });
    await settled();
    expect((host as FakeHost | null)?.heard('show').at(-1)).toMatchObject({ view: 'page' });
  });

  it('a task opens in a tab of its own elsewhere, and the tab closes after the last page', async () => {
    await stage.begin();
    const elsewhere = stage.world.openTab('https://news.example/');
    await stage.lives.page().request({ type: 'task.open', task: 'a' });
    const tab = [...stage.world.tabs.keys()].find((id) => id !== elsewhere) ?? 0;
    expect(stage.world.tabs.get(tab)?.url).toBe(`${EXTENSION}/overlay.html?task=a`);
    const alone = stage.lives.page({ url: `${EXTENSION}/overlay.html?task=a`, tab: { id: tab }, frameId: 0 });
    expect(await shown(alone)).toMatchObject({ view: 'page', task: 'a' });
    await alone.request({ type: 'task.complete', task: 'a', submission: YES });
    await settled();
    expect(stage.world.tabs.has(tab)).toBe(false);
  });

  it('lists, counts and watches what waits', async () => {
    await stage.begin();
    const popup = stage.lives.page();
    const list = popup.watch({ kind: 'tasks', ...ALL_TASKS, future: false });
    const status = popup.watch({ kind: 'status' });
    await settled();
    expect(list.value).toMatchObject({ total: 1, items: [{ id: 'a' }] });
    expect(status.value).toMatchObject({ link: 'live', attention: 1, user: { id: 'ada' } });
    expect(stage.world.badge.text).toBe('1');
    stage.server.emit({ type: 'task.removed', task: 'a', end: BOB });
    await settled();
    expect(list.value).toMatchObject({ total: 0 });
    expect(stage.world.badge.text).toBe('');
  });
});
