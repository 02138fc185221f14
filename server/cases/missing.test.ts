/** A record that is not found is looked for twice before its case ends (behaviour 8.5). */
import { describe, expect, it } from 'vitest';
import { sampleCase } from '../../lib/cases/testing/sample-case.ts';
import { CaseScenario } from './testing/case-run.ts';

const after = { seconds: 60, why: expect.stringContaining('looked for once more') };

describe('a record that is not found', () => {
  it('is looked for once more after a while, and the case goes on until then', async () => {
    const run = await CaseScenario.agreed(sampleCase());
    await run.changedTo('qualify');
    await run.do({ type: 'event', subscription: 'case.modified', variables: {} }, null);
    await run.answer('gone');
    expect(run.of('job.created')).toMatchObject([{ job: { topic: 'throughline:case-look', after } }]);
    expect([run.status, run.standing.agreement.state]).toEqual(['running', 'agreed']);
    await run.answer('seen', 'qualify');
    expect(run.standing.agreement).toEqual({ state: 'agreed' });
  });

  it('ends the case when it is not there at the second look either, and says so', async () => {
    const run = await CaseScenario.agreed(sampleCase());
    await run.complete('call');
    await run.move('propose');
    await run.answer('gone');
    expect(run.of('job.created')).toMatchObject([{ job: { topic: 'throughline:case-write-stage', after } }]);
    await run.answer('gone');
    expect(run.of('instance.ended')).toMatchObject([
      {
        status: 'cancelled',
        error: { code: 'record-gone', message: expect.stringContaining('second look') },
      },
    ]);
  });

  it('needs two looks in a row: one that finds it counts anew', async () => {
    const run = await CaseScenario.agreed(sampleCase());
    for (const outcome of ['gone', 'seen', 'gone'] as const) {
      if (run.job === undefined)
        await run.do({ type: 'event', subscription: 'case.modified', variables: {} }, null);
      await run.answer(outcome, outcome === 'seen' ? 'qualify' : null);
    }
    expect(run.status).toBe('running');
  });

  it('is believed to be deleted when the CRM says so, also while it is looked for', async () => {
    const run = await CaseScenario.agreed(sampleCase());
    await run.do({ type: 'event', subscription: 'case.modified', variables: {} }, null);
    await run.do({ type: 'event', subscription: 'case.deleted', variables: {} }, null);
    await run.answer('gone');
    expect(run.of('instance.ended')).toMatchObject([
      { error: { message: expect.stringContaining('the CRM says') } },
    ]);
  });

  it('is not, when the CRM was wrong about it before', async () => {
    const run = await CaseScenario.agreed(sampleCase());
    await run.do({ type: 'event', subscription: 'case.deleted', variables: {} }, null);
    await run.answer('seen', 'qualify');
    await run.do({ type: 'event', subscription: 'case.modified', variables: {} }, null);
    await run.answer('gone');
    expect(run.status).toBe('running');
  });
});
