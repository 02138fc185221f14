/** E-mails that people add to a stage by hand (behaviour 8.4). */
import { describe, expect, it } from 'vitest';
import { sampleCase, stage, taskStep } from '../../lib/cases/testing/sample-case.ts';
import { outlookOf } from './read-standing.ts';
import { CaseScenario } from './testing/case-run.ts';

const add = (run: CaseScenario, subject = 'Hello', actor = 'ben') =>
  run.do({ type: 'case.add', kind: 'send-email', subject }, actor);
const addedTo = (run: CaseScenario) => run.standing.added.map(({ subject, status }) => [subject, status]);
/** The step of the e-mail that was added last. */
const last = (run: CaseScenario) => run.standing.added.at(-1)?.step ?? 'none';

const agreed = () => CaseScenario.agreed(sampleCase());

describe('an e-mail by hand', () => {
  it('is a task of whoever adds it, which opens its page, beneath the stage in the log', async () => {
    const run = await agreed();
    await add(run, `Prices from \${stage}`);
    expect(run.of('task.opened')).toMatchObject([
      {
        task: {
          ...{ kind: 'send-email', title: `Prices from \${stage}`, foreground: true },
          performer: { user: 'ben', role: null },
          content: { subject: `Prices from \${stage}`, to: '' },
        },
      },
    ]);
    expect(run.of('step.entered')).toMatchObject([{ parent: run.state.visits.at(-1)?.step }]);
    expect(run.steps).toEqual({ call: 'open', note: 'later' });
  });

  it('may be one of several, each with its author and subject', async () => {
    const run = await agreed();
    await add(run, 'First');
    const first = last(run);
    await add(run, 'Second', 'anna');
    expect(run.of('task.opened')).toMatchObject([{ task: { performer: { user: 'anna' } } }]);
    await run.do({ type: 'complete', step: first, outcome: 'sent', variables: {} });
    expect(addedTo(run)).toEqual([
      ['First', 'completed'],
      ['Second', 'open'],
    ]);
    expect(new Set(run.standing.added.map(({ id }) => id)).size).toBe(2);
  });

  it('is taken away again, and nothing else is', async () => {
    const run = await agreed();
    await add(run);
    const call = run.stepOf('call');
    await expect(run.do({ type: 'case.remove', step: call })).rejects.toMatchObject({
      wire: { code: 'task-closed' },
    });
    await run.do({ type: 'case.remove', step: last(run) });
    expect(run.of('task.closed')).toHaveLength(1);
    expect(addedTo(run)).toEqual([]);
    await expect(run.do({ type: 'case.remove', step: 's77' })).rejects.toMatchObject({
      wire: { code: 'task-unknown' },
    });
  });

  it('stands in the way of no move, and is cancelled with the stage, which the preview says', async () => {
    const run = await agreed();
    await run.complete('call');
    await add(run);
    const mail = last(run);
    expect(outlookOf(run.definition, run.state, 'propose')).toMatchObject({
      move: 'forward',
      blocking: [],
      cancelled: ['note', `case.email.${mail}`],
    });
    await run.move('propose');
    expect(run.of('step.cancelled')).toContainEqual(expect.objectContaining({ step: mail }));
    expect(addedTo(run)).toEqual([]);
  });

  it('is waited for by the end of the case, and before a stage goes on by itself when all is done', async () => {
    const thank = taskStep('thank', { required: false });
    const run = await CaseScenario.agreed(
      sampleCase({
        stages: [
          stage('one', { steps: [taskStep('call')], advance: { when: 'all', to: 'won' } }),
          stage('won', { end: 'successful', steps: [thank] }),
        ],
      }),
    );
    await add(run);
    await run.complete('call');
    expect(run.stage).toBe('one');
    await run.do({ type: 'complete', step: last(run), outcome: 'sent', variables: {} });
    expect(run.stage).toBe('won');
    await run.answer('written', 'won');
    await add(run, 'Thank you');
    await run.complete('thank');
    expect(run.status).toBe('running');
    await run.do({ type: 'skip', step: last(run), outcome: null, variables: {}, reason: 'Sent by post.' });
    expect(addedTo(run)).toEqual([['Thank you', 'skipped']]);
    expect(run.status).toBe('completed');
  });

  it('does not hold a stage that goes on when the required steps are done', async () => {
    const steps = [taskStep('call')];
    const run = await CaseScenario.agreed(
      sampleCase({
        stages: [
          stage('one', { steps, advance: { when: 'required', to: 'won' } }),
          stage('won', { end: 'successful' }),
        ],
      }),
    );
    await add(run);
    await run.complete('call');
    expect(run.stage).toBe('won');
  });

  it('cannot be added before the stage is known, nor after the end', async () => {
    const unread = await CaseScenario.begin(sampleCase());
    await expect(add(unread)).rejects.toMatchObject({ wire: { code: 'case-underway' } });
    const run = await agreed();
    await run.do({ type: 'cancel', reason: 'Over.' });
    await expect(add(run)).rejects.toMatchObject({ wire: { code: 'instance-closed' } });
  });
});
