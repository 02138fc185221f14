import 'fake-indexeddb/auto';
import { deleteDB } from 'idb';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createTopics } from '../messaging/topics.ts';
import type { ChannelEvent, Snapshot, Task, TaskEnd } from '../protocol/index.ts';
import {
  ALL_TASKS,
  SAMPLE_PROCESS,
  SAMPLE_SYSTEM,
  samplePage,
  sampleTask,
  sampleUser,
} from '../testing/samples.ts';
import { Cache } from './cache.ts';
import { CaseShelf } from './case-shelf.ts';
import { type Database, openDatabase } from './database.ts';
import { Desk } from './desk.ts';
import { endOfToday } from './task-reader.ts';

const SERVER = 'http://one.example';
const NAME = 'cache';
const END: TaskEnd = { reason: 'completed', by: { id: 'bob', name: 'Bob' }, at: '2026-01-01T10:00:00Z' };

let database: Database;
let cache: Cache;

beforeEach(async () => {
  await deleteDB(NAME);
  database = await openDatabase(NAME);
  cache = await Cache.open(database, SERVER, createTopics());
});
afterEach(() => {
  database.close();
  vi.useRealTimers();
});

function snapshot(tasks: Task[], change: Partial<Snapshot> = {}): Snapshot {
  return {
    ...{ type: 'snapshot', cursor: { epoch: 'e', offset: 0 }, part: 0, last: true },
    ...{ user: sampleUser(), systems: [SAMPLE_SYSTEM], processes: [SAMPLE_PROCESS], tasks, reminders: [] },
    ...change,
  };
}
const upserted = (task: Task): ChannelEvent => ({ type: 'task.upserted', task });
const apply = (offset: number, ...events: ChannelEvent[]) =>
  cache.apply({ type: 'events', epoch: 'e', offset, events });
const ids = async (future = true, limit = 100) =>
  (await cache.list({ ...ALL_TASKS, future, limit })).items.map(({ id }) => id);
const again = () => Cache.open(database, SERVER, createTopics());

describe('a snapshot', () => {
  it('replaces everything when its last part has come, not before', async () => {
    await cache.enter(sampleUser());
    await cache.stage(snapshot([sampleTask('old')]));
    expect(
      await cache.stage(snapshot([sampleTask('a')], { last: false, cursor: { epoch: 'f', offset: 7 } })),
    ).toBe(false);
    expect(await ids()).toEqual(['old']);
    expect(cache.cursor).toEqual({ epoch: 'e', offset: 0 });
    expect(
      await cache.stage(snapshot([sampleTask('b')], { part: 1, cursor: { epoch: 'f', offset: 7 } })),
    ).toBe(true);
    expect(await ids()).toEqual(['a', 'b']);
    expect((await again()).cursor).toEqual({ epoch: 'f', offset: 7 });
  });

  it('with a part missing is not taken', async () => {
    await cache.enter(sampleUser());
    await cache.stage(snapshot([], { last: false }));
    await expect(cache.stage(snapshot([], { part: 2 }))).rejects.toThrow('Expected part 1, got 2');
    expect(cache.cursor).toBeNull();
  });

  it('forgets the pages of tasks that it does not name', async () => {
    await cache.enter(sampleUser());
    const desk = new Desk(database, () => cache.account, createTopics());
    await desk.keep(samplePage('a'), samplePage('b'));
    await cache.stage(snapshot([sampleTask('b')]));
    expect(await desk.page('a')).toBeNull();
    expect(await desk.page('b')).not.toBeNull();
  });

  it('leaves the page of one that somebody types in, which is swept when nothing typed is left', async () => {
    await cache.enter(sampleUser());
    const desk = new Desk(database, () => cache.account, createTopics());
    await desk.keep(samplePage('a'), samplePage('b'));
    await desk.saveDraft('a', { note: 'half' });
    await cache.stage(snapshot([sampleTask('b')]));
    const left = () => Promise.all(['a', 'b'].map(async (task) => (await desk.page(task)) !== null));
    await desk.sweep(new Set());
    expect(await left()).toEqual([true, true]);
    await database.clear('drafts');
    await desk.sweep(new Set(['a']));
    expect(await left()).toEqual([true, true]);
    await desk.sweep(new Set());
    expect(await left()).toEqual([false, true]);
  });
});

