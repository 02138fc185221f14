/** Activities made by hand: fields, who may do what, results by category, the history of a record (behaviour 7.2). */
import { beforeAll, describe, expect, test } from 'vitest';
import type { ActivityFields } from '../../../lib/protocol/index.ts';
import { activityOf, ask, at, headOf, makeActivity, toldTo } from '../../testing/activities.ts';
import { useDatabase } from '../../testing/database.ts';
import { type Bench, openBench } from '../../testing/running.ts';
import { replaceCategories } from './categories.ts';

const database = useDatabase();
let bench: Bench;

beforeAll(async () => {
  bench = await openBench(database);
});

function change(user: string, activity: string, fields: ActivityFields) {
  return bench.command(user, { type: 'activity.save', activity, create: false, fields });
}

function end(user: string, activity: string, status: 'completed' | 'cancelled', result: string | null) {
  return bench.command(user, { type: 'activity.end', activity, status, result, details: null });
}

describe('an activity made by hand (behaviour 7.2, 7.3)', () => {
  test('belongs to who makes it, if nobody else is named, and has the usual category', async () => {
    const id = await makeActivity(bench, 'alice');
    expect(await activityOf(bench, 'alice', id)).toMatchObject({
      ...{ title: 'Buy paper', category: 'To do', status: 'not-started', priority: 'medium', task: null },
      ...{ owner: { id: 'alice' }, author: { id: 'alice' }, role: null, remindAt: null, mayChange: true },
      results: [{ code: 'done' }, { code: 'not-done' }],
    });
  });

  test.each([
    ['title', { start: 'now', due: 'later' }, 'Expected a title for title'],
    [
      'order',
      { title: 'x', start: 'later', due: 'now' },
      'Expected an end that is not before the start for due',
    ],
    ['category', { title: 'x', start: 'now', due: 'later', category: 'Fun' }, 'Expected one of To do, Call'],
    [
      'member',
      { title: 'x', start: 'now', due: 'later', owner: 'sam', role: 'sales' },
      'no member of the role',
    ],
    ['people', { title: 'x', start: 'now', due: 'later', participants: ['x'] }, 'people who are known here'],
  ])('is refused without a fitting %s', async (_what, { start, due, ...fields }, message) => {
    const moment = (word: string) => at(bench, word === 'now' ? 0 : 60);
    const command = bench.command('alice', {
      ...{ type: 'activity.save', activity: crypto.randomUUID(), create: true },
      fields: { ...fields, start: moment(start), due: moment(due) },
    });
    await expect(command).rejects.toThrow(message);
  });

  test('takes no id that another one has', async () => {
    const id = await makeActivity(bench, 'alice');
    const again = bench.command('bob', {
      ...{ type: 'activity.save', activity: id, create: true },
      fields: { title: 'Mine now', start: at(bench, 0), due: at(bench, 1) },
    });
    await expect(again).rejects.toThrow('an id of its own');
  });

  test('moves with its reminder and its duration when only the start is given', async () => {
    const id = await makeActivity(bench, 'alice', { remindAt: at(bench, 45) });
    await change('alice', id, { start: at(bench, 160) });
    expect(await activityOf(bench, 'alice', id)).toMatchObject({
      due: at(bench, 190),
      remindAt: at(bench, 145),
    });
  });

  test('leaves its owner when it gets another role', async () => {
    const id = await makeActivity(bench, 'alice');
    await change('alice', id, { role: 'support' });
    expect(await activityOf(bench, 'sam', id)).toMatchObject({
      owner: null,
      role: { id: 'support', name: 'Support' },
    });
  });

  test('is ended with a result of its category, and opened again', async () => {
    const id = await makeActivity(bench, 'alice', { category: 'Call' });
    await expect(end('alice', id, 'completed', null)).rejects.toThrow(
      'one of reached, not-reached, call-again',
    );
    await expect(end('alice', id, 'completed', 'done')).rejects.toThrow('one of reached');
    expect(await end('alice', id, 'completed', 'reached')).toEqual({
      instance: null,
      open: [],
      ended: false,
    });
    expect(await activityOf(bench, 'alice', id)).toMatchObject({
      ...{ status: 'completed', result: { code: 'reached', label: 'Reached' }, endedAt: expect.any(String) },
    });
    await expect(change('alice', id, { title: 'Other' })).rejects.toThrow('one that is completed');
    await change('alice', id, { status: 'in-progress', title: 'Other' });
    expect(await activityOf(bench, 'alice', id)).toMatchObject({
      title: 'Other',
      result: null,
      endedAt: null,
    });
    // Cancelled it needs none.
    await end('alice', id, 'cancelled', null);
    expect(await activityOf(bench, 'alice', id)).toMatchObject({ status: 'cancelled', result: null });
  });

  test('has the results of its category', async () => {
    const id = await makeActivity(bench, 'alice', { category: 'Call' });
    const results = async () => (await activityOf(bench, 'alice', id)).results.map(({ code }) => code);
    expect(await results()).toEqual(['reached', 'not-reached', 'call-again']);
    await change('alice', id, { category: 'Meeting' });
    expect(await results()).toEqual(['held', 'moved', 'not-held']);
  });

  test('keeps a category that is taken from the list', async () => {
    const id = await makeActivity(bench, 'alice', { category: 'Paperwork' });
    await replaceCategories(bench.db, await bench.user('admin'), [{ name: 'To do', results: [] }]);
    await change('alice', id, { priority: 'high', category: 'Paperwork' });
    await end('alice', id, 'completed', null);
    expect(await activityOf(bench, 'alice', id)).toMatchObject({
      category: 'Paperwork',
      status: 'completed',
    });
    await bench.db.deleteFrom('setting').where('key', '=', 'activity-categories').execute();
  });

  test('is seen by those who take part and changed by those whose it is', async () => {
    const id = await makeActivity(bench, 'alice', { participants: ['sam', 'sam'] });
    expect(await activityOf(bench, 'sam', id)).toMatchObject({
      ...{ participants: [{ id: 'sam', name: 'Sam Singh' }], mayChange: false },
    });
    await expect(change('sam', id, { title: 'Ha' })).rejects.toThrow('to change this activity');
    await expect(bench.command('sam', { type: 'activity.delete', activity: id })).rejects.toThrow(
      'to change',
    );
    await expect(activityOf(bench, 'bob', id)).rejects.toThrow('an activity that you may see');
  });

  test('is told to everybody whom it concerned or concerns, with both periods', async () => {
    const id = await makeActivity(bench, 'alice', { participants: ['sam'] });
    const from = { sam: await headOf(bench, 'sam'), bob: await headOf(bench, 'bob') };
    await change('alice', id, { participants: ['bob'], start: at(bench, 600), due: at(bench, 660) });
    const event = { type: 'activities.changed', activity: id, from: at(bench, 60), until: at(bench, 660) };
    expect(await toldTo(bench, 'sam', from.sam)).toEqual([event]);
    expect(await toldTo(bench, 'bob', from.bob)).toEqual([event]);
    const later = await headOf(bench, 'bob');
    await bench.command('alice', { type: 'activity.delete', activity: id });
    expect(await toldTo(bench, 'bob', later)).toMatchObject([{ type: 'activities.changed', activity: id }]);
    await expect(activityOf(bench, 'alice', id)).rejects.toThrow('an activity that you may see');
  });
});

