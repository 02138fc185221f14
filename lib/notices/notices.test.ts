import 'fake-indexeddb/auto';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { activityPage } from '../../components/pages.ts';
import type { Reminder } from '../protocol/index.ts';
import { settled } from '../testing/ports.ts';
import { ALL_TASKS, sampleTask } from '../testing/samples.ts';
import { BOB, LINKED, Stage, shown } from '../testing/stage.ts';
import { REMINDER_ALARM } from './notices.ts';

let stage: Stage;

beforeEach(async () => {
  stage = await Stage.open();
  stage.world.toasts = new Map();
});
afterEach(() => stage.close());

const SETTLED_MS = 1500;
const toasts = () => [...(stage.world.toasts ?? [])].map(([id]) => id).sort();
const arrive = async (...ids: string[]) => {
  for (const id of ids) stage.server.emit({ type: 'task.upserted', task: sampleTask(id) });
  await settled();
  await stage.pass(SETTLED_MS);
};
/** Signed in, everything told, notifications on. */
async function begin(choice = { tasks: true, reminders: true }): Promise<void> {
  await stage.begin();
  await stage.lives.page().request({ type: 'notices.set', choice });
  await stage.pass(SETTLED_MS);
}
const background = () => stage.lives.background;

describe('a new task', () => {
  it('is told once, with what it is about', async () => {
    await begin();
    await arrive('a');
    expect(stage.world.toasts?.get('task:a')).toEqual({ title: 'Task a', message: 'Lead of Ada' });
    stage.world.toasts?.clear();
    stage.server.emit({ type: 'task.upserted', task: sampleTask('a', { title: 'Changed' }) });
    await stage.pass(SETTLED_MS);
    stage.lives.restart();
    await stage.pass(SETTLED_MS);
    expect(toasts()).toEqual([]);
  });

  it('is told after a restart, if the background ended before it could', async () => {
    await begin();
    stage.server.emit({ type: 'task.upserted', task: sampleTask('a') });
    await settled();
    stage.lives.restart();
    await stage.pass(SETTLED_MS);
    expect(toasts()).toEqual(['task:a']);
  });

  it('whose page opens by itself is no news', async () => {
    await begin();
    const { tab, host } = await stage.visit();
    stage.server.emit({ type: 'task.upserted', task: sampleTask('a', { record: LINKED }) });
    await stage.lives.page().request({ type: 'task.open', task: 'a' });
    expect(await shown(await stage.overlay(tab, host))).toMatchObject({ task: 'a' });
    await stage.pass(SETTLED_MS);
    expect(toasts()).toEqual([]);
  });

  it('goes from the screen when it ends, when it is postponed, and when somebody else takes it', async () => {
    await begin();
    const sales = { id: 'sales', name: 'Sales' };
    stage.server.emit({
      type: 'user.replaced',
      user: { ...sampleUserOf(sales) },
    });
    await arrive('a', 'b', 'c');
    expect(toasts()).toEqual(['task:a', 'task:b', 'task:c']);
    stage.server.emit({ type: 'task.removed', task: 'a', end: BOB });
    const tomorrow = new Date(Date.now() + 48 * 3_600_000).toISOString();
    stage.server.emit({ type: 'task.upserted', task: sampleTask('b', { due: tomorrow }) });
    const performer = { user: { id: 'bob', name: 'Bob' }, role: sales };
    stage.server.emit({ type: 'task.upserted', task: sampleTask('c', { performer }) });
    await stage.pass(SETTLED_MS);
    expect(toasts()).toEqual([]);
  });

  it('opens its page at a press', async () => {
    await begin();
    const { tab, host } = await stage.visit();
    await arrive('a');
    await (await background()).noticeClicked('task:a');
    await settled();
    expect(await shown(await stage.overlay(tab, host))).toMatchObject({ view: 'page', task: 'a' });
    expect(toasts()).toEqual([]);
  });

  it('stays unread when its notification is closed, until its page is opened', async () => {
    await begin();
    const list = stage.lives.page().watch({ kind: 'tasks', ...ALL_TASKS });
    await arrive('a');
    // The browser takes it away by itself, and tells nobody.
    stage.world.toasts?.delete('task:a');
    await stage.pass(SETTLED_MS);
    expect(list.value).toMatchObject({ total: 1, unread: ['a'] });
    stage.lives.restart();
    await stage.pass(SETTLED_MS);
    expect(toasts()).toEqual([]);
    const after = stage.lives.page().watch({ kind: 'tasks', ...ALL_TASKS });
    await settled();
    expect(after.value).toMatchObject({ total: 1, unread: ['a'] });
    const { tab, host } = await stage.visit();
    await stage.lives.page().request({ type: 'task.open', task: 'a' });
    expect(await shown(await stage.overlay(tab, host))).toMatchObject({ task: 'a' });
    await stage.pass(SETTLED_MS);
    expect(after.value).toMatchObject({ total: 1, unread: [] });
  });

  it('is one of many: they are told in one, which opens my tasks', async () => {
    await begin();
    const { tab, host } = await stage.visit();
    await arrive('a', 'b', 'c', 'd');
    expect(toasts()).toEqual(['tasks']);
    expect(stage.world.toasts?.get('tasks')).toEqual({
      title: 'noticeTasks 4',
      message: 'Task a\nTask b\nTask c\n…',
    });
    await (await background()).noticeClicked('tasks');
    await settled();
    expect(await shown(await stage.overlay(tab, host))).toMatchObject({ view: 'drawer' });
  });

  it('came while the person was away: all are told in one when they are back, and none twice', async () => {
    await begin();
    await stage.lives.page().request({ type: 'sign-out' });
    await settled();
    for (const id of ['a', 'b']) stage.server.emit({ type: 'task.upserted', task: sampleTask(id) });
    await stage.lives.page().request({ type: 'sign-in' });
    await stage.pass(SETTLED_MS);
    expect(toasts()).toEqual(['tasks']);
    await arrive('c');
    expect(toasts()).toEqual(['task:c', 'tasks']);
  });
});

