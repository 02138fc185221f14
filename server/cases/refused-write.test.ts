/** A stage that the CRM refuses for good is shown to whoever works in the case, and is theirs to decide (behaviour 8.5). */
import { describe, expect, it } from 'vitest';
import { sampleCase } from '../../lib/cases/testing/sample-case.ts';
import { CaseScenario } from './testing/case-run.ts';

/** One that was moved to this stage, which its CRM has refused. */
async function refusedIn(stage: string): Promise<CaseScenario> {
  const run = await CaseScenario.agreed(sampleCase());
  await run.complete('call');
  await run.move(stage);
  const { step } = run.state.agreement;
  await run.do({ type: 'job.failed', step, code: null, message: 'its workflow knows no such way' }, null);
  return run;
}

describe('a move that the CRM refuses', () => {
  it('is shown as a conflict, in the words of the CRM', async () => {
    const run = await refusedIn('propose');
    expect(run.standing.agreement).toEqual({
      ...{ state: 'conflict', value: 'qualify' },
      problem: expect.stringContaining('its workflow knows no such way'),
    });
  });

  it('is written once more when somebody wants it so', async () => {
    const run = await refusedIn('propose');
    await run.do({ type: 'case.settle', keep: 'case' });
    expect([run.status, run.job]).toMatchObject(['running', { value: 'propose' }]);
    await run.answer('written', 'propose');
    expect(run.standing.agreement).toEqual({ state: 'agreed' });
  });

  it.each(['propose', 'lost'])('to %s is taken back when the case is to follow the CRM', async (stage) => {
    const run = await refusedIn(stage);
    await run.do({ type: 'case.settle', keep: 'crm' });
    expect([run.status, run.stage]).toEqual(['running', 'qualify']);
    // The refusal may have come after the change: the CRM is asked.
    expect(run.job).toMatchObject({ value: 'qualify', expected: ['qualify', stage] });
    await run.answer('written', 'qualify');
    expect(run.standing.agreement).toEqual({ state: 'agreed' });
    expect(run.steps).toMatchObject({ call: 'open' });
  });

  it('moves nowhere when the case stands where the CRM does', async () => {
    const run = await refusedIn('propose');
    await run.move('qualify');
    const { step } = run.state.agreement;
    await run.do({ type: 'job.failed', step, code: null, message: 'down' }, null);
    await run.do({ type: 'case.settle', keep: 'crm' });
    expect(run.standing.visits.map(({ stage }) => stage)).toEqual(['qualify', 'propose', 'qualify']);
    expect(run.job).toMatchObject({ value: 'qualify' });
  });

  it('leaves nothing to decide once it has been settled', async () => {
    const run = await refusedIn('propose');
    await run.do({ type: 'case.settle', keep: 'case' });
    await expect(run.do({ type: 'case.settle', keep: 'crm' })).rejects.toMatchObject({
      wire: { code: 'case-agreed' },
    });
  });
});
