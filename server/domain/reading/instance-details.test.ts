import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { User, WaitingPlace } from '../../../lib/protocol/index.ts';
import type { Meanwhile, RecordEvent, Waiting } from '../../engine/model.ts';
import { seedDemo } from '../../seed.ts';
import { useDatabase } from '../../testing/database.ts';
import { SYSTEMS } from '../../testing/processes.ts';
import { addInstance, addProcess, addStep, NOON } from '../../testing/rows.ts';
import { surroundingsOf } from '../../testing/server.ts';
import { readUser } from '../people.ts';
import { readInstance } from './instance-details.ts';
import { readTrace } from './trace.ts';

const database = useDatabase();
const later = (minutes: number) => new Date(NOON.getTime() + minutes * 60_000);
const RECORD = { system: 'crm-1', type: 'lead', id: '7', title: 'A lead', url: null };
const CONTENT = {
  ...{ kind: 'user-dialog', question: 'Good?', multiple: false, required: true, preselected: null },
  answers: [
    { code: 'yes', label: 'Yes' },
    { code: 'no', label: 'No' },
  ],
};
let admin: User;

beforeAll(async () => {
  const { db } = database.store;
  await seedDemo(db, 'secret');
  admin = await readUser(db, 'admin');
  const rows = SYSTEMS.map((system) => ({ ...system, origins: JSON.stringify(system.origins) }));
  await db.insertInto('system').values(rows).execute();
  await db.insertInto('role').values({ id: 'night-shift', name: 'Night shift' }).execute();
  const leaver = {
    id: 'leo',
    login: 'leo',
    name: 'Leo Leaver',
    email: null,
    password_hash: null,
    manager: null,
  };
  await db
    .insertInto('account')
    .values({ ...leaver, active: false })
    .execute();
  const ask = { id: 'ask', name: 'Ask', type: 'userTask', kind: 'user-dialog', parent: null };
  await addProcess(db, 'p', { elements: [ask] });
  await addProcess(db, 'called', { name: 'The called one' });
});

beforeEach(async () => {
  const { db } = database.store;
  await db.deleteFrom('instance').execute();
  await db.deleteFrom('system_connection').execute();
  await addInstance(db, { id: 'i1' });
  await addStep(db, { instance: 'i1', id: '3', element: 'ask', name: 'Ask', entered_at: later(5) });
});

/** The instance `i1` with an engine that explains this. */
function read(waiting: Waiting['for'][] = [], user = admin, id = 'i1', meanwhile: Meanwhile[] = []) {
  const around = surroundingsOf(database);
  const explained = waiting.map((what) => ({ step: '3', element: 'ask', name: 'Ask', for: what, meanwhile }));
  const engine = { ...around.engine, explain: () => explained, variables: () => ({ amount: 12 }) };
  return readInstance({ ...around, engine }, user, id);
}

async function place(what: Waiting['for'], user = admin): Promise<WaitingPlace> {
  const { waiting } = await read([what], user);
  expect(waiting).toHaveLength(1);
  return waiting[0] as WaitingPlace;
}

async function addTask(performer: { user?: string; role?: string }, more: object = {}): Promise<void> {
  await database.store.db
    .insertInto('task')
    .values({
      ...{ id: 't1', instance: 'i1', step: '3', element: 'ask', kind: 'user-dialog', title: 'Good?' },
      ...{ hint: null, content: JSON.stringify(CONTENT), record: JSON.stringify(RECORD), start: NOON },
      ...{ performer_user: performer.user ?? null, performer_role: performer.role ?? null },
      ...{ due: later(60), created_at: NOON, ended_at: null, ended_reason: null, ended_by: null },
      ...{ obstacle: null, ...more },
    })
    .execute();
}

