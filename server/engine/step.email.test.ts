/** Send email (behaviour 1.7): the draft that a person gets, and what comes of sending it. */
import { describe, expect, it } from 'vitest';
import { type PageContent, ProtocolError, type Submission } from '../../lib/protocol/index.ts';
import type { Values } from './model.ts';
import { plannedOutcomes } from './planned-outcomes.ts';
import { readSubmission as readAt } from './submission.ts';
import { defined, deploy, process } from './testing/process.ts';
import { Scenario } from './testing/scenario.ts';

const readSubmission = (page: PageContent, submission: Submission) =>
  readAt(page, submission, new Date('2026-03-11T12:00:00Z'));

const built = (properties: Record<string, string> = {}) =>
  process()
    .start('in')
    .task('write', {
      ...{ name: 'Write to them', role: 'sales' },
      properties: { kind: 'send-email', result: 'mail', ...properties },
    })
    .task('wait')
    .path('in', 'write', 'wait');

const begun = async (properties: Record<string, string>, variables: Values = {}) =>
  new Scenario(await defined(built(properties)), variables);

describe('an e-mail that a person sends', () => {
  it('begins as its author proposes, with the values of the process', async () => {
    const { tasks } = await begun(
      {
        ...{ from: 'Sales <sales@example.org>', to: '${contact}', cc: 'ada@example.org', importance: 'high' },
        ...{ subject: 'Offer\n for ${what}', body: 'Hello ${name},\n\nhere it is.', 'output:to': 'sentTo' },
      },
      { contact: 'Jana <jana@example.org>', what: 'a roof', name: 'Jana' },
    );
    expect(tasks[0]?.content).toEqual({
      kind: 'send-email',
      ...{ from: 'Sales <sales@example.org>', to: 'Jana <jana@example.org>', cc: 'ada@example.org', bcc: '' },
      ...{ subject: 'Offer for a roof', body: 'Hello Jana,\n\nhere it is.' },
      ...{ importance: 'high', outputs: { to: 'sentTo' } },
    });
  });

  it('stands in the list by its subject, or by a title of its own', async () => {
    const titleOf = async (properties: Record<string, string>) => (await begun(properties)).tasks[0]?.title;
    expect(await titleOf({ subject: 'Your offer' })).toBe('Your offer');
    expect(await titleOf({ subject: 'Your offer', title: 'Write to Jana' })).toBe('Write to Jana');
    expect(await titleOf({})).toBe('Write to them');
  });

  it('finds recipients among the records that its author names, where the system is known', async () => {
    const recipients = async (variables: Values) =>
      (await begun({ recipients: '${recordSystem}:contact', 'recipients-field': 'mail' }, variables)).tasks[0]
        ?.content;
    expect(await recipients({ recordSystem: 'crm-1' })).toMatchObject({
      recipients: { system: 'crm-1', type: 'contact', address: 'mail' },
    });
    expect(await recipients({ recordSystem: null })).not.toHaveProperty('recipients');
  });

  it('is refused with a field for recipients that are found nowhere', async () => {
    const deployment = await deploy(built({ 'recipients-field': 'mail' }));
    expect(JSON.stringify(deployment)).toContain('Expected throughline:recipients beside');
  });

  it('may begin empty: who writes it enters everything but the subject', async () => {
    expect((await begun({})).tasks[0]?.content).toMatchObject({
      ...{ from: null, to: '', cc: '', bcc: '', subject: 'Write to them', body: '', importance: 'normal' },
    });
  });

  it('keeps a draft that a message can carry', async () => {
    const { tasks } = await begun({ subject: '${long}', body: '${long}' }, { long: 'x'.repeat(30_000) });
    const { content } = tasks[0] ?? {};
    expect(content).toMatchObject({ kind: 'send-email' });
    if (content?.kind !== 'send-email') return;
    expect([content.subject.length, content.body.length]).toEqual([500, 20_000]);
  });

  it('fails with a reason where its sender is none', async () => {
    const { effects } = await begun({ from: '${nobody}' }, { nobody: 'the boss' });
    expect(effects.at(-1)).toMatchObject({
      type: 'instance.failed',
      incident: { code: 'content-invalid', message: expect.stringContaining('got "the boss"') },
    });
  });

  it('goes on when it is sent, and only so', async () => {
    expect(await deploy(built())).toMatchObject({ ok: true, warnings: [] });
    const definition = await defined(built());
    expect(plannedOutcomes(definition, 'write').map(({ code }) => code)).toEqual(['sent']);
    expect(new Scenario(definition).complete('write', 'sent').open).toEqual(['wait']);
    const asksForMore = built().flow('write', 'wait', { condition: "${mail == 'dropped'}" });
    expect(await deploy(asksForMore)).toMatchObject({ ok: false });
  });
});

describe('what is sent', () => {
  const LETTER: Extract<Submission, { kind: 'send-email' }> = {
    kind: 'send-email',
    ...{ to: ['Jana <jana@example.org>', 'bob@example.org'], cc: [], bcc: ['eve@example.org'] },
    ...{ subject: 'Your offer', body: 'Here it is.' },
  };
  const contentOf = async (properties: Record<string, string> = {}) => {
    const task = (await begun(properties)).tasks[0];
    if (!task) throw new Error('Expected an e-mail to send, got none.');
    return task.content;
  };

  it('gives the process the parts that its author asks for', async () => {
    const outputs = {
      'output:to': 'sentTo',
      'output:subject': 'about',
      'output:cc': 'copies',
      'output:bcc': 'blind',
    };
    expect(readSubmission(await contentOf(outputs), LETTER)).toEqual({
      outcome: 'sent',
      variables: {
        ...{ sentTo: 'Jana <jana@example.org>, bob@example.org', about: 'Your offer' },
        ...{ copies: '', blind: 'eve@example.org' },
      },
    });
    expect(readSubmission(await contentOf(), LETTER)).toEqual({ outcome: 'sent', variables: {} });
  });

  it.each([
    ['a recipient that is none', { to: ['Jana'] }, 'to'],
    ['a copy to two in one', { cc: ['a@example.org, b@example.org'] }, 'cc'],
    ['a blind copy to a header', { bcc: ['a@example.org\r\nSubject: no'] }, 'bcc'],
    ['nobody to go to', { to: [] }, 'to'],
    ['no subject', { subject: '  ' }, 'subject'],
  ])('is refused with %s, at its field', async (_, change, field) => {
    const content = await contentOf();
    try {
      readSubmission(content, { ...LETTER, ...change });
      expect.unreachable();
    } catch (error) {
      expect(error).toBeInstanceOf(ProtocolError);
      expect((error as ProtocolError).wire).toMatchObject({ code: 'submission-unfit', field });
    }
  });
});
