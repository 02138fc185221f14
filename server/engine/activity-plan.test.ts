import { describe, expect, it } from 'vitest';
import { Definition } from './definition.ts';
import type { OpenedActivity, Values } from './model.ts';
import { openTask } from './open-task.ts';
import { defined, process } from './testing/process.ts';

const NOW = '2026-03-02T12:00:00.000Z';

/** The activity of a task that opens with these properties. */
async function opened(properties: Record<string, string>, values: Values = {}) {
  const built = process().start('in').task('work', { properties }).end('out').path('in', 'work', 'out');
  const element = Definition.parse(await defined(built)).elements.work;
  if (element?.type !== 'userTask') throw new Error('Expected a user task.');
  const opening = openTask(element, { step: 's1', values, now: NOW }, false);
  if (!opening.ok) throw new Error(opening.incident.message);
  return opening.task;
}
const activityOf = async (properties: Record<string, string>, values: Values = {}) =>
  (await opened(properties, values)).activity;

const DIALOG = { kind: 'user-dialog', 'answer:yes': 'Yes' };
const PLAIN: OpenedActivity = {
  ...{ category: 'To do', description: null, remindAt: null, showInCalendar: true },
  ...{ priority: 'medium', connected: [] },
};

describe('[ENG-61] the activity of a step', () => {
  it('is always there for a Perform task, with its category and description', async () => {
    expect(await activityOf({ kind: 'perform-task' })).toEqual(PLAIN);
    const said = { kind: 'perform-task', category: 'Call', description: 'Ask ${name}' };
    expect(await activityOf(said, { name: 'Ada' })).toEqual({
      ...PLAIN,
      ...{ category: 'Call', description: 'Ask Ada' },
    });
  });

  it('is there for other kinds when their author says so', async () => {
    expect(await activityOf(DIALOG)).toBeNull();
    expect(await activityOf({ ...DIALOG, 'create-activity': 'false' })).toBeNull();
    expect(await activityOf({ ...DIALOG, 'create-activity': 'true' })).toEqual(PLAIN);
  });

  it('reminds so long before the start, which may be later than now', async () => {
    const wanted = { kind: 'perform-task', 'start-in': 'P1M', 'remind-in': 'PT10M' };
    expect((await activityOf(wanted))?.remindAt).toBe('2026-04-02T11:50:00.000Z');
    expect((await activityOf({ ...wanted, 'remind-in': 'P1M' }))?.remindAt).toBe('2026-03-02T12:00:00.000Z');
  });

  it('takes priority, calendar and records from its author', async () => {
    const wanted = { kind: 'perform-task', priority: 'high', 'show-in-calendar': 'false' };
    const records = { 'connected:firm': 'demo:firm:${firm}', 'connected:order': '${system}:order:a:7' };
    expect(await activityOf({ ...wanted, ...records }, { firm: '12', system: 'crm-1' })).toMatchObject({
      ...{ priority: 'high', showInCalendar: false },
      connected: [
        { system: 'demo', type: 'firm', id: '12' },
        { system: 'crm-1', type: 'order', id: 'a:7' },
      ],
    });
  });

  it('leaves out a record of which nothing is known yet', async () => {
    expect(
      (await activityOf({ kind: 'perform-task', 'connected:firm': 'demo:firm:${firm}' }))?.connected,
    ).toEqual([]);
  });

  it('is none in a definition that was stored before there were activities', async () => {
    const built = process().start('in').dialog('ask').end('out').path('in', 'ask', 'out');
    const stored = JSON.parse(JSON.stringify(await defined(built)), (key, value) =>
      key === 'activity' || key === 'ofManager' ? undefined : value,
    );
    expect(Definition.parse(stored).elements.ask).toMatchObject({
      plan: { activity: null, ofManager: false },
    });
  });
});

it('a manager performs instead of the user who is named', async () => {
  expect((await opened({ kind: 'perform-task', 'performer-manager': 'true' })).ofManager).toBe(true);
  expect((await opened({ kind: 'perform-task' })).ofManager).toBe(false);
});
