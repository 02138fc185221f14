/** The transition rules of behaviour 8.5: each row of its table is a test. */
import { describe, expect, it } from 'vitest';
import { sampleCase, stage, taskStep } from '../../lib/cases/testing/sample-case.ts';
import { ProtocolError } from '../../lib/protocol/index.ts';
import { outlookOf } from './read-standing.ts';
import { CaseScenario } from './testing/case-run.ts';

const won = stage('won', { end: 'successful' });
const lost = stage('lost', { end: 'unsuccessful' });

async function refusal(work: Promise<unknown>): Promise<string> {
  const error = await work.then(
    () => null,
    (fault: unknown) => fault,
  );
  if (!(error instanceof ProtocolError)) throw new Error(`Expected a refusal, got ${String(error)}`);
  return error.wire.code;
}

describe('a case', () => {
  it('begins the steps of its first stage at once, and others after their step', async () => {
    const run = await CaseScenario.agreed(sampleCase());
    expect(run.stage).toBe('qualify');
    expect(run.steps).toEqual({ call: 'open', note: 'later' });
    await run.complete('call');
    expect(run.steps).toEqual({ call: 'completed', note: 'open' });
  });

  it('begins in the stage that its record is in', async () => {
    const run = await CaseScenario.start(sampleCase(), 'propose');
    expect(run.stage).toBe('propose');
    expect(run.standing.visits).toMatchObject([{ stage: 'propose', how: 'start', by: null, until: null }]);
  });

  it('moves forward when the required steps are done, and leaves optional ones', async () => {
    const run = await CaseScenario.agreed(sampleCase());
    await run.complete('call');
    await run.move('propose');
    expect(run.stage).toBe('propose');
    expect(run.steps).toEqual({ offer: 'open' });
    expect(run.standing.visits).toMatchObject([
      { stage: 'qualify', how: 'start' },
      { stage: 'propose', how: 'person', by: 'anna', until: null },
    ]);
  });

  it('is refused to move forward with required steps open, which are named', async () => {
    const run = await CaseScenario.agreed(sampleCase());
    const error = await run.move('propose').catch((fault: unknown) => fault as ProtocolError);
    expect(error).toMatchObject({ wire: { code: 'case-blocked' } });
    expect(String(error)).toContain('Do call');
    expect(run.stage).toBe('qualify');
  });

  it('cancels what is open in the stage left behind, when it moves forward early', async () => {
    const run = await CaseScenario.agreed(sampleCase());
    await run.complete('call');
    const note = run.stepOf('note');
    await run.move('propose');
    expect(run.of('step.cancelled')).toEqual([{ type: 'step.cancelled', step: note, element: 'note' }]);
    expect(run.of('task.closed')).toEqual([{ type: 'task.closed', step: note, reason: 'cancelled' }]);
  });

  it('moves back: what is open is cancelled, and the stage returned to gets new steps', async () => {
    const run = await CaseScenario.agreed(sampleCase());
    const first = run.stepOf('call');
    await run.complete('call');
    await run.move('propose');
    await run.move('qualify');
    expect(run.of('step.cancelled')).toMatchObject([{ element: 'offer' }]);
    expect(run.steps).toEqual({ call: 'open', note: 'later' });
    expect(run.stepOf('call')).not.toBe(first);
  });

  it('runs a stage any number of times', async () => {
    const run = await CaseScenario.agreed(sampleCase());
    for (let round = 0; round < 120; round += 1) {
      await run.complete('call');
      await run.move('propose');
      await run.move('qualify');
    }
    expect(run.steps).toEqual({ call: 'open', note: 'later' });
    expect(run.status).toBe('running');
  });

  it('reaches an unsuccessful final stage from any other, without the required steps', async () => {
    const run = await CaseScenario.agreed(sampleCase());
    await run.move('lost');
    expect(run.of('step.cancelled')).toMatchObject([{ element: 'call' }]);
    await run.answer('written', 'lost');
    expect(run.status).toBe('completed');
  });

  it('ends at once in a final stage without steps, as soon as the CRM has it', async () => {
    const run = await CaseScenario.agreed(sampleCase(), 'propose');
    await run.complete('offer');
    await run.move('won');
    expect(run.status).toBe('running');
    await run.answer('written', 'won');
    expect(run.of('instance.ended')).toEqual([{ type: 'instance.ended', status: 'completed', error: null }]);
    expect(run.of('subscription.closed')).toHaveLength(2);
  });

  it('ends with the last step of its final stage', async () => {
    const thanks = stage('won', { end: 'successful', steps: [taskStep('thank', { required: false })] });
    const run = await CaseScenario.agreed(sampleCase({ stages: [stage('one'), thanks] }));
    await run.move('won');
    await run.answer('written', 'won');
    expect(run.status).toBe('running');
    await run.complete('thank');
    expect(run.status).toBe('completed');
  });

  it('cannot be moved after a final stage', async () => {
    const run = await CaseScenario.agreed(sampleCase());
    await run.move('lost');
    expect(await refusal(run.move('qualify'))).toBe('stage-closed');
    await run.answer('written', 'lost');
    expect(await refusal(run.move('qualify'))).toBe('stage-closed');
  });

  it('begins once more after a final stage, where its author leaves it open', async () => {
    const run = await CaseScenario.agreed(sampleCase({ afterEnd: 'open' }));
    await run.move('lost');
    await run.answer('written', 'lost');
    expect(run.status).toBe('completed');
    const ended = run.of('instance.ended').length === 1 && run.moment;
    run.moment += 1000;
    await run.move('qualify');
    expect(run.status).toBe('running');
    // Since it ended it was in no stage.
    expect(Date.parse(run.standing.visits.at(-2)?.until ?? '')).toBe(
      Date.UTC(2026, 0, 1, 0, 0, Number(ended)),
    );
    expect(Date.parse(run.standing.visits.at(-1)?.from ?? '')).toBe(Date.UTC(2026, 0, 1, 0, 0, run.moment));
    expect(run.steps).toEqual({ call: 'open', note: 'later' });
    expect(run.of('subscription.opened')).toHaveLength(2);
    expect(run.of('step.completed')).toEqual([]);
    await run.answer('written', 'qualify');
    expect(run.standing.agreement).toEqual({ state: 'agreed' });
  });

  it('moves by the result of a step, whatever else is open', async () => {
    const asked = taskStep('ask', { kind: 'approval', results: [{ result: 'rejected', stage: 'lost' }] });
    const run = await CaseScenario.agreed(
      sampleCase({ stages: [stage('one', { steps: [asked, taskStep('other')] }), won, lost] }),
    );
    await run.complete('ask', 'rejected');
    expect(run.stage).toBe('lost');
    expect(run.of('step.cancelled')).toMatchObject([{ element: 'other' }]);
    expect(run.standing.visits.at(-1)).toMatchObject({ how: 'result', by: null });
  });

  it('stays where it is for a result that names no stage', async () => {
    const asked = taskStep('ask', { kind: 'approval', results: [{ result: 'rejected', stage: 'lost' }] });
    const run = await CaseScenario.agreed(
      sampleCase({ stages: [stage('one', { steps: [asked] }), won, lost] }),
    );
    await run.complete('ask', 'approved');
    expect(run.stage).toBe('one');
  });

  it('moves by the result of a process that it calls', async () => {
    const call = {
      ...{ id: 'demo', name: 'Demo', kind: 'process', performer: null, after: null, required: true },
      ...{ process: 'schedule-a-call', resultVariable: 'callOutcome' },
      results: [{ result: 'no', stage: 'lost' }],
    };
    const run = await CaseScenario.agreed(
      sampleCase({ stages: [stage('one', { steps: [call] }), won, lost] }),
    );
    const ended = {
      type: 'child.ended',
      step: run.stepOf('demo'),
      status: 'completed',
      error: null,
    } as const;
    await run.do({ ...ended, variables: { callOutcome: 'no' } }, null);
    expect(run.stage).toBe('lost');
    expect(run.of('step.completed')[0]).toMatchObject({ element: 'demo', outcome: 'no' });
  });

  const automatic = (when: string) =>
    sampleCase({
      stages: [
        stage('one', {
          steps: [taskStep('must'), taskStep('may', { required: false })],
          advance: { when, to: 'two' },
        }),
        stage('two'),
        won,
      ],
    });

  it('goes on by itself when the required steps are done', async () => {
    const run = await CaseScenario.agreed(automatic('required'));
    await run.complete('must');
    expect(run.stage).toBe('two');
    expect(run.of('step.cancelled')).toMatchObject([{ element: 'may' }]);
    expect(run.standing.visits.at(-1)).toMatchObject({ how: 'automatic', by: null });
  });

  it('goes on by itself when all steps are done', async () => {
    const run = await CaseScenario.agreed(automatic('all'));
    await run.complete('must');
    expect(run.stage).toBe('one');
    await run.complete('may');
    expect(run.stage).toBe('two');
  });

  it('can be moved by hand although it would go on by itself', async () => {
    const run = await CaseScenario.agreed(automatic('all'));
    await run.complete('must');
    await run.move('two');
    expect(run.stage).toBe('two');
  });

  it('counts a step that an administrator has skipped as done', async () => {
    const run = await CaseScenario.agreed(automatic('required'));
    const skip = { type: 'skip', step: run.stepOf('must'), outcome: null, variables: {} } as const;
    await run.do({ ...skip, reason: 'not needed' });
    expect(run.stage).toBe('two');
  });

  it('goes only to stages that its author allows', async () => {
    const stages = [
      stage('one', { next: ['three'] }),
      stage('two'),
      stage('three', { previous: ['two'] }),
      won,
    ];
    const run = await CaseScenario.agreed(sampleCase({ stages }));
    expect(await refusal(run.move('two'))).toBe('stage-closed');
    await run.move('three');
    expect(await refusal(run.move('one'))).toBe('stage-closed');
    expect(await refusal(run.move('nowhere'))).toBe('stage-closed');
    await run.move('two');
    expect(run.stage).toBe('two');
  });

  it('is cancelled with everything that is open in it', async () => {
    const run = await CaseScenario.agreed(sampleCase());
    await run.do({ type: 'cancel', reason: 'wrong one' });
    expect(run.status).toBe('cancelled');
    expect(run.of('step.cancelled').map(({ element }) => element)).toEqual([
      'call',
      'qualify',
      'case.record',
    ]);
    expect(await refusal(run.move('propose'))).toBe('stage-closed');
  });

  it('goes on after a step has failed and is tried again', async () => {
    const mail = {
      ...{ id: 'mail', name: 'Mail', kind: 'send-email', performer: null, after: null, required: true },
      properties: { to: 'a@example.org', subject: 'Hello', body: 'You' },
    };
    const run = await CaseScenario.agreed(sampleCase({ stages: [stage('one', { steps: [mail] }), won] }));
    const step = run.stepOf('mail');
    await run.do({ type: 'job.failed', step, code: null, message: 'no server' }, null);
    expect([run.status, run.steps]).toEqual(['error', { mail: 'failed' }]);
    await run.do({ type: 'retry', step });
    await run.do({ type: 'job.completed', step, outputs: { success: true } }, null);
    expect([run.status, run.steps]).toEqual(['running', { mail: 'completed' }]);
  });

  it('puts stages and their steps into the log as a tree', async () => {
    const run = await CaseScenario.start(sampleCase(), 'qualify');
    const entered = run.of('step.entered');
    expect(entered.map(({ element, elementType }) => [element, elementType])).toEqual([
      ['case.record', 'caseRecord'],
      ['qualify', 'stage'],
      ['call', 'userTask'],
    ]);
    expect(entered.map(({ parent }) => parent)).toEqual([null, null, entered[1]?.step]);
  });

  it('cancels twenty open steps in one advance', async () => {
    const steps = Array.from({ length: 20 }, (_, at) => taskStep(`s${at}`, { required: false }));
    const run = await CaseScenario.agreed(
      sampleCase({ stages: [stage('one', { steps }), stage('two'), won] }),
    );
    await run.move('two');
    expect(run.of('step.cancelled')).toHaveLength(20);
  });
});

describe('the outlook of a move', () => {
  it('says what it would do, before it is done', async () => {
    const run = await CaseScenario.agreed(sampleCase());
    const outlook = (to: string) => outlookOf(run.definition, run.state, to);
    expect(outlook('propose')).toEqual({
      ...{ move: 'blocked', blocking: ['call'], cancelled: ['call'], created: ['offer'], ends: false },
    });
    expect(outlook('lost')).toEqual({
      ...{ move: 'forward', blocking: [], cancelled: ['call'], created: [], ends: true },
    });
    expect(outlook('qualify')).toMatchObject({ move: 'current', cancelled: [], created: [] });
    expect(outlook('nowhere')).toMatchObject({ move: 'closed' });
  });
});
