/** Cases begin, move, are settled and changed (behaviour 8.1, 8.2, 8.5), on a CRM in memory. */
import { beforeEach, describe, expect, test } from 'vitest';
import { sampleCase, stage, taskStep } from '../../../lib/cases/testing/sample-case.ts';
import { CASE_LEASE_MS } from '../../../lib/protocol/index.ts';
import { CrmError } from '../../crm/errors.ts';
import { keepFrom, leadOf } from '../../testing/cases.ts';
import { SMALL, useCases } from '../../testing/use-cases.ts';
import { recordEvents } from '../record-events.ts';
import { cancelFailed, deleteOld } from '../retention.ts';
import { runCaseQuery } from './queries.ts';

const bench = useCases();

/** How the stage stands here and there. */
async function standing(id: string) {
  const found = (await bench.view(id)).case;
  return [found?.stage, await bench.stageInCrm(id), found?.agreement.state];
}

describe('[M37] a case begins', () => {
  test('on request, in the stage of its record, with the steps of that stage', async () => {
    await bench.deployCase(sampleCase());
    const instance = await bench.begin('1');
    const { case: found } = await bench.view('1');
    expect(found).toMatchObject({
      ...{ instance, stage: 'qualify', status: 'running', mayMove: true },
      record: { id: '1', title: 'Lamp shop' },
      steps: [
        { id: 'call', status: 'open', performer: { user: { id: 'alice' } }, task: expect.any(String) },
        { id: 'note', status: 'later', task: null },
      ],
    });
    await bench.work();
    expect(await standing('1')).toEqual(['qualify', 'qualify', 'agreed']);
  });

  test('in its first stage on a record that has none, and writes it', async () => {
    await bench.deployCase(sampleCase());
    await bench.begin('2');
    expect((await bench.view('2')).case?.agreement).toEqual({ state: 'writing', problem: null });
    await bench.work();
    expect(await standing('2')).toEqual(['qualify', 'qualify', 'agreed']);
  });

  test('when the CRM tells of a new record that it is for, and on no other', async () => {
    await bench.deployCase(sampleCase({ condition: SMALL }));
    const added = { system: 'crm-1', type: 'lead', event: 'added', changedFields: null } as const;
    await recordEvents(bench.around, [
      { ...added, id: '1', data: { id: '1', status: 'qualify', size: 'small' }, title: 'Lamp shop' },
      { ...added, id: '2', data: { id: '2', status: null, size: 'big' }, title: 'Tea house' },
    ]);
    await bench.work();
    expect((await bench.view('1')).case).toMatchObject({ stage: 'qualify' });
    expect((await bench.view('2')).case).toBeNull();
  });

  test('once on each record, whoever asks at the same time', async () => {
    await bench.deployCase(sampleCase());
    const starts = await Promise.allSettled([bench.begin('1'), bench.begin('1', 'sale', 'bob')]);
    expect(starts.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    const lost = starts.find(({ status }) => status === 'rejected');
    expect(lost).toMatchObject({ reason: { wire: { code: 'case-exists' } } });
  });

  test('also by the ordinary start of a process', async () => {
    await bench.deployCase(sampleCase());
    const command = { type: 'process.start', process: 'sale', record: leadOf('3') } as const;
    await bench.command('alice', command);
    expect((await bench.view('3')).case).toMatchObject({ stage: 'won' });
    const other = { ...command, record: leadOf('1') };
    await expect(bench.command('alice', { ...other, variables: { colour: 'red' } })).rejects.toMatchObject({
      wire: { code: 'parameter-unfit' },
    });
    const { instance } = await bench.command('alice', { ...other, businessKey: 'S-17' });
    const stored = bench.db.selectFrom('instance').select('business_key').where('id', '=', instance);
    expect(await stored.executeTakeFirst()).toEqual({ business_key: 'S-17' });
  });

  test('not on a record that its condition leaves out, nor on one that is not there', async () => {
    await bench.deployCase(sampleCase({ condition: SMALL }));
    await expect(bench.begin('2')).rejects.toThrow('size small');
    await expect(bench.begin('99')).rejects.toThrow('no record');
    expect((await bench.view('2')).offer).toBeNull();
  });

  test('not while the CRM cannot be asked, and not by somebody who may not', async () => {
    await bench.deployCase(sampleCase());
    await keepFrom(bench, 'sam');
    await expect(bench.begin('1', 'sale', 'sam')).rejects.toMatchObject({ wire: { code: 'not-allowed' } });
    if (bench.crm) bench.crm.fault = new CrmError('unreachable', 'Expected an answer, got none.');
    await expect(bench.begin('1')).rejects.toMatchObject({ wire: { code: 'connection-failed' } });
  });

  test('and tells nobody what the CRM holds who may not begin it, or not read the record there', async () => {
    await bench.deployCase(sampleCase({ condition: SMALL }));
    const refusal = await bench.begin('2').catch((error: Error) => error.message);
    expect(refusal).not.toContain('big');
    await keepFrom(bench, 'sam');
    await expect(bench.begin('2', 'sale', 'sam')).rejects.toMatchObject({ wire: { code: 'not-allowed' } });
    const instance = await bench.begin('1');
    const change = { type: 'case.change', instance, process: 'sale', revision: 0 } as const;
    await expect(bench.decide(change, 'sam')).rejects.toMatchObject({ wire: { code: 'not-allowed' } });
    if (bench.crm) bench.crm.rights = { read: false };
    const other = await bench.begin('3');
    const titleOf = async (id: string) =>
      (await bench.db.selectFrom('instance').select('record').where('id', '=', id).executeTakeFirst())?.record
        ?.title;
    expect([await titleOf(instance), await titleOf(other)]).toEqual(['Lamp shop', null]);
  });

  test('without a connection, and keeps its stage for itself', async () => {
    await bench.deployCase(sampleCase());
    bench.crm = null;
    await bench.begin('1');
    await bench.work();
    expect((await bench.view('1')).case?.agreement).toEqual({ state: 'apart' });
  });

  test('is offered where there is none, and begins by itself only on records that never had one', async () => {
    await bench.deployCase(sampleCase());
    await keepFrom(bench, 'sam');
    expect((await bench.view('1')).offer).toEqual({ process: 'sale', name: 'Sale', now: true });
    expect((await bench.view('1', 'sam')).offer).toBeNull();
    const instance = await bench.begin('1');
    await bench.db
      .updateTable('instance')
      .set({ status: 'cancelled', ended_at: new Date() })
      .where('id', '=', instance)
      .execute();
    await bench.db.updateTable('record_case').set({ ended_at: new Date() }).execute();
    expect(await bench.view('1')).toMatchObject({ case: null, offer: { process: 'sale', now: false } });
  });

  test('not by itself again when what is kept of an ended one is deleted, nor on a record that is over', async () => {
    await bench.deployCase(sampleCase());
    expect((await bench.view('3')).offer).toMatchObject({ process: 'sale', now: false });
    expect((await bench.view('2')).offer).toMatchObject({ now: true });
    await bench.begin('1');
    await bench.move('1', 'lost');
    await bench.work();
    await bench.crm?.modify('lead', '1', { status: 'qualify' });
    bench.clock.forward(40 * 24 * 3_600_000);
    expect(await deleteOld(bench.around, { retentionDays: 30, errorDays: 0 })).toBe(1);
    expect(await bench.view('1')).toMatchObject({ case: null, offer: { process: 'sale', now: false } });
  });
});

describe('[M36] a case is moved', () => {
  beforeEach(async () => {
    await bench.deployCase(sampleCase({ afterEnd: 'open' }));
    await bench.begin('1');
    await bench.work();
  });

  test('forward when the required steps are done; the CRM has the stage then', async () => {
    const { case: found } = await bench.view('1');
    await expect(bench.move('1', 'propose')).rejects.toMatchObject({
      wire: { code: 'case-blocked', message: expect.stringContaining('Do call') },
    });
    await bench.complete(found?.instance ?? '');
    await bench.move('1', 'propose');
    await bench.work();
    expect(await standing('1')).toEqual(['propose', 'propose', 'agreed']);
    const visits = (await bench.view('1')).case?.stages.map(({ visits }) => visits.map(({ how }) => how));
    expect(visits).toEqual([['start'], ['person'], [], []]);
  });

  test('with a preview of what it cancels, creates and lacks', async () => {
    const { case: found } = await bench.view('1');
    const preview = async (goal: string) => {
      const asked = { type: 'case.preview', instance: found?.instance ?? '', stage: goal } as const;
      const answer = await runCaseQuery(bench.around, await bench.user('alice'), asked);
      return answer.type === 'case.preview' ? answer.preview : null;
    };
    expect(await preview('propose')).toMatchObject({
      ...{ move: 'blocked', blocking: [{ id: 'call', status: 'open' }], ends: false },
    });
    expect(await preview('lost')).toMatchObject({
      ...{ move: 'forward', blocking: [], cancelled: [{ id: 'call' }], created: [], ends: true },
    });
  });

  test('to an unsuccessful end from anywhere: open steps end with it, the case is over and the CRM knows', async () => {
    const { case: found } = await bench.view('1');
    await bench.move('1', 'lost');
    await bench.work();
    expect(await bench.statusOf(found?.instance ?? '')).toBe('completed');
    expect(await standing('1')).toEqual(['lost', 'lost', 'agreed']);
    const open = await bench.db.selectFrom('task').select('id').where('ended_at', 'is', null).execute();
    expect(open).toEqual([]);
  });

  test('once by two who move at once: the other is told where it has gone', async () => {
    const { case: found } = await bench.view('1');
    const { instance, revision } = found ?? { instance: '', revision: 0 };
    const command = { type: 'case.move', instance, revision } as const;
    const moves = await Promise.allSettled([
      bench.decide({ ...command, stage: 'lost' }),
      bench.decide({ ...command, stage: 'lost' }, 'bob'),
    ]);
    expect(moves.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(moves.find(({ status }) => status === 'rejected')).toMatchObject({
      reason: { wire: { code: 'case-moved', message: expect.stringContaining('lost') } },
    });
  });

  test('by those only who may start it, and seen by them, by who has a task in it, and by who sees the log', async () => {
    await keepFrom(bench, 'sam');
    expect(await bench.view('1', 'sam')).toEqual({ type: 'case.view', case: null, offer: null });
    const { case: found } = await bench.view('1', 'bob');
    const { instance, revision } = found ?? { instance: '', revision: 0 };
    const command = { type: 'case.move', instance, stage: 'lost', revision } as const;
    await expect(bench.decide(command, 'sam')).rejects.toMatchObject({ wire: { code: 'not-allowed' } });
    const step = found?.steps[0]?.step ?? '';
    await bench.db.updateTable('task').set({ performer_user: 'sam' }).where('step', '=', step).execute();
    expect((await bench.view('1', 'sam')).case).toMatchObject({ instance, mayMove: false });
    await bench.decide(command, 'bob');
    expect((await bench.view('1')).case?.stages.at(-1)?.visits).toMatchObject([{ by: { id: 'bob' } }]);
  });

  test('and everybody who looks at the record is told, for as long as they look', async () => {
    await bench.view('1', 'bob');
    const before = (await bench.told('bob')).length;
    await bench.move('1', 'lost');
    expect((await bench.told('bob')).slice(before)).toEqual([
      { type: 'case.changed', record: { system: 'crm-1', type: 'lead', id: '1' } },
    ]);
    expect(await bench.told('maria')).toEqual([]);
    bench.clock.forward(CASE_LEASE_MS + 1000);
    await bench.work();
    const later = (await bench.told('bob')).length;
    await bench.move('1', 'qualify');
    expect(await bench.told('bob')).toHaveLength(later);
  });
});

test('[M36] who does not see the case of a record that they look at is not told of it', async () => {
  await bench.deployCase(sampleCase());
  await keepFrom(bench, 'sam');
  await bench.view('1', 'sam');
  await bench.view('1', 'bob');
  const before = { sam: (await bench.told('sam')).length, bob: (await bench.told('bob')).length };
  await bench.begin('1');
  await bench.move('1', 'lost');
  await bench.work();
  expect((await bench.told('bob')).length).toBeGreaterThan(before.bob);
  expect(await bench.told('sam')).toHaveLength(before.sam);
});

describe('case and CRM never disagree silently', () => {
  beforeEach(async () => {
    await bench.deployCase(sampleCase());
    await bench.begin('1');
    await bench.work();
  });

  const tellOf = (data: Record<string, string | null>) =>
    recordEvents(bench.around, [
      {
        ...{ system: 'crm-1', type: 'lead', id: '1', event: 'modified', changedFields: null, data },
        title: 'Lamp shop',
      },
    ]);

  test('the case follows a stage that somebody sets in the CRM', async () => {
    await bench.crm?.modify('lead', '1', { status: 'propose' });
    await tellOf({ id: '1', status: 'propose' });
    await bench.work();
    expect(await standing('1')).toEqual(['propose', 'propose', 'agreed']);
    expect((await bench.view('1')).case?.stages[1]?.visits).toMatchObject([{ how: 'crm', by: null }]);
  });

  test('a change in the CRM at the time of a move is a conflict, which a person ends', async () => {
    await bench.move('1', 'lost');
    await bench.crm?.modify('lead', '1', { status: 'propose' });
    await bench.work();
    const conflict = { state: 'conflict', stage: 'propose', value: 'propose', problem: null };
    const { case: found } = await bench.view('1');
    expect(found).toMatchObject({ stage: 'lost', agreement: conflict });
    expect(await bench.stageInCrm('1')).toBe('propose');
    const { instance, revision } = found ?? { instance: '', revision: 0 };
    await bench.decide({ type: 'case.settle', instance, keep: 'case', revision });
    await bench.work();
    expect(await standing('1')).toEqual(['lost', 'lost', 'agreed']);
  });

  test('a value that no stage has is a conflict, and is left alone', async () => {
    await bench.crm?.modify('lead', '1', { status: 'parked' });
    await tellOf({ id: '1', status: 'parked' });
    await bench.work();
    expect((await bench.view('1')).case).toMatchObject({
      ...{ stage: 'qualify', agreement: { state: 'conflict', stage: null, value: 'parked' } },
    });
    expect(await bench.stageInCrm('1')).toBe('parked');
  });

  test('a CRM that is down in the middle of a move is told later; meanwhile the case says so', async () => {
    const { crm } = bench;
    await bench.move('1', 'lost');
    if (crm) crm.fault = new CrmError('unreachable', 'Expected an answer of the CRM, got none.');
    await bench.view('1', 'bob');
    const before = (await bench.told('bob')).length;
    await bench.work();
    expect((await bench.told('bob')).length).toBeGreaterThan(before);
    if (crm) crm.fault = null;
    const { case: found } = await bench.view('1');
    expect(found).toMatchObject({ stage: 'lost', agreement: { state: 'writing' } });
    expect(found?.agreement).toMatchObject({ problem: expect.stringContaining('got none') });
    bench.clock.forward(3_600_000);
    await bench.work();
    expect(await standing('1')).toEqual(['lost', 'lost', 'agreed']);
  });

  test('a case whose CRM refuses its stage is not cancelled for that, as people work in it', async () => {
    const { case: found } = await bench.view('1');
    const instance = found?.instance ?? '';
    await bench.complete(instance);
    await bench.move('1', 'propose');
    if (bench.crm) bench.crm.fault = new CrmError('value-refused', 'Expected another value.');
    await bench.work();
    if (bench.crm) bench.crm.fault = null;
    expect(await bench.statusOf(instance)).toBe('error');
    const keeping = { retentionDays: 0, errorDays: 20 };
    bench.clock.forward(30 * 24 * 3_600_000);
    expect(await cancelFailed(bench.around, keeping)).toBe(0);
    const step = (await bench.view('1')).case?.steps[0]?.step ?? '';
    await bench.db.updateTable('step').set({ status: 'error' }).where('id', '=', step).execute();
    expect(await cancelFailed(bench.around, keeping)).toBe(0);
    const failed = {
      event: 'instance.failed',
      element: 'offer',
      actor: null,
      data: JSON.stringify({ step }),
    };
    const entry = { instance, position: 1000, at: new Date(0), ...failed };
    await bench.db.insertInto('step_log').values(entry).execute();
    expect(await cancelFailed(bench.around, keeping)).toBe(1);
    expect(await bench.statusOf(instance)).toBe('cancelled');
  });

  test('a record that is deleted ends its case', async () => {
    const { case: found } = await bench.view('1');
    await bench.crm?.remove('lead', '1');
    await recordEvents(bench.around, [
      { system: 'crm-1', type: 'lead', id: '1', event: 'deleted', changedFields: null, data: { id: '1' } },
    ]);
    await bench.work();
    expect(await bench.statusOf(found?.instance ?? '')).toBe('cancelled');
  });
});

test('[M37] a step of a role is on the page of the record for whoever it is for, and not for others', async () => {
  const call = taskStep('call', { performer: { user: null, role: 'sales' } });
  const stages = [stage('qualify', { steps: [call] }), stage('won', { end: 'successful' })];
  await bench.deployCase(sampleCase({ stages }));
  await bench.begin('1');
  const tile = async (user: string) => (await bench.view('1', user)).case?.steps[0];
  expect(await tile('bob')).toMatchObject({
    ...{ performer: { user: null, role: { id: 'sales', name: 'Sales' } }, task: expect.any(String) },
  });
  expect(await tile('admin')).toMatchObject({ task: null });
});