describe('M29 [instance] why a place waits', () => {
  const person = (user: string | null, role: string | null = null) => ({
    type: 'person' as const,
    user,
    role,
  });

  test('for a person: who, for which record, and what can be done', async () => {
    await addTask({ user: 'alice' });
    expect(await place(person('alice'))).toEqual({
      ...{ step: '3', element: 'ask', name: 'Ask', since: later(5).toISOString() },
      reason: {
        ...{ type: 'person', task: 't1', user: { id: 'alice', name: 'Alice Adams' }, role: null },
        ...{ due: later(60).toISOString(), obstacle: null, record: RECORD },
      },
      meanwhile: [],
      actions: ['open', 'reassign', 'skip'],
      ...{ outcomes: CONTENT.answers, several: false },
    });
  });

  test('says what may come first, and whether anybody would tell of it', async () => {
    const on: RecordEvent = { event: 'added', type: 'demo:lead', id: null, fields: [], filter: null };
    const late = { element: 'late', name: 'Late', interrupts: true };
    const { waiting } = await read([person('alice')], admin, 'i1', [
      { ...late, for: { type: 'timer', at: later(60).toISOString() } },
      { ...late, interrupts: false, for: { type: 'event', event: { kind: 'signal', name: 'go' } } },
      { ...late, for: { type: 'event', event: { kind: 'record', on } } },
    ]);
    expect(waiting[0]?.meanwhile).toEqual([
      { ...late, reason: { type: 'timer', at: later(60).toISOString() } },
      { ...late, interrupts: false, reason: { type: 'signal', name: 'go' } },
      { ...late, reason: { type: 'record', event: 'added', recordType: 'demo:lead', id: null, fed: false } },
    ]);
  });

  test('says that several of the answers may be chosen', async () => {
    await addTask({ user: 'alice' }, { content: JSON.stringify({ ...CONTENT, multiple: true }) });
    expect(await place(person('alice'))).toMatchObject({ outcomes: CONTENT.answers, several: true });
  });

  const obstacles: [
    title: string,
    performer: { user?: string; role?: string },
    more: object,
    obstacle: string | null,
  ][] = [
    ['a role with members', { role: 'sales' }, {}, null],
    ['a role with nobody in it', { role: 'night-shift' }, {}, 'role-empty'],
    ['a person who is not active', { user: 'leo' }, {}, 'user-inactive'],
    ['a person who is not active, or a role that can', { user: 'leo', role: 'sales' }, {}, null],
    ['a person who is not active, or an empty role', { user: 'leo', role: 'night-shift' }, {}, 'role-empty'],
    [
      'M33 a person who may not open the record',
      { user: 'bob' },
      { obstacle: 'record-closed' },
      'record-closed',
    ],
    ['M33 a record that is gone', { user: 'bob' }, { obstacle: 'record-gone' }, 'record-gone'],
  ];
  test.each(obstacles)('for %s', async (_title, performer, more, obstacle) => {
    await addTask(performer, more);
    const { reason } = await place(person(performer.user ?? null, performer.role ?? null));
    expect(reason).toMatchObject({ type: 'person', obstacle });
  });

  test('for the person that a step was assigned to, not for the one that the process names', async () => {
    await addTask({ user: 'bob' });
    expect((await place(person('alice'))).reason).toMatchObject({ user: { id: 'bob' } });
  });

  test('for a timer, a message and a signal', async () => {
    expect((await place({ type: 'timer', at: '2026-03-05T01:00:00+01:00' })).reason).toEqual({
      ...{ type: 'timer', at: '2026-03-05T00:00:00.000Z' },
    });
    for (const kind of ['message', 'signal'] as const) {
      const found = await place({ type: 'event', event: { kind, name: 'paid' } });
      expect(found).toMatchObject({ reason: { type: kind, name: 'paid' }, actions: ['skip'], outcomes: [] });
    }
  });

  test.each([
    ['nothing tells of it', 'demo:lead', 'modified', false, false],
    ['the system is connected', 'demo:lead', 'modified', true, true],
    ['the system is connected and named by its id', 'crm-1:lead', 'added', true, true],
    ['a deletion would not be seen over the connection', 'demo:lead', 'deleted', true, false],
    ['another system is connected', 'tryton:lead', 'modified', true, false],
  ] as const)('for a record event when %s', async (_title, type, event, connected, fed) => {
    if (connected) {
      const connection = { system: 'crm-1', kind: 'demo', settings: '{}', secret: null };
      await database.store.db
        .insertInto('system_connection')
        .values({ ...connection, checked_at: null, problem: null })
        .execute();
    }
    const on = { event, type, id: '7', fields: [], filter: null };
    const { reason } = await place({ type: 'event', event: { kind: 'record', on } });
    expect(reason).toEqual({ type: 'record', event, recordType: type, id: '7', fed });
  });

  test('for a record event of which a webhook tells', async () => {
    const { db } = database.store;
    await db
      .insertInto('webhook')
      .values({ system: 'crm-1', token_hash: 'x', created_at: NOON, last_at: null })
      .execute();
    const on = { event: 'added' as const, type: 'demo:case', id: null, fields: [], filter: null };
    expect((await place({ type: 'event', event: { kind: 'record', on } })).reason).toMatchObject({
      fed: true,
    });
    await db.deleteFrom('webhook').execute();
  });

  test('for a system action: its attempts, the next one, and what went wrong', async () => {
    const job = { instance: 'i1', step: '3', element: 'ask', topic: 'throughline:send-email', inputs: '{}' };
    const tried = { status: 'retrying' as const, attempts: 2, max_attempts: 5, problem: 'no connection' };
    await database.store.db
      .insertInto('job')
      .values({
        ...job,
        ...tried,
        variables: '{}',
        next_at: later(9),
        locked_by: null,
        locked_until: null,
        created_at: NOON,
      })
      .execute();
    expect(await place({ type: 'job', topic: 'throughline:send-email' })).toMatchObject({
      reason: {
        ...{ type: 'job', topic: 'throughline:send-email', status: 'retrying', attempts: 2, maxAttempts: 5 },
        ...{ nextAt: later(9).toISOString(), problem: 'no connection' },
      },
      actions: ['skip'],
    });
    const incident = { code: 'job-failed' as const, element: 'ask', message: 'no connection' };
    await database.store.db.updateTable('job').set({ status: 'dead', attempts: 5 }).execute();
    await database.store.db
      .updateTable('step')
      .set({ incident: JSON.stringify(incident) })
      .execute();
    expect(await place({ type: 'incident', incident })).toMatchObject({
      reason: { type: 'job', status: 'dead', attempts: 5, problem: 'no connection' },
      actions: ['retry', 'skip'],
    });
  });

  test('for a process that it has called, started already or not', async () => {
    const called = { type: 'process' as const, process: 'called' };
    expect((await place(called)).reason).toEqual({
      ...{ type: 'process', process: 'The called one', instance: null, status: null },
    });
    await addInstance(database.store.db, {
      id: 'c1',
      process: 'called',
      status: 'error',
      parent: 'i1',
      parent_step: '3',
    });
    expect((await place(called)).reason).toMatchObject({ instance: 'c1', status: 'error' });
  });

  test('for an administrator, with the incident that stands, also one that the engine knows nothing of', async () => {
    const incident = { code: 'no-performer' as const, element: 'ask', message: 'Nobody is ghost.' };
    await database.store.db
      .updateTable('step')
      .set({ status: 'error', incident: JSON.stringify(incident) })
      .where('instance', '=', 'i1')
      .execute();
    expect(await place(person('ghost'))).toMatchObject({
      reason: { type: 'incident', incident },
      actions: ['retry', 'skip'],
    });
    await addTask({ user: 'ghost' });
    expect(await place(person('ghost'))).toMatchObject({
      reason: { type: 'person', user: { id: 'ghost', name: 'ghost' }, obstacle: 'user-inactive' },
      actions: ['retry', 'open', 'reassign', 'skip'],
    });
    const other = { ...incident, code: 'expression-failed' as const };
    await database.store.db
      .updateTable('step')
      .set({ incident: null })
      .where('instance', '=', 'i1')
      .execute();
    expect(await place({ type: 'incident', incident: other })).toMatchObject({
      reason: { type: 'incident', incident: other },
      actions: ['retry', 'skip'],
    });
  });

  test('somebody who may only look is offered nothing', async () => {
    await addTask({ user: 'alice' });
    const maria = await readUser(database.store.db, 'maria');
    expect((await place(person('alice'), maria)).actions).toEqual([]);
    expect((await read([], maria)).may).toEqual({ cancel: true, administer: false });
  });
});