describe('events', () => {
  beforeEach(async () => {
    await cache.enter(sampleUser());
    await cache.stage(snapshot([]));
  });

  it('are stored together with how far they came', async () => {
    expect(await apply(1, upserted(sampleTask('a')), upserted(sampleTask('b')))).toBe('applied');
    const other = await again();
    expect(other.cursor).toEqual({ epoch: 'e', offset: 2 });
    expect(await other.task('b')).toEqual(sampleTask('b'));
  });

  it('that came already change nothing, and those after them count', async () => {
    await apply(1, upserted(sampleTask('a')), { type: 'task.removed', task: 'a', end: END });
    expect(await apply(1, upserted(sampleTask('a')))).toBe('duplicate');
    expect(await ids()).toEqual([]);
    expect(await apply(2, { type: 'task.removed', task: 'a', end: END }, upserted(sampleTask('b')))).toBe(
      'applied',
    );
    expect(await ids()).toEqual(['b']);
  });

  it('after a gap, or of another epoch, are not applied', async () => {
    expect(await apply(2, upserted(sampleTask('a')))).toBe('gap');
    expect(
      await cache.apply({ type: 'events', epoch: 'other', offset: 1, events: [upserted(sampleTask('a'))] }),
    ).toBe('gap');
    expect(await ids()).toEqual([]);
    expect(cache.cursor).toEqual({ epoch: 'e', offset: 0 });
  });

  it('tell the open page of a task how it ended', async () => {
    const desk = new Desk(database, () => cache.account, createTopics());
    await apply(1, upserted(sampleTask('a')));
    await desk.keep(samplePage('a'));
    await apply(2, { type: 'task.removed', task: 'a', end: END });
    expect((await desk.page('a'))?.end).toEqual(END);
  });

  it('replace what is known about the person, systems and processes', async () => {
    const user = { ...sampleUser(), name: 'New' };
    await apply(
      1,
      { type: 'user.replaced', user },
      { type: 'systems.replaced', systems: [] },
      { type: 'processes.replaced', processes: [] },
    );
    const other = await again();
    expect(other.user).toEqual(user);
    expect(other.systems).toEqual([]);
    expect(other.processes).toEqual([]);
  });
});

describe('the list', () => {
  const TODAY = new Date(2026, 5, 15, 12);
  const at = (days: number, hours = 12) => new Date(2026, 5, 15 + days, hours).toISOString();

  beforeEach(async () => {
    vi.useFakeTimers({ now: TODAY, toFake: ['Date'] });
    await cache.enter(sampleUser());
    const record = { system: 's', type: 't', id: '1', title: null, url: null };
    await cache.stage(
      snapshot([
        sampleTask('tomorrow', { due: at(1), record }),
        sampleTask('tonight', { due: at(0, 23), record }),
        sampleTask('overdue', { due: at(-3) }),
        sampleTask('no-due', { due: null, start: at(-1) }),
      ]),
    );
  });

  it('is in the order in which tasks need attention, up to the end of today', async () => {
    expect(await ids(false)).toEqual(['overdue', 'no-due', 'tonight']);
    expect(await cache.list({ ...ALL_TASKS, future: false, limit: 1 })).toMatchObject({ total: 3, later: 1 });
    expect(cache.attention).toBe(3);
  });

  it('shows later tasks when asked', async () => {
    expect(await ids(true)).toEqual(['overdue', 'no-due', 'tonight', 'tomorrow']);
  });

  it('can be of one record', async () => {
    const list = await cache.list({
      ...ALL_TASKS,
      future: false,
      record: { system: 's', type: 't', id: '1' },
      limit: 9,
    });
    expect(list.items.map(({ id }) => id)).toEqual(['tonight']);
    expect(list).toMatchObject({ total: 1, later: 1 });
    const other = await cache.list({ ...ALL_TASKS, record: { system: 's', type: 't', id: '11' }, limit: 9 });
    expect(other).toMatchObject({ items: [], total: 0, later: 0 });
  });

  it('grows when the day turns', async () => {
    vi.setSystemTime(new Date(2026, 5, 16, 0, 0, 1));
    expect(cache.attention).toBe(4);
  });

  it('ends a day at local midnight', () => {
    expect(new Date(endOfToday(TODAY) + 1)).toEqual(new Date(2026, 5, 16));
  });
});

