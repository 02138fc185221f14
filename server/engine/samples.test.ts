/** The sample processes of the demo: they deploy without a warning and run to every end. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Values } from './model.ts';
import { readSubmission } from './submission.ts';
import { defined, deploy } from './testing/process.ts';
import { Scenario } from './testing/scenario.ts';

const RECORD: Values = {
  startedBy: 'anna',
  recordSystem: 'tryton-1',
  recordType: 'sale.opportunity',
  recordId: '7',
  recordTitle: 'Two hundred chairs',
};

const read = (path: string) => readFileSync(new URL(`../../demo/processes/${path}`, import.meta.url), 'utf8');

function sample(folder: string, form: string) {
  return [
    read(`${folder}/${folder}.bpmn`),
    { [form]: JSON.parse(read(`${folder}/${form}`)) as unknown },
  ] as const;
}

const QUALIFY = sample('qualify-a-lead', 'qualification.form');
const INSTALLATION = sample('arrange-an-installation', 'installation.form');
const ANSWER = sample('answer-a-question', 'answer.form');

/** The first block of a language in a guide. */
function example(guide: string, language: string): string {
  const text = readFileSync(new URL(`../../docs/${guide}`, import.meta.url), 'utf8');
  return text.split(`\`\`\`${language}\n`)[1]?.split('\n```')[0] ?? '';
}

describe('the example of docs/authoring.md', () => {
  it('deploys without findings and without warnings', async () => {
    const form: unknown = JSON.parse(example('authoring.md', 'json'));
    expect(await deploy(example('authoring.md', 'xml'), { 'discount.form': form })).toMatchObject({
      ok: true,
      warnings: [],
    });
  });
});

