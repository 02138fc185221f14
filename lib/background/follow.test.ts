/** What a person is followed through: system work, and tasks that they put off or give away. */
import 'fake-indexeddb/auto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { browser } from 'wxt/browser';
import { type ActivityCommand, wireError } from '../protocol/index.ts';
import { settled } from '../testing/ports.ts';
import { ALL_TASKS, samplePage, sampleTask } from '../testing/samples.ts';
import { follows, LINKED, Stage, shown, YES } from '../testing/stage.ts';

let stage: Stage;
beforeEach(async () => {
  stage = await Stage.open();
  stage.server.pages.set('a', samplePage('a'));
  stage.server.emit({ type: 'task.upserted', task: sampleTask('a', { record: LINKED }) });
  await stage.begin();
});
afterEach(() => stage.close());

/** A record's page with the step `a` open over it. */
async function opened() {
  const { overlay, tab } = await stage.press();
  await overlay.request({ type: 'task.open', task: 'a' });
  await settled();
  return { overlay, tab };
}
const commandId = () =>
  stage.server.heard.flatMap((message) => (message.type === 'command' ? [message.id] : [])).at(-1) ?? '';

describe('system work behind a step', () => {
  beforeEach(() => {
    stage.server.onCommand = () => ({ ...follows(), working: 1 });
  });

  it('[M03] is waited for in the tab that acted, where the next page opens by itself', async () => {
    const { overlay } = await opened();
    await overlay.request({ type: 'task.complete', task: 'a', submission: YES });
    await settled();
    expect(await shown(overlay)).toMatchObject({ view: 'page', task: null, working: {} });
    const command = commandId();
    stage.server.emit(
      { type: 'task.upserted', task: sampleTask('b') },
      { type: 'work.done', command, open: [samplePage('b')], working: 0 },
    );
    await settled();
    expect(await shown(overlay)).toMatchObject({ view: 'page', task: 'b', working: null });
    const page = overlay.watch({ kind: 'page', task: 'b' });
    await settled();
    expect(page.value).toMatchObject({ state: 'open', page: { task: { id: 'b' } } });
  });

  it('[M25] opens nothing once the person has closed it; the step is in the list', async () => {
    const { overlay } = await opened();
    await overlay.request({ type: 'task.complete', task: 'a', submission: YES });
    await settled();
    await overlay.request({ type: 'work.leave' });
    stage.server.emit(
      { type: 'task.upserted', task: sampleTask('b') },
      { type: 'work.done', command: commandId(), open: [samplePage('b')], working: 0 },
    );
    await settled();
    expect(await shown(overlay)).toMatchObject({ view: 'hidden' });
    const list = overlay.watch({ kind: 'tasks', ...ALL_TASKS });
    await settled();
    expect(list.value?.items.map(({ id }) => id)).toContain('b');
  });

  it('is still waited for after the background was killed', async () => {
    const { overlay, tab } = await opened();
    await overlay.request({ type: 'task.complete', task: 'a', submission: YES });
    await settled();
    const command = commandId();
    stage.lives.restart();
    await settled();
    stage.server.emit({ type: 'work.done', command, open: [samplePage('b')], working: 0 });
    await settled();
    const key = `tab:${tab}`;
    expect((await browser.storage.session.get(key))[key]).toMatchObject({ pages: ['b'], work: [] });
  });

  it('that another client of mine has begun opens nothing here', async () => {
    const { overlay } = await stage.press();
    await overlay.request({ type: 'overlay.close' });
    stage.server.emit({ type: 'work.done', command: 'theirs', open: [samplePage('b')], working: 0 });
    await settled();
    expect(await shown(overlay)).toMatchObject({ view: 'hidden' });
  });
});

describe('a step that is put off or given away', () => {
  const later: ActivityCommand = {
    ...{ type: 'task.postpone', task: 'a', start: '2030-01-02T09:00:00Z', minutes: 30 },
    ...{ remindMinutes: 10, showInCalendar: true },
  };
  const ask = (overlay: Awaited<ReturnType<typeof opened>>['overlay'], command: ActivityCommand) =>
    overlay.request({ type: 'activity.command', command, title: 'a' });

  it('[M13] closes when the server has done it; what was typed is kept', async () => {
    const { overlay } = await opened();
    await overlay.request({ type: 'draft.save', task: 'a', draft: { note: 'half a' } });
    await ask(overlay, later);
    await settled();
    expect(await shown(overlay)).toMatchObject({ view: 'hidden' });
    await overlay.request({ type: 'task.open', task: 'a' });
    const page = overlay.watch({ kind: 'page', task: 'a' });
    await settled();
    expect(page.value).toMatchObject({ state: 'open', draft: { note: 'half a' }, moving: null });
  });

  it('[M13] closes at once without a link, and is told to the server when there is one', async () => {
    const { overlay } = await opened();
    stage.server.reachable = false;
    stage.server.cut();
    await settled();
    await ask(overlay, later);
    await settled();
    expect(await shown(overlay)).toMatchObject({ view: 'hidden' });
    expect(stage.server.effects).toEqual([]);
    stage.server.reachable = true;
    await stage.pass(60_000);
    expect(stage.server.effects).toEqual([later]);
  });

  it('stays open with the reason when the server will not, and tries anew', async () => {
    const error = wireError('step-unfit', { expected: 'a person', got: 'nobody' });
    stage.server.onCommand = () => error;
    const { overlay } = await opened();
    await ask(overlay, later);
    const page = overlay.watch({ kind: 'page', task: 'a' });
    await settled();
    expect(await shown(overlay)).toMatchObject({ view: 'page', task: 'a' });
    expect(page.value?.moving).toMatchObject({ type: 'task.postpone', state: 'refused', error });
    stage.server.onCommand = () => follows();
    await ask(overlay, later);
    await settled();
    expect(await shown(overlay)).toMatchObject({ view: 'hidden' });
    const status = overlay.watch({ kind: 'status' });
    await settled();
    expect(status.value?.refused).toEqual([]);
  });

  it('[M08] closes when it was given to somebody else, and stays when it was taken', async () => {
    const { overlay } = await opened();
    await ask(overlay, { type: 'task.take', task: 'a' });
    await settled();
    expect(await shown(overlay)).toMatchObject({ view: 'page', task: 'a' });
    await ask(overlay, { type: 'task.assign', task: 'a', user: 'bob', role: null });
    await settled();
    expect(await shown(overlay)).toMatchObject({ view: 'hidden' });
  });
});