describe('the list of many', () => {
  const due = (id: string, change: Partial<Task> = {}) => sampleTask(id, change);
  const offer = { key: 'offer', name: 'Make an offer', version: 1 };
  const list = (query: Partial<typeof ALL_TASKS>) => cache.list({ ...ALL_TASKS, ...query });
  const found = async (query: Partial<typeof ALL_TASKS>) => (await list(query)).items.map(({ id }) => id);

  beforeEach(async () => {
    vi.useFakeTimers({ now: new Date(2026, 5, 15, 12), toFake: ['Date'] });
    await cache.enter(sampleUser());
    const record = { system: 's', type: 't', id: '1', title: 'Café Ünal', url: null };
    await cache.stage(
      snapshot([
        due('call', { title: 'Call Ünal', record }),
        due('note', { title: 'Note the needs', process: offer }),
        due('later', { title: 'Call again', due: '2026-12-01T09:00:00Z', process: offer, record }),
        due('agree', { title: 'Agree to the call', kind: 'approval' }),
      ]),
    );
  });

  it('keeps approvals apart, and counts both kinds', async () => {
    expect(await found({ shelf: 'approval' })).toEqual(['agree']);
    expect(await list({ future: false })).toMatchObject({
      total: 2,
      later: 1,
      counts: { task: 2, approval: 1 },
    });
    expect(cache.attention).toBe(3);
  });

  it('is searched in titles, instances, processes and records, whatever the case and the accents', async () => {
    expect(await found({ search: ' CALL ' })).toEqual(['call', 'later']);
    expect(await found({ search: 'unal cafe' })).toEqual(['call', 'later']);
    expect(await found({ search: 'offer needs' })).toEqual(['note']);
    expect(await found({ search: 'nothing like it' })).toEqual([]);
    const call = await list({ search: 'call', future: false });
    expect(call).toMatchObject({ total: 1, later: 1, counts: { task: 1, approval: 1 } });
  });

  it('is narrowed to one process, and to one record of it', async () => {
    expect(await found({ process: 'offer' })).toEqual(['note', 'later']);
    const record = { system: 's', type: 't', id: '1' };
    expect(await found({ process: 'offer', record })).toEqual(['later']);
    expect(await found({ process: 'offer', limit: 1 })).toEqual(['note']);
    expect(await cache.taskProcesses()).toEqual([
      { key: 'offer', name: 'Make an offer' },
      { key: 'qualify-lead', name: 'Qualify a lead' },
    ]);
  });

  it('finds what has changed since it was searched before', async () => {
    expect(await found({ search: 'again' })).toEqual(['later']);
    await apply(1, upserted(due('new', { title: 'Once again' })));
    expect(await found({ search: 'again' })).toEqual(['new', 'later']);
    await apply(2, { type: 'task.removed', task: 'later', end: END });
    expect(await found({ search: 'again' })).toEqual(['new']);
  });
});

describe('a task of a role', () => {
  const sales = { id: 'sales', name: 'Sales' };
  const me = { ...sampleUser(), roles: [sales] };
  const held = (user: { id: string; name: string } | null, role: typeof sales | null = sales) =>
    upserted(sampleTask('a', { performer: { user, role } }));
  const bob = { id: 'bob', name: 'Bob' };
  beforeEach(async () => {
    await cache.enter(me);
    await cache.stage(snapshot([], { user: me }));
  });

  it('that somebody else has taken is listed as such and needs nobody else', async () => {
    await apply(1, held(null));
    expect(cache.attention).toBe(1);
    await apply(2, held(bob));
    expect(cache.attention).toBe(0);
    expect(await cache.list(ALL_TASKS)).toMatchObject({ total: 1, taken: ['a'], unread: [] });
    await apply(3, held(null));
    expect(cache.attention).toBe(1);
    expect(await cache.list(ALL_TASKS)).toMatchObject({ taken: [], unread: ['a'] });
  });

  it('that I have taken, or that somebody gave me who is away, is mine', async () => {
    await apply(1, held(me));
    expect(await cache.list(ALL_TASKS)).toMatchObject({ taken: [] });
    await apply(2, held(bob, null));
    expect(await cache.list(ALL_TASKS)).toMatchObject({ taken: [] });
    expect(cache.attention).toBe(1);
  });

  it('counts the same after any changes as after a snapshot', async () => {
    await apply(1, held(bob));
    await apply(2, { type: 'task.removed', task: 'a', end: END });
    expect(cache.attention).toBe(0);
    await apply(3, held(bob), held(null), held(bob));
    expect((await again()).attention).toBe(cache.attention);
    await cache.stage(snapshot([sampleTask('a', { performer: { user: bob, role: sales } })], { user: me }));
    expect(cache.attention).toBe(0);
  });
});

