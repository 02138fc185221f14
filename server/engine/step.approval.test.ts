/** Approvals (behaviour 1.8): what the approver sees, and where the decision leads. */
import { describe, expect, it } from 'vitest';
import { type PageContent, ProtocolError, type Submission } from '../../lib/protocol/index.ts';
import type { Values } from './model.ts';
import { plannedOutcomes } from './planned-outcomes.ts';
import { readSubmission as readAt } from './submission.ts';
import { defined, deploy, process } from './testing/process.ts';
import { Scenario } from './testing/scenario.ts';

const readSubmission = (page: PageContent, submission: Submission) =>
  readAt(page, submission, new Date('2026-03-11T12:00:00Z'));

/** An approval; approved and rejected lead to tasks of their own. */
const built = (properties: Record<string, string> = {}) =>
  process()
    .start('in')
    .task('decide', { role: 'managers', properties: { kind: 'approval', result: 'decision', ...properties } })
    .task('go')
    .task('explain')
    .path('in', 'decide')
    .flow('decide', 'go', { condition: "${decision == 'approved'}" })
    .flow('decide', 'explain', { condition: "${decision == 'rejected'}" });

const opened = async (properties: Record<string, string>, variables: Values = {}) =>
  new Scenario(await defined(built(properties)), variables).tasks[0];

describe('an approval', () => {
  it('[ENG-8] leads where its decision says; both codes cover the flows without a default', async () => {
    expect(await deploy(built())).toMatchObject({ ok: true, warnings: [] });
    const run = async (code: string) => new Scenario(await defined(built())).complete('decide', code).open;
    expect(await run('approved')).toEqual(['go']);
    expect(await run('rejected')).toEqual(['explain']);
  });

  it('is refused where a flow asks for another code, or for one only', async () => {
    const wrong = process()
      .start('in')
      .task('decide', { properties: { kind: 'approval', result: 'decision' } })
      .exclusive('choose')
      .end('a')
      .end('b')
      .path('in', 'decide', 'choose');
    const misspelt = wrong
      .flow('choose', 'a', { condition: "${decision == 'aproved'}" })
      .otherwise('choose', 'b');
    expect(await deploy(misspelt)).toMatchObject({
      ok: false,
      findings: [{ problem: expect.stringContaining("outcomes 'approved', 'rejected'") }],
    });
    const half = built()
      .xml()
      .replace(/<sequenceFlow id="decide-explain".*?<\/sequenceFlow>/, '');
    const { findings } = (await deploy(half)) as { findings: { problem: string }[] };
    expect(findings.map(({ problem }) => problem).join()).toContain("none for 'rejected'");
  });

  it('shows variables with their type, values that are written down, and its purpose', async () => {
    const task = await opened(
      {
        ...{ purpose: 'Grant ${percent} %?', 'show:percent': 'Discount in %', 'show:tags': 'Tags' },
        ...{ 'show:worth': 'Worth', 'show-value:worth': '${percent} % of ${amount}' },
      },
      { percent: 12.5, amount: 400, tags: ['new', 'large'] },
    );
    expect(task?.content).toEqual({
      kind: 'approval',
      purpose: 'Grant 12.5 %?',
      facts: [
        { label: 'Discount in %', value: 12.5 },
        { label: 'Tags', value: ['new', 'large'] },
        { label: 'Worth', value: '12.5 % of 400' },
      ],
      comment: { key: null, required: false },
      delegation: { allowed: false, by: null },
      notices: { approver: false, result: null },
    });
  });

  it('says who is mailed, with the values of the process', async () => {
    const mailed = { 'notify-approver': 'true', 'notify-result': '${boss}' };
    const told = async (boss: string | null) => (await opened(mailed, { boss }))?.content;
    expect(await told(' Ada <ada@example.org> ')).toMatchObject({
      notices: { approver: true, result: 'Ada <ada@example.org>' },
    });
    expect(await told(null)).toMatchObject({ notices: { approver: true, result: null } });
  });

  it('shows a variable that nobody has written as empty', async () => {
    expect((await opened({ 'show:never': 'Never' }))?.content).toMatchObject({
      facts: [{ label: 'Never', value: null }],
    });
  });

  it('is about the record of the instance, or about the one that is named', async () => {
    const instance = { recordSystem: 'crm', recordType: 'lead', recordId: '7' };
    expect((await opened({}, instance))?.record).toBeNull();
    const other = { 'record-type': 'offer', 'record-id': '${offer}' };
    expect((await opened(other, { ...instance, offer: '12' }))?.record).toEqual({
      ...{ system: 'crm', type: 'offer', id: '12' },
    });
    const lost = new Scenario(await defined(built(other)), instance);
    expect(lost.effects.at(-1)).toMatchObject({
      type: 'instance.failed',
      incident: {
        code: 'content-invalid',
        message: expect.stringContaining('system, type and id of a record'),
      },
    });
  });

  it('has two outcomes for whoever skips it', async () => {
    const definition = await defined(built());
    expect(plannedOutcomes(definition, 'decide').map(({ code }) => code)).toEqual(['approved', 'rejected']);
  });
});

describe('what an approver submits', () => {
  const content = async (properties: Record<string, string> = {}) => {
    const task = await opened(properties);
    if (!task) throw new Error('Expected an approval, got none.');
    return task.content;
  };
  const submitted = (decision: 'approved' | 'rejected', comment: string | null) =>
    ({ kind: 'approval', decision, comment }) as const;
  const fieldOf = (work: () => unknown) => {
    try {
      work();
    } catch (error) {
      return error instanceof ProtocolError ? [error.wire.code, error.wire.field] : error;
    }
    return 'nothing thrown';
  };

  it('is the decision, and the comment where a variable takes it', async () => {
    expect(readSubmission(await content(), submitted('approved', 'fine'))).toEqual({
      ...{ outcome: 'approved', variables: {} },
    });
    expect(readSubmission(await content({ comment: 'said' }), submitted('rejected', ' too much '))).toEqual({
      ...{ outcome: 'rejected', variables: { said: 'too much' } },
    });
    // A comment of an earlier round is not left standing.
    expect(readSubmission(await content({ comment: 'said' }), submitted('approved', null))).toEqual({
      ...{ outcome: 'approved', variables: { said: null } },
    });
  });

  it('says why when it is a no, and when the author wants a comment on a yes', async () => {
    const plain = await content();
    const strict = await content({ 'comment-required': 'true' });
    const lacks = ['submission-unfit', 'comment'];
    expect(fieldOf(() => readSubmission(plain, submitted('rejected', null)))).toEqual(lacks);
    expect(fieldOf(() => readSubmission(plain, submitted('rejected', '  \n')))).toEqual(lacks);
    expect(fieldOf(() => readSubmission(strict, submitted('approved', null)))).toEqual(lacks);
    expect(readSubmission(plain, submitted('approved', null))).toMatchObject({ outcome: 'approved' });
  });

  it('is no answer to another kind of step', async () => {
    const answer: Submission = { kind: 'user-dialog', answers: ['approved'] };
    const approval = await content();
    expect(fieldOf(() => readSubmission(approval, answer))).toEqual(['submission-unfit', 'kind']);
  });
});