describe('the example of docs/first-process.md', () => {
  const xml = example('first-process.md', 'xml');

  it('deploys without findings and without warnings', async () => {
    expect(await deploy(xml)).toMatchObject({
      ok: true,
      warnings: [],
      process: { facts: { key: 'check-a-lead', recordTypes: ['demo:lead'] } },
    });
  });

  it('sets the lead to Qualified where there is a budget', async () => {
    const run = new Scenario(await defined(xml), RECORD).complete('AskBudget', 'answer-1');
    expect(run.tasks.map(({ title }) => title)).toEqual(['Ask about the budget']);
    expect(run.jobs).toMatchObject([{ topic: 'throughline:modify-data' }]);
    expect(run.work('Qualify').state.status).toBe('completed');
  });

  it('ends where there is none', async () => {
    const run = new Scenario(await defined(xml), RECORD).complete('AskBudget', 'answer-2');
    expect([run.state.status, run.jobs]).toEqual(['completed', []]);
  });

  it('is what the text says: every value to be filled in stands in the file', () => {
    const text = readFileSync(new URL('../../docs/first-process.md', import.meta.url), 'utf8');
    const rows = text.split('## 3. Fill in')[1]?.split('## 4.')[0]?.split('\n') ?? [];
    const values = rows
      .filter((row) => row.startsWith('| ') && !row.startsWith('| where') && !row.startsWith('| flow'))
      .flatMap((row) => [...(row.split(' | ')[1] ?? '').matchAll(/`([^`]+)`/g)].map(([, value]) => value));
    const written = xml.replaceAll('&#34;', '"');
    expect(values.length).toBeGreaterThan(10);
    expect(values.filter((value) => !written.includes(value ?? ''))).toEqual([]);
  });
});

describe('the sample processes', () => {
  it.each([
    ['Qualify a lead', QUALIFY],
    ['Answer a question', ANSWER],
  ])('%s deploys without findings and without warnings', async (name, files) => {
    const outcome = await deploy(...files);
    expect(outcome).toMatchObject({ ok: true, process: { facts: { name } }, warnings: [] });
  });

  it('Qualify a lead is offered on the records of every CRM of the demo', async () => {
    const outcome = await deploy(...QUALIFY);
    expect(outcome.ok && outcome.process.facts.recordTypes).toEqual([
      'tryton:sale.opportunity',
      'tryton:party.party',
      'odoo:crm.lead',
      'odoo:res.partner',
      'demo:lead',
      'demo:contact',
      'atomic:contacts',
      'atomic:companies',
      'atomic:deals',
      'redmine:issue',
      'rt:ticket',
    ]);
  });

  it('Qualify a lead loops through a call back and ends when the review approves', async () => {
    const run = new Scenario(await defined(...QUALIFY), RECORD);
    run.complete('AskInterest', 'yes').complete('Qualify', 'send', { need: 'Chairs' });
    run.complete('Review', 'call-again').complete('CallBack', 'reached');
    run.complete('Qualify', 'send').complete('Review', 'approved');
    expect(run.trace.filter((line) => /opened|instance|Qualified/.test(line))).toEqual([
      'AskInterest opened',
      'Qualify opened',
      'Review opened',
      'CallBack opened',
      'Qualify opened',
      'Review opened',
      'Qualified entered',
      'Qualified completed',
      'instance completed',
    ]);
    expect(run.tasks.map(({ title }) => title).slice(0, 3)).toEqual([
      'Is there a real interest? Two hundred chairs',
      'Qualification of Two hundred chairs',
      'Review the qualification of Two hundred chairs',
    ]);
    expect(run.tasks[2]?.performer).toEqual({ user: null, role: 'sales-managers' });
    expect(run.tasks[4]?.content).toMatchObject({
      items: expect.arrayContaining([expect.objectContaining({ key: 'need', value: 'Chairs' })]),
    });
  });

  it('Qualify a lead plans the call back for tomorrow and opens no page for it', async () => {
    const run = new Scenario(await defined(...QUALIFY), RECORD).complete('AskInterest', 'later');
    expect(run.tasks[1]).toMatchObject({
      title: 'Call back Two hundred chairs',
      start: '2026-03-03T09:00:00.000Z',
      due: '2026-03-03T09:30:00.000Z',
      foreground: false,
    });
  });

  it.each([
    ['no interest', [['AskInterest', 'no']]],
    [
      'a rejection',
      [
        ['AskInterest', 'yes'],
        ['Qualify', 'send'],
        ['Review', 'rejected'],
      ],
    ],
  ])('Qualify a lead ends after %s', async (_, moves) => {
    const run = new Scenario(await defined(...QUALIFY), RECORD);
    for (const [element = '', outcome = ''] of moves) run.complete(element, outcome);
    expect(run.state.status).toBe('completed');
  });

  it('Answer a question asks back, then waits for both branches', async () => {
    const run = new Scenario(await defined(...ANSWER), RECORD);
    run.complete('CheckClarity', 'unclear').complete('AskBack', 'answered').complete('CheckClarity', 'clear');
    run.complete('WriteAnswer', 'done', { answer: 'Yes.' });
    expect(run.open).toEqual(['SendAnswer', 'AddToKnowledge']);
    expect(run.tasks.at(-1)).toMatchObject({ foreground: false, content: { description: 'Yes.' } });
    run.complete('AddToKnowledge', 'added');
    expect(run.state.status).toBe('running');
    expect(run.complete('SendAnswer', 'sent').state.status).toBe('completed');
  });

  it('[M15] [M16] Arrange an installation asks on three pages and goes on with what they say', async () => {
    const [file, forms] = INSTALLATION;
    const outcome = await deploy(file, forms);
    expect(outcome.ok ? outcome.warnings : outcome.findings).toEqual([]);
    const run = new Scenario(await defined(file, forms), RECORD);
    const content = run.tasks[0]?.content;
    if (content?.kind !== 'pre-configured-page') throw new Error('Expected a pre-configured page.');
    const values = {
      ...{ street: 'Dorfstrasse', houseNumber: '1', contact: '3', contactName: 'Ida Berg' },
      ...{
        articles: [
          { article: 'Panel', price: 119 },
          { article: 'Screws', price: null },
        ],
      },
      ...{ installationDay: '2026-04-01', crane: true, craneHeight: 12, skills: ['roofer'] },
    };
    const { kind } = content;
    const at = new Date('2026-03-11T12:00:00Z');
    const { variables } = readSubmission(content, { kind, button: 'plan', values }, at);
    expect(variables).toMatchObject({ worth: 119, contact: '3', contactName: 'Ida Berg', craneHeight: 12 });
    run.complete('Plan', 'plan', variables);
    expect(run.effects).toContainEqual({
      type: 'signal.thrown',
      name: 'installation planned',
      variables: {},
    });
    expect(run.tasks.at(-1)).toMatchObject({ title: 'Agree the day with Ida Berg' });
    const empty = { ...values, articles: [] };
    expect(() => readSubmission(content, { kind, button: 'plan', values: empty }, at)).toThrow('pressed');
  });
});
