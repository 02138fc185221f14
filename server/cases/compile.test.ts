import { describe, expect, it } from 'vitest';
import { sampleCase, stage, taskStep } from '../../lib/cases/testing/sample-case.ts';
import { createEmbeddedEngine } from '../engine/embedded.ts';
import { readXml } from '../engine/parse/read-xml.ts';
import { plansMail } from '../engine/planned-mail.ts';
import { plannedOutcomes } from '../engine/planned-outcomes.ts';
import { drawCase } from './drawing.ts';
import { withCases } from './engine.ts';
import { compiled } from './testing/case-run.ts';

const engine = withCases(createEmbeddedEngine());
const deploy = (document: unknown, forms = {}) =>
  engine.deploy({ case: typeof document === 'string' ? document : JSON.stringify(document), forms });

const withStep = (step: unknown) =>
  sampleCase({ stages: [stage('one', { steps: [step] }), stage('won', { end: 'successful' })] });

describe('a case that is deployed', () => {
  it('is known by its section, its stages and its steps', async () => {
    const { facts } = await compiled(sampleCase({ condition: { field: 'size', values: ['big', '5"'] } }));
    expect(facts).toMatchObject({ key: 'sale', recordTypes: ['demo:lead'], parameters: [], calls: [] });
    expect(facts.case).toMatchObject({ section: 'demo:lead', stageField: 'status' });
    expect(facts.elements.map(({ id, type, parent }) => [id, type, parent])).toEqual([
      ['case.record', 'caseRecord', null],
      ['qualify', 'stage', null],
      ['call', 'userTask', 'qualify'],
      ['note', 'userTask', 'qualify'],
      ['propose', 'stage', null],
      ['offer', 'userTask', 'propose'],
      ['won', 'stage', null],
      ['lost', 'stage', null],
    ]);
  });

  it('starts on request, and when a record appears; its condition is looked at then', async () => {
    const { facts } = await compiled(sampleCase({ condition: { field: 'size', values: ['big', '5"'] } }));
    expect(facts.starts.map(({ on }) => on)).toEqual([
      { kind: 'none' },
      { kind: 'record', on: { event: 'added', type: 'demo:lead', id: null, fields: [], filter: null } },
    ]);
    const onRequest = await compiled(sampleCase({ starts: { appear: false, seen: false } }));
    expect(onRequest.facts.starts).toHaveLength(1);
  });

  it('has steps like those of processes, for everybody who asks', async () => {
    const { definition } = await compiled(withStep(taskStep('ask', { properties: { 'result:yes': 'Yes' } })));
    expect(plannedOutcomes(definition, 'ask')).toEqual([{ code: 'yes', label: 'Yes' }]);
    const mail = {
      ...{ id: 'mail', name: 'Mail', kind: 'send-email', performer: null, after: null, required: false },
      properties: { to: 'a@example.org', subject: 'Hello', body: 'Two\nlines & "quotes" <b>' },
    };
    const sent = await compiled(withStep(mail));
    expect(plansMail(sent.definition, 'mail')).toBe(true);
    expect(JSON.stringify(sent.definition)).toContain(String.raw`Two\nlines & \"quotes\" <b>`);
  });

  it('is refused with the findings of its own rules, at the stage or step', async () => {
    const outcome = await deploy({ ...withStep(taskStep('a', { after: 'nothing' })) });
    expect(outcome).toMatchObject({ ok: false, findings: [{ element: 'a', name: 'Do a' }] });
    expect(await deploy('{')).toMatchObject({ ok: false, findings: [{ element: null }] });
  });

  it.each([
    ['a property that the kind has not', { properties: { question: 'Why?' } }],
    ['a due date that is none', { due: 'tomorrow' }],
    ['a performer that cannot be read', { performer: { user: '#{', role: null } }],
    ['a form that is not there', { kind: 'pre-configured-page', form: 'missing.form' }],
  ])('is refused for %s, by the rules of steps', async (_, more) => {
    const outcome = await deploy(withStep(taskStep('a', more)));
    expect(outcome).toMatchObject({ ok: false, findings: [{ element: 'a', name: 'Do a' }] });
  });

  it('is warned of variables that nothing writes, and of nothing else', async () => {
    const outcome = await deploy(withStep(taskStep('a', { properties: { hint: `\${stage} \${typo}` } })));
    expect(outcome).toMatchObject({ ok: true, warnings: [{ element: 'a' }] });
    expect(await deploy(sampleCase())).toMatchObject({ ok: true });
  });

  it('can have no steps at all', async () => {
    const outcome = await deploy(sampleCase({ stages: [stage('one'), stage('won', { end: 'successful' })] }));
    expect(outcome).toMatchObject({ ok: true });
  });

  it('is drawn as a diagram with an element for each stage and step', async () => {
    const reading = await readXml(
      drawCase(sampleCase()).replace('<bpmn:process', '$& isExecutable="true"'),
      {},
    );
    if (!reading.ok) throw new Error(JSON.stringify(reading.findings));
    const { facts } = await compiled(sampleCase());
    const drawn = reading.source.elements.map(({ id }) => id);
    expect(drawn.sort()).toEqual(facts.elements.map(({ id }) => id).sort());
  });
});
