/** A record that its CRM sends to and fro is followed so far and no further (behaviour 2.4). */
import { describe, expect, it } from 'vitest';
import { sampleCase } from '../../lib/cases/testing/sample-case.ts';
import { CaseScenario } from './testing/case-run.ts';

/** Sends it to and fro; gives how many stays there were. */
async function shake(run: CaseScenario, times: number, secondsBetween = 1): Promise<number> {
  for (let time = 0; time < times; time += 1) {
    run.moment += secondsBetween;
    await run.do({ type: 'event', subscription: 'case.modified', variables: {} }, null);
    if (run.job === undefined) break;
    await run.answer('seen', run.stage === 'qualify' ? 'propose' : 'qualify');
  }
  return run.standing.visits.length;
}

const held = async () => {
  const run = await CaseScenario.agreed(sampleCase());
  await shake(run, 20);
  return run;
};

describe('a record that is sent to and fro', () => {
  it('is followed no further, and administrators see it', async () => {
    const run = await held();
    expect(run.standing.visits).toHaveLength(11);
    expect(run.status).toBe('error');
    expect(run.standing.agreement).toMatchObject({
      ...{ state: 'conflict', value: 'propose', problem: expect.stringContaining('to and fro') },
    });
    expect(run.explain()).toContainEqual(
      expect.objectContaining({
        for: { type: 'incident', incident: expect.objectContaining({ code: 'loop-guard' }) },
      }),
    );
    expect(await shake(run, 5)).toBe(11);
  });

  it('is followed as long as it is sent slowly, though not without end', async () => {
    const run = await CaseScenario.agreed(sampleCase());
    expect(await shake(run, 30, 10)).toBe(31);
    expect(await shake(run, 600, 10)).toBe(501);
  });

  it('is followed again when an administrator retries, who has mended it', async () => {
    const run = await held();
    await run.do({ type: 'retry', step: run.state.agreement.step });
    expect(run.status).toBe('running');
    await run.answer('seen', 'propose');
    expect(run.stage).toBe('propose');
    expect(run.standing.agreement).toEqual({ state: 'agreed' });
  });

  it.each([
    ['keeps the stage of the case', 'case', 'qualify'],
    ['follows the CRM', 'crm', 'propose'],
  ] as const)('is released by a person who %s', async (_, keep, stage) => {
    const run = await held();
    await run.do({ type: 'case.settle', keep });
    expect([run.status, run.stage]).toEqual(['running', stage]);
    if (run.job) await run.answer('written', stage);
    expect(run.standing.agreement).toEqual({ state: 'agreed' });
  });

  it('is released by a person who moves it, and then asked about the stage of the CRM', async () => {
    const run = await held();
    await run.move('lost');
    expect([run.status, run.standing.agreement.state]).toEqual(['running', 'conflict']);
    // What the CRM has told meanwhile was not listened to.
    expect(run.job).toMatchObject({ topic: 'case-look' });
    await run.answer('seen', 'propose');
    await run.do({ type: 'case.settle', keep: 'case' });
    await run.answer('written', 'lost');
    expect(run.status).toBe('completed');
  });

  it('stays in its stage when an administrator puts it aside', async () => {
    const run = await held();
    const { step } = run.state.agreement;
    await run.do({ type: 'skip', step, outcome: null, variables: {}, reason: 'later' });
    expect([run.status, run.standing.agreement]).toMatchObject(['running', { state: 'conflict' }]);
    await run.answer('seen', 'qualify');
    expect(run.standing.agreement).toEqual({ state: 'agreed' });
  });

  it('does not agree unseen with what the CRM held when the case stopped to follow', async () => {
    const run = await held();
    await run.do({ type: 'event', subscription: 'case.modified', variables: {} }, null);
    await run.do({ type: 'case.settle', keep: 'crm' });
    expect(run.stage).toBe('propose');
    expect(run.job).toMatchObject({ topic: 'case-write-stage', expected: 'propose' });
    await run.answer('conflict', 'won');
    expect([run.stage, run.standing.agreement.state]).toEqual(['won', 'agreed']);
  });

  it('ends its case when it is deleted', async () => {
    const run = await held();
    await run.do({ type: 'event', subscription: 'case.deleted', variables: {} }, null);
    await run.answer('gone');
    expect(run.status).toBe('cancelled');
  });
});
