/** What a person entered is kept until it is done or they let go of it; where it cannot be, they are told. */
import 'fake-indexeddb/auto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { wireError } from '../protocol/index.ts';
import { settled } from '../testing/ports.ts';
import { ALL_TASKS, samplePage, sampleTask } from '../testing/samples.ts';
import { BOB, errorOf, LINKED, Stage, YES } from '../testing/stage.ts';

let stage: Stage;
beforeEach(async () => {
  stage = await Stage.open();
  stage.server.pages.set('a', samplePage('a'));
  stage.server.emit({ type: 'task.upserted', task: sampleTask('a', { record: LINKED }) });
  await stage.begin();
});
afterEach(() => stage.close());

describe('while nobody is signed in', () => {
  it.each([
    { type: 'activity.command', command: { type: 'task.release', task: 'a' } },
    { type: 'case.command', command: { type: 'case.start', process: 'sale', record: LINKED } },
  ] as const)('$type says so, as nothing of it can be stored', async (request) => {
    const popup = stage.lives.page();
    await popup.request({ type: 'sign-out' });
    await settled();
    expect(await errorOf(popup.request({ ...request, title: 'a' }))).toMatchObject({ code: 'not-signed-in' });
  });
});

describe('a step that was completed too late', () => {
  it('is still there with what was entered after the browser was restarted, until it is dismissed', async () => {
    const { overlay } = await stage.press();
    await overlay.request({ type: 'task.open', task: 'a' });
    overlay.watch({ kind: 'page', task: 'a' });
    await settled();
    stage.server.reachable = false;
    stage.server.cut();
    await overlay.request({ type: 'task.complete', task: 'a', submission: YES });
    await overlay.request({ type: 'overlay.close' });
    stage.server.emit({ type: 'task.removed', task: 'a', end: BOB });
    stage.server.pages.delete('a');
    stage.server.onCommand = () => wireError('task-closed', { reason: 'completed', by: 'Bob', at: 'noon' });
    stage.server.reachable = true;
    await stage.pass(40_000);
    stage.lives.restart();
    await stage.pass(1000);
    const popup = stage.lives.page();
    const page = popup.watch({ kind: 'page', task: 'a' });
    const status = popup.watch({ kind: 'status' });
    await settled();
    expect(page.value).toMatchObject({ state: 'ended', end: BOB, draft: { $answers: ['yes'] } });
    await popup.request({ type: 'refusal.dismiss', command: status.value?.refused[0]?.command ?? '' });
    await settled();
    expect(page.value).toMatchObject({ state: 'missing', draft: null });
  });
});

describe('a snapshot without the step that somebody types in', () => {
  /** The step is not mine any more, as after a change of roles. */
  async function takenAway(): Promise<void> {
    stage.server.tasks.delete('a');
    stage.server.pages.delete('a');
    stage.server.newEpoch();
    await stage.pass(40_000);
  }

  it('leaves its page, and nothing counts it', async () => {
    const { overlay, host } = await stage.press();
    await overlay.request({ type: 'task.open', task: 'a' });
    const page = overlay.watch({ kind: 'page', task: 'a' });
    const list = overlay.watch({ kind: 'tasks', ...ALL_TASKS });
    await settled();
    await overlay.request({ type: 'draft.save', task: 'a', draft: { $answers: ['yes'] } });
    await takenAway();
    expect(page.value).toMatchObject({ state: 'open', draft: { $answers: ['yes'] } });
    expect(list.value).toMatchObject({ items: [], total: 0 });
    expect(host.heard('count').at(-1)).toMatchObject({ waiting: 0 });
    expect(stage.world.badge.text).toBe('');
  });

  it('has a press there refused with what was typed intact', async () => {
    const { overlay } = await stage.press();
    await overlay.request({ type: 'task.open', task: 'a' });
    const page = overlay.watch({ kind: 'page', task: 'a' });
    await settled();
    await overlay.request({ type: 'draft.save', task: 'a', draft: { $answers: ['yes'] } });
    await takenAway();
    const error = wireError('task-unknown', { task: 'a' });
    stage.server.onCommand = () => error;
    await overlay.request({ type: 'task.complete', task: 'a', submission: YES });
    await settled();
    expect(page.value).toMatchObject({
      ...{ state: 'open', sending: 'refused', error },
      draft: { $answers: ['yes'] },
    });
  });
});