test('[M18] the history of a record lists what is connected to it, newest first', async () => {
  const record = { system: 'crm', type: 'lead', id: '7', title: 'Lead 7', url: null };
  const first = await makeActivity(bench, 'alice', { connected: [record] });
  const second = await makeActivity(bench, 'alice', {
    ...{ connected: [record, { ...record, id: '8' }], start: at(bench, 500), due: at(bench, 501) },
  });
  const history = async (user: string, id: string) => {
    const { system, type } = record;
    const asked = { type: 'activities.of-record', record: { system, type, id }, limit: 10 } as const;
    return (await ask(bench, user, asked)).items.map((activity) => activity.id);
  };
  expect(await history('alice', '7')).toEqual([second, first]);
  expect(await history('alice', '8')).toEqual([second]);
  expect(await history('sam', '7')).toEqual([]);
  await change('alice', second, { connected: [] });
  expect(await history('alice', '8')).toEqual([]);
});

test('people and roles are found by a part of the name or the beginning of the id', async () => {
  const search = async (text: string, only: { kind?: 'user' | 'role'; memberOf?: string } = {}) => {
    const { found } = await ask(bench, 'alice', { type: 'people.search', text, ...only, limit: 5 });
    return found.map(({ type, id }) => `${type} ${id}`);
  };
  expect(await search('sal')).toEqual(['role sales', 'role sales-managers']);
  expect(await search('ADA')).toEqual(['user admin', 'user alice']);
  expect(await search('bo')).toEqual(['user bob']);
  expect(await search('sa', { kind: 'user' })).toEqual(['user sam']);
  expect(await search('', { kind: 'role' })).not.toContain('user bob');
  // Of a role only members can be owners (behaviour 7.2).
  expect(await search('', { memberOf: 'sales' })).toEqual(['user alice', 'user bob', 'user maria']);
  expect(await search('ali', { memberOf: 'support' })).toEqual([]);
  await bench.db.updateTable('account').set({ active: false }).where('id', '=', 'bob').execute();
  expect(await search('bo')).toEqual([]);
  await bench.db.updateTable('account').set({ active: true }).where('id', '=', 'bob').execute();
});