describe('notifications that are off', () => {
  it.each([
    ['by choice', { tasks: false, reminders: false }],
    ['by the browser', null],
  ])('%s tell nothing, and save nothing up', async (_, choice) => {
    if (!choice) stage.world.toasts = null;
    await begin(choice ?? { tasks: true, reminders: true });
    await arrive('a');
    stage.world.toasts ??= new Map();
    expect(toasts()).toEqual([]);
    await stage.lives.page().request({ type: 'notices.set', choice: { tasks: true, reminders: true } });
    await arrive('b');
    expect(toasts()).toEqual(['task:b']);
  });

  it('are shown as off while the browser does not allow them', async () => {
    stage.world.toasts = null;
    await begin();
    const choice = stage.lives.page().watch({ kind: 'notices' });
    await settled();
    expect(choice.value).toEqual({ tasks: false, reminders: false });
    stage.world.toasts = new Map();
    await (await background()).accessChanged();
    await settled();
    expect(choice.value).toEqual({ tasks: true, reminders: true });
  });
});

describe('a reminder', () => {
  const inMinutes = (minutes: number) => new Date(Date.now() + minutes * 60_000).toISOString();
  const remind = (change: Partial<Reminder> = {}) => {
    const reminder: Reminder = {
      ...{ activity: 'x', task: 'a', title: 'Visit the site', at: inMinutes(5), start: inMinutes(15) },
      ...{ caption: 'Lead of Ada', ...change },
    };
    stage.server.emit({ type: 'reminder.upserted', reminder });
    return reminder;
  };

  it('comes without buttons where the browser refuses them, and keeps no other notification from being told', async () => {
    stage.world.noButtons = true;
    await begin();
    remind({ at: inMinutes(-1) });
    stage.server.emit({ type: 'task.upserted', task: sampleTask('b') });
    await stage.pass(SETTLED_MS);
    expect(toasts()).toEqual(['reminder:x', 'task:b']);
    expect(stage.world.toasts?.get('reminder:x')?.buttons).toBeUndefined();
  });

  it('comes at its time, once, and again when it was put off', async () => {
    await begin();
    const { at } = remind();
    await stage.pass(SETTLED_MS);
    expect(toasts()).toEqual([]);
    expect(stage.world.alarms.get(REMINDER_ALARM)).toBe(Date.parse(at));
    vi.setSystemTime(Date.parse(at));
    (await background()).alarm(REMINDER_ALARM);
    await stage.pass(SETTLED_MS);
    expect(stage.world.toasts?.get('reminder:x')).toMatchObject({
      title: 'Visit the site',
      message: expect.stringMatching(/^Lead of Ada\nnoticeBegins /),
      buttons: [{ title: 'noticeSnooze 10' }, { title: 'noticeDismiss' }],
    });
    stage.world.toasts?.clear();
    stage.lives.restart();
    await stage.pass(SETTLED_MS);
    expect(toasts()).toEqual([]);
    remind({ at: inMinutes(0) });
    await stage.pass(SETTLED_MS);
    expect(toasts()).toEqual(['reminder:x']);
  });

  it('is put off and cancelled by its buttons', async () => {
    await begin();
    remind({ at: inMinutes(-1) });
    await stage.pass(SETTLED_MS);
    const sent = stage.server.effects.length;
    await (await background()).noticeButton('reminder:x', 0);
    await (await background()).noticeButton('reminder:x', 1);
    await settled();
    expect(stage.server.effects.slice(sent)).toMatchObject([
      { type: 'reminder.snooze', activity: 'x' },
      { type: 'reminder.dismiss', activity: 'x' },
    ]);
    expect(toasts()).toEqual([]);
  });

  it('of an activity that was made by hand opens the activity', async () => {
    await begin();
    remind({ task: null, at: inMinutes(-1) });
    await stage.pass(SETTLED_MS);
    await (await background()).noticeClicked('reminder:x');
    expect([...stage.world.tabs.values()].map(({ url }) => url)).toContainEqual(
      expect.stringContaining(activityPage('x')),
    );
  });

  it('goes when its activity has ended, and opens the step at a press before', async () => {
    await begin();
    const { tab, host } = await stage.visit();
    remind({ at: inMinutes(-1) });
    await stage.pass(SETTLED_MS);
    await (await background()).noticeClicked('reminder:x');
    await settled();
    expect(await shown(await stage.overlay(tab, host))).toMatchObject({ task: 'a' });
    remind({ at: inMinutes(0) });
    await stage.pass(SETTLED_MS);
    expect(toasts()).toEqual(['reminder:x']);
    stage.server.emit({ type: 'reminder.removed', activity: 'x' });
    await stage.pass(SETTLED_MS);
    expect(toasts()).toEqual([]);
  });
});

describe('keys', () => {
  it('open my tasks over the CRM page, or in the popup where there is none', async () => {
    await stage.begin();
    const { tab, host } = await stage.visit();
    await (await background()).command('my-tasks');
    await settled();
    expect(await shown(await stage.overlay(tab, host))).toMatchObject({ view: 'drawer' });
    stage.world.openTab('https://elsewhere.example/');
    await (await background()).command('my-tasks');
    expect(stage.world.popups).toBe(1);
  });

  it('press the Process button of the page', async () => {
    await stage.begin();
    const { host } = await stage.visit();
    await (await background()).command('process');
    await settled();
    expect(host.heard('press')).toHaveLength(1);
  });
});

function sampleUserOf(role: { id: string; name: string }) {
  return { id: 'ada', name: 'Name of ada', email: null, roles: [role], permissions: [] };
}
