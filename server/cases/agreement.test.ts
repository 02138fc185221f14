/** The stage of the case and the field of its record agree, or somebody is told (behaviour 8.5). */
import { describe, expect, it } from 'vitest';
import { sampleCase, stage, taskStep } from '../../lib/cases/testing/sample-case.ts';
import { CaseScenario, ON_RECORD } from './testing/case-run.ts';

const place = { system: 'demo', type: 'lead', id: '7', field: 'status' };

describe('case and CRM', () => {
  it('reads the record first, where nobody has', async () => {
    const run = await CaseScenario.begin(sampleCase());
    expect(run.job).toEqual({ topic: 'case-look', ...place });
    expect(run.standing).toMatchObject({ stage: 'qualify', visits: [], agreement: { state: 'writing' } });
    await run.answer('seen', 'propose');
    expect(run.stage).toBe('propose');
    expect(run.steps).toEqual({ offer: 'open' });
    expect(run.standing.agreement).toEqual({ state: 'agreed' });
  });

  it('writes the first stage to a record that has none', async () => {
    const run = await CaseScenario.start(sampleCase(), null);
    expect(run.job).toEqual({ topic: 'case-write-stage', ...place, value: 'qualify', expected: null });
    await run.answer('written', 'qualify');
    expect(run.standing.agreement).toEqual({ state: 'agreed' });
  });

  it('looks once more after the start: the record may have changed since it was read', async () => {
    const run = await CaseScenario.start(sampleCase(), 'qualify');
    expect(run.job).toMatchObject({ topic: 'case-look' });
    await run.answer('seen', 'propose');
    expect(run.stage).toBe('propose');
  });

  it('leaves a value that no stage stands for, and shows it', async () => {
    const run = await CaseScenario.start(sampleCase(), 'elsewhere');
    expect(run.job).toBeUndefined();
    expect(run.stage).toBe('qualify');
    expect(run.standing.agreement).toEqual({ state: 'conflict', value: 'elsewhere', problem: null });
    await run.changedTo('propose');
    expect(run.stage).toBe('propose');
    expect(run.standing.agreement).toEqual({ state: 'agreed' });
  });

  it('writes a move, expecting what it knows', async () => {
    const run = await CaseScenario.agreed(sampleCase());
    await run.move('lost');
    expect(run.job).toEqual({ topic: 'case-write-stage', ...place, value: 'lost', expected: 'qualify' });
  });

  it('follows the record when somebody changes it in the CRM, whatever is required', async () => {
    const run = await CaseScenario.agreed(sampleCase());
    await run.changedTo('propose');
    expect(run.stage).toBe('propose');
    expect(run.job).toBeUndefined();
    expect(run.standing.visits.at(-1)).toMatchObject({ stage: 'propose', how: 'crm', by: null });
  });

  it('takes its own change for no other', async () => {
    const run = await CaseScenario.agreed(sampleCase());
    await run.complete('call');
    await run.move('propose');
    await run.answer('written', 'propose');
    await run.changedTo('propose');
    expect(run.standing.visits).toHaveLength(2);
  });

  it('has one job at a time, and writes once more when the stage has changed meanwhile', async () => {
    const run = await CaseScenario.agreed(sampleCase());
    await run.complete('call');
    await run.move('propose');
    await run.move('qualify');
    expect(run.job).toBeUndefined();
    await run.answer('written', 'propose');
    expect(run.job).toMatchObject({ value: 'qualify', expected: 'propose' });
    await run.answer('written', 'qualify');
    expect(run.standing.agreement).toEqual({ state: 'agreed' });
  });

  it('looks again when the CRM tells of a change while a job is under way', async () => {
    const run = await CaseScenario.agreed(sampleCase());
    await run.complete('call');
    await run.move('propose');
    await run.do({ type: 'event', subscription: 'case.modified', variables: {} }, null);
    expect(run.job).toBeUndefined();
    await run.answer('written', 'propose');
    expect(run.job).toMatchObject({ topic: 'case-look' });
    await run.answer('seen', 'won');
    expect(run.stage).toBe('won');
  });

  it('shows a conflict where both were changed, and overwrites nothing', async () => {
    const run = await CaseScenario.agreed(sampleCase());
    await run.complete('call');
    await run.move('propose');
    await run.answer('conflict', 'won');
    expect(run.stage).toBe('propose');
    expect(run.job).toBeUndefined();
    expect(run.standing.agreement).toEqual({ state: 'conflict', value: 'won', problem: null });
    await run.changedTo('won');
    expect(run.standing.agreement).toMatchObject({ state: 'conflict' });
  });

  const inConflict = async () => {
    const run = await CaseScenario.agreed(sampleCase());
    await run.complete('call');
    await run.move('propose');
    await run.answer('conflict', 'qualify2');
    return run;
  };

  it('lets a person keep the stage of the case, over what they have seen in the CRM', async () => {
    const run = await inConflict();
    await run.do({ type: 'case.settle', keep: 'case' });
    expect(run.job).toMatchObject({ value: 'propose', expected: 'qualify2' });
    await run.answer('written', 'propose');
    expect(run.standing.agreement).toEqual({ state: 'agreed' });
  });

  it('lets a person follow the CRM, to a stage that it has', async () => {
    const run = await inConflict();
    await expect(run.do({ type: 'case.settle', keep: 'crm' })).rejects.toMatchObject({
      wire: { code: 'stage-closed' },
    });
    await run.changedTo('qualify');
    expect(run.stage).toBe('propose');
    await run.do({ type: 'case.settle', keep: 'crm' });
    expect(run.stage).toBe('qualify');
    expect(run.standing.visits.at(-1)).toMatchObject({ how: 'person', by: 'anna' });
    expect(run.standing.agreement).toEqual({ state: 'agreed' });
  });

  it('refuses to settle what is agreed', async () => {
    const run = await CaseScenario.agreed(sampleCase());
    await expect(run.do({ type: 'case.settle', keep: 'crm' })).rejects.toMatchObject({
      wire: { code: 'case-agreed' },
    });
  });

  it('is not settled any more when the case has been cancelled: nothing is left to decide', async () => {
    const run = await inConflict();
    await run.do({ type: 'cancel', reason: 'A mistake' });
    expect(run.standing.agreement).toEqual({ state: 'agreed' });
    for (const keep of ['crm', 'case'] as const)
      await expect(run.do({ type: 'case.settle', keep })).rejects.toMatchObject({
        wire: { code: 'instance-closed' },
      });
    expect(run.status).toBe('cancelled');
  });

  it('ends a conflict when case and CRM come to the same by themselves', async () => {
    const run = await inConflict();
    await run.changedTo('propose');
    expect(run.standing.agreement).toEqual({ state: 'agreed' });
  });

  it('does not end before the CRM has its last stage', async () => {
    const run = await CaseScenario.agreed(sampleCase());
    await run.move('lost');
    await run.answer('conflict', 'propose');
    expect(run.status).toBe('running');
    await run.do({ type: 'case.settle', keep: 'case' });
    await run.answer('written', 'lost');
    expect(run.status).toBe('completed');
  });

  it('stays in a final stage that is locked, when somebody changes the record', async () => {
    const thanks = stage('won', { end: 'successful', steps: [taskStep('thank')] });
    const run = await CaseScenario.agreed(sampleCase({ stages: [stage('one'), thanks] }));
    await run.move('won');
    await run.answer('written', 'won');
    await run.changedTo('one');
    expect(run.stage).toBe('won');
    expect(run.standing.agreement).toMatchObject({ state: 'conflict', value: 'one' });
  });

  it('shows an administrator what could not be written, and tries it again', async () => {
    const run = await CaseScenario.agreed(sampleCase());
    await run.move('lost');
    const { step } = run.state.agreement;
    await run.do({ type: 'job.failed', step, code: null, message: 'no such value' }, null);
    expect(run.status).toBe('error');
    expect(run.standing.agreement).toMatchObject({
      state: 'conflict',
      value: 'qualify',
      problem: expect.stringContaining('no such value'),
    });
    expect(run.explain()).toMatchObject([{ step, for: { type: 'incident' } }]);
    await run.do({ type: 'retry', step });
    expect(run.job).toMatchObject({ value: 'lost' });
    await run.answer('written', 'lost');
    expect(run.status).toBe('completed');
  });

  it('tries again with the next move, or when the CRM tells something', async () => {
    const run = await CaseScenario.agreed(sampleCase());
    await run.complete('call');
    await run.move('propose');
    const { step } = run.state.agreement;
    await run.do({ type: 'job.failed', step, code: null, message: 'down' }, null);
    await run.move('lost');
    expect([run.status, run.job]).toMatchObject([
      'running',
      { value: 'lost', expected: ['qualify', 'propose'] },
    ]);
    await run.do({ type: 'job.failed', step, code: null, message: 'down' }, null);
    await run.do({ type: 'event', subscription: 'case.modified', variables: {} }, null);
    expect([run.status, run.job]).toMatchObject(['running', { topic: 'case-look' }]);
  });

  const lostMove = async () => {
    const run = await CaseScenario.agreed(sampleCase());
    await run.complete('call');
    await run.move('propose');
    const { step } = run.state.agreement;
    await run.do({ type: 'job.failed', step, code: null, message: 'timed out' }, null);
    return run;
  };

  it('does not say that both agree when a move is taken back that may have been written', async () => {
    const run = await lostMove();
    await run.move('qualify');
    expect(run.job).toMatchObject({ value: 'qualify', expected: ['qualify', 'propose'] });
    expect(run.standing.agreement).toMatchObject({ state: 'writing' });
    await run.answer('written', 'qualify');
    expect(run.standing.agreement).toEqual({ state: 'agreed' });
    await run.changedTo('propose');
    expect(run.stage).toBe('propose');
  });

  const lostLook = async () => {
    const run = await CaseScenario.agreed(sampleCase());
    await run.complete('call');
    await run.do({ type: 'event', subscription: 'case.modified', variables: {} }, null);
    return run;
  };

  it('does not say that something is to be written when only a look at the record has failed', async () => {
    const run = await lostLook();
    const { step } = run.state.agreement;
    await run.do({ type: 'job.failed', step, code: null, message: 'no right to read it' }, null);
    expect([run.status, run.standing.agreement]).toEqual(['error', { state: 'agreed' }]);
  });

  it('says that the stage is to be written while the record is looked at first', async () => {
    const run = await lostLook();
    await run.move('propose');
    const { phase, step } = run.state.agreement;
    expect([phase, run.standing.agreement.state]).toEqual(['looking', 'writing']);
    await run.do({ type: 'job.failed', step, code: null, message: 'no right to read it' }, null);
    expect(run.standing.agreement).toMatchObject({ state: 'writing' });
  });

  it('takes what came through without an answer for no change by somebody else', async () => {
    const run = await lostMove();
    await run.move('lost');
    expect(run.job).toMatchObject({ value: 'lost', expected: ['qualify', 'propose'] });
    const { step } = run.state.agreement;
    await run.do({ type: 'job.failed', step, code: null, message: 'timed out' }, null);
    await run.changedTo('propose');
    expect(run.stage).toBe('lost');
    expect(run.job).toMatchObject({ topic: 'case-write-stage', value: 'lost', expected: 'propose' });
    await run.answer('written', 'lost');
    expect(run.status).toBe('completed');
  });

  it('forgets what it has tried as soon as it knows what the CRM holds', async () => {
    const run = await lostMove();
    await run.do({ type: 'retry', step: run.state.agreement.step });
    expect(run.job).toMatchObject({ value: 'propose', expected: ['qualify', 'propose'] });
    await run.answer('conflict', 'won');
    await run.do({ type: 'case.settle', keep: 'case' });
    expect(run.job).toMatchObject({ value: 'propose', expected: 'won' });
  });

  it('finds its first stage after all, when the CRM tells something', async () => {
    const run = await CaseScenario.begin(sampleCase());
    const { step } = run.state.agreement;
    await run.do({ type: 'job.failed', step, code: null, message: 'down' }, null);
    await run.do({ type: 'event', subscription: 'case.modified', variables: {} }, null);
    expect([run.status, run.job]).toMatchObject(['running', { topic: 'case-look' }]);
    await run.answer('seen', 'propose');
    expect(run.stage).toBe('propose');
    expect(run.standing.visits).toMatchObject([{ stage: 'propose', how: 'start' }]);
  });

  it('is put aside by an administrator who skips it: the two differ, and it is seen', async () => {
    const run = await CaseScenario.agreed(sampleCase());
    await run.move('lost');
    const { step } = run.state.agreement;
    await run.do({ type: 'job.failed', step, code: null, message: 'down' }, null);
    await run.do({ type: 'skip', step, outcome: null, variables: {}, reason: 'later' });
    expect(run.standing.agreement).toMatchObject({ state: 'conflict', value: 'qualify' });
  });

  it('looks, after it has been skipped, at what the CRM has told meanwhile', async () => {
    const run = await CaseScenario.agreed(sampleCase());
    await run.move('lost');
    await run.do({ type: 'event', subscription: 'case.modified', variables: {} }, null);
    const { step } = run.state.agreement;
    await run.do({ type: 'job.failed', step, code: null, message: 'down' }, null);
    await run.do({ type: 'skip', step, outcome: null, variables: {}, reason: 'later' });
    expect(run.job).toMatchObject({ topic: 'case-look' });
    await run.answer('seen', 'lost');
    expect(run.standing.agreement).toEqual({ state: 'agreed' });
    expect(run.status).toBe('completed');
  });

  it('ends when its record is gone, and says so', async () => {
    const run = await CaseScenario.agreed(sampleCase());
    await run.do({ type: 'event', subscription: 'case.deleted', variables: {} }, null);
    await run.answer('gone');
    expect(run.status).toBe('cancelled');
    expect(run.of('instance.ended')).toMatchObject([{ status: 'cancelled', error: { code: 'record-gone' } }]);
  });

  it('keeps its stage for itself without a connection', async () => {
    const run = await CaseScenario.begin(sampleCase());
    await run.answer('apart');
    expect(run.standing).toMatchObject({ stage: 'qualify', agreement: { state: 'apart' } });
    await run.move('lost');
    await run.answer('apart');
    expect(run.status).toBe('completed');
  });

  it('keeps its stage for itself without a record', async () => {
    const { recordId: _, ...rest } = ON_RECORD;
    const run = await CaseScenario.begin(sampleCase(), rest);
    expect(run.standing).toMatchObject({ stage: 'qualify', agreement: { state: 'apart' } });
    expect(run.of('subscription.opened')).toEqual([]);
  });

  it('waits for its record, besides its steps', async () => {
    const run = await CaseScenario.agreed(sampleCase());
    expect(run.explain()).toMatchObject([
      { element: 'call', for: { type: 'person', user: 'anna' } },
      { element: 'case.record', for: { type: 'event', event: { on: { id: '7', fields: ['status'] } } } },
    ]);
  });
});