describe('M29 [instance] an instance', () => {
  test('has steps with who and how long, in the order of their beginning', async () => {
    const { db } = database.store;
    await addTask({ user: 'alice', role: 'sales' });
    const ended = { status: 'completed' as const, ended_at: later(4), ended_by: 'bob' };
    for (const id of ['10', '2', '1'])
      await addStep(db, { instance: 'i1', id, ...ended, outcome: ['a', 'b'] });
    await addInstance(db, { id: 'c1', parent: 'i1', parent_step: '10' });
    await db
      .insertInto('trace')
      .values({ instance: 'i1', step: '2', moment: 'before', at: NOON, variables: '{"x":1}' })
      .execute();
    const { steps, moreSteps, taken } = await read();
    expect(moreSteps).toBe(false);
    expect(steps.map(({ id }) => id)).toEqual(['1', '2', '10', '3']);
    expect(steps[3]).toEqual({
      ...{ id: '3', element: 'ask', name: 'Ask', type: 'userTask', kind: 'user-dialog', parent: null },
      ...{ index: null, status: 'running', enteredAt: later(5).toISOString(), endedAt: null },
      performer: { user: { id: 'alice', name: 'Alice Adams' }, role: { id: 'sales', name: 'Sales' } },
      ...{ endedBy: null, outcome: null, incident: null, child: null, traced: false },
    });
    expect(steps[1]).toMatchObject({
      ...{ kind: null, endedBy: { id: 'bob', name: 'Bob Brown' }, outcome: 'a, b', traced: true },
      endedAt: later(4).toISOString(),
    });
    expect(steps[2]).toMatchObject({ child: 'c1' });
    expect(taken).toEqual({ ask: 1, work: 3 });
    expect(await readTrace(db, 'i1', '2')).toEqual({ step: '2', before: { x: 1 }, after: null });
  });

  test('has parent and children, records, variables and what was done to it', async () => {
    const { db } = database.store;
    await addInstance(db, { id: 'top' });
    await addInstance(db, { id: 'c1', parent: 'i1', parent_step: '3' });
    await db
      .updateTable('instance')
      .set({ parent: 'top', business_key: 'A-1' })
      .where('id', '=', 'i1')
      .execute();
    await db
      .insertInto('instance_record')
      .values({ instance: 'i1', ...RECORD, how: 'started' })
      .execute();
    const line = { instance: 'i1', at: NOON, element: null, actor: null, data: '{}' };
    await db
      .insertInto('step_log')
      .values([
        { ...line, position: 1, event: 'instance.started' },
        { ...line, position: 2, event: 'step.entered' },
        {
          ...line,
          position: 3,
          event: 'step.skipped',
          actor: 'admin',
          element: 'ask',
          data: '{"reason":"test"}',
        },
      ])
      .execute();
    const found = await read();
    expect(found).toMatchObject({
      ...{ summary: { id: 'i1', parent: 'top' }, businessKey: 'A-1', parent: { id: 'top' } },
      ...{ children: [{ id: 'c1' }], records: [{ ...RECORD, how: 'started' }], variables: { amount: 12 } },
      may: { cancel: true, administer: true },
    });
    expect(found.history.map(({ event, actor, data }) => [event, actor?.name ?? null, data])).toEqual([
      ['step.skipped', 'Ada Admin', { reason: 'test' }],
      ['instance.started', null, {}],
    ]);
  });

  test('has a step once that has called a second instance after the first, with the second', async () => {
    const { db } = database.store;
    const called = { process: 'called', parent: 'i1', parent_step: '3' };
    await addInstance(db, { id: 'second', ...called, started_at: later(2) });
    await addInstance(db, { id: 'first', ...called, started_at: later(1), status: 'cancelled' });
    expect((await read()).steps.map(({ id, child }) => [id, child])).toEqual([['3', 'second']]);
  });

  test('that has ended waits for nothing, and nothing can be done with it', async () => {
    const { db } = database.store;
    await addInstance(db, { id: 'done', status: 'completed', ended_at: later(1) });
    const found = await read([{ type: 'timer', at: NOON.toISOString() }], admin, 'done');
    expect(found).toMatchObject({ waiting: [], may: { cancel: false, administer: false } });
  });

  test('that does not exist is refused', async () => {
    await expect(read([], admin, 'ghost')).rejects.toMatchObject({ wire: { code: 'instance-unknown' } });
    await expect(readTrace(database.store.db, 'ghost', '1')).rejects.toMatchObject({
      wire: { code: 'instance-unknown' },
    });
  });
});