describe('the steps of several records', () => {
  const at = (id: string) => ({ system: 's', type: 'lead', id, title: null, url: null });
  const step = (id: string, record: string) => sampleTask(id, { record: at(record) });

  it('come in the order of the records, and no more of them than were asked for', async () => {
    await cache.enter(sampleUser());
    await cache.stage(snapshot([step('a', '2'), step('b', '1'), step('c', '2'), step('d', '3')]));
    const found = async (limit: number) =>
      (await cache.ofRecords([at('1'), at('2')], limit)).map(({ id }) => id);
    expect(await found(10)).toEqual(['b', 'a', 'c']);
    expect(await found(2)).toEqual(['b', 'a']);
  });

  it('are found far down a long selection', async () => {
    await cache.enter(sampleUser());
    await cache.stage(snapshot([step('a', '900')]));
    const records = Array.from({ length: 1000 }, (_, index) => at(String(index)));
    expect((await cache.ofRecords(records, 10)).map(({ id }) => id)).toEqual(['a']);
  });

  it('of somebody who is not signed in are none', async () => {
    expect(await cache.ofRecords([at('1')], 10)).toEqual([]);
  });
});

describe('accounts', () => {
  it('never show each other their tasks, and come back with their own', async () => {
    await cache.enter(sampleUser('ada'));
    await cache.stage(snapshot([sampleTask('of-ada')]));
    expect(await cache.enter(sampleUser('bob'))).toBe(false);
    expect(await ids()).toEqual([]);
    expect(cache.cursor).toBeNull();
    await cache.enter(sampleUser('ada'));
    expect(await ids()).toEqual(['of-ada']);
  });

  it('are of one server', async () => {
    await cache.enter(sampleUser('ada'));
    await cache.stage(snapshot([sampleTask('of-one')]));
    await cache.useServer('http://two.example');
    expect(cache.account).toBeNull();
    await cache.enter(sampleUser('ada'));
    expect(await ids()).toEqual([]);
    await cache.useServer(SERVER);
    expect(await ids()).toEqual(['of-one']);
  });

  it('leave nothing of what the server told when they sign out, but keep their drafts', async () => {
    await cache.enter(sampleUser('ada'));
    await cache.stage(snapshot([sampleTask('a')]));
    const desk = new Desk(database, () => cache.account, createTopics());
    await desk.saveDraft('a', { name: 'half' });
    const shelf = new CaseShelf(database, () => cache.account);
    const offer = { process: 'lead-to-sale', name: 'Lead to sale', now: false };
    await shelf.keep({ system: 's', type: 'lead', id: '1' }, { case: null, offer });
    expect(await database.count('cases')).toBe(1);
    await cache.leave();
    expect(await database.count('cases')).toBe(0);
    expect(await database.count('tasks')).toBe(0);
    expect(await database.count('accounts')).toBe(0);
    await cache.enter(sampleUser('ada'));
    expect(await desk.draft('a')).toEqual({ name: 'half' });
  });

  it('do not come back with events that were on their way when the person signed out', async () => {
    await cache.enter(sampleUser('ada'));
    await cache.stage(snapshot([]));
    const late = apply(1, upserted(sampleTask('a')));
    await cache.leave();
    await late;
    expect(cache.account).toBeNull();
    expect(await database.count('tasks')).toBe(0);
  });
});
