/** Pages of fields and buttons in a process (behaviour 1.5, 1.6, 3.5): what they open with and what comes of them. */
import { describe, expect, it } from 'vitest';
import { ProtocolError, type Submission } from '../../lib/protocol/index.ts';
import type { Definition } from './definition.ts';
import type { PageContent, Values } from './model.ts';
import { plannedOutcomes } from './planned-outcomes.ts';
import { readSubmission } from './submission.ts';
import { caught, draw, manual, parallel, path, signal, start, task } from './testing/drawing.ts';
import { defined, deploy, process } from './testing/process.ts';
import { Scenario } from './testing/scenario.ts';

const NOW = new Date('2026-03-11T12:00:00Z');
const FORM = {
  components: [
    { type: 'number', key: 'sum', label: 'Sum', validate: { required: true } },
    { type: 'textfield', key: 'who.name', label: 'Name' },
  ],
};
const BUTTONS = { 'button:send': 'Send', 'button:keep': 'Keep for later', 'button:drop': 'Drop' };

const built = (kind: string, properties: Record<string, string>, form: object = FORM) => ({
  process: process()
    .start('in')
    .task('work', { formRef: 'f', properties: { kind, ...properties } })
    .task('next')
    .path('in', 'work', 'next'),
  forms: { 'f.form': { type: 'default', id: 'f', ...form } },
});

const pageOf = async (kind: string, properties: Record<string, string>, form?: object) => {
  const { process: drawing, forms } = built(kind, properties, form);
  return defined(drawing, forms);
};
const auto = (properties: Record<string, string>) =>
  pageOf('auto-generated-page', { ...BUTTONS, ...properties });
const shared = (properties: Record<string, string>) =>
  pageOf('pre-configured-page', { ...BUTTONS, ...properties });

type Page = Extract<PageContent, { kind: 'auto-generated-page' | 'pre-configured-page' }>;
const contentOf = (definition: Definition, variables: Values = {}) =>
  new Scenario(definition, variables).tasks[0]?.content as Page;

/** What comes of a submission: the outcome and variables, or the part that does not fit. */
function submit(content: Page, button: string, values: Values) {
  const submission: Submission = { kind: content.kind, button, values };
  try {
    return readSubmission(content, submission, NOW);
  } catch (fault) {
    if (fault instanceof ProtocolError) return fault.wire.field;
    throw fault;
  }
}

describe('a button', () => {
  it('throws its signal when the page is completed with it, and no other does', async () => {
    const { elements } = await auto({ 'button-signal:send': 'offer sent' });
    const drawn = draw([
      ...[start('in'), parallel('fork'), task('a'), caught('w', signal('offer sent'))],
      ...[manual('m'), path('in', 'fork', 'a'), path('fork', 'w', 'm')],
    ]);
    const a = { ...drawn.elements.a, ...elements.work, id: 'a', outgoing: [] };
    const definition = { ...drawn, elements: { ...drawn.elements, a } } as Definition;
    expect(new Scenario(definition).complete('a', 'drop').open).toEqual(['w']);
    const run = new Scenario(definition).complete('a', 'send');
    expect(run.effects).toContainEqual({ type: 'signal.thrown', name: 'offer sent', variables: {} });
    expect(run.state.status).toBe('completed');
  });

  it('is out of use at once, or while its condition does not hold', async () => {
    const content = contentOf(
      await auto({ 'button-enabled:drop': 'false', 'button-enabled:send': '=sum > limit' }),
      {
        limit: 5,
      },
    );
    expect(content.data).toMatchObject({ limit: 5 });
    expect(submit(content, 'drop', { sum: 7 })).toBe('button');
    expect(submit(content, 'send', { sum: 5 })).toBe('button');
    expect(submit(content, 'send', { sum: 6 })).toMatchObject({ outcome: 'send', variables: { sum: 6 } });
  });

  it('is refused with a condition that nobody can read', async () => {
    const { process: drawing, forms } = built('auto-generated-page', {
      ...BUTTONS,
      'button-enabled:send': 'sum >',
    });
    const outcome = await deploy(drawing, forms);
    expect(outcome.ok ? [] : outcome.findings.map(({ problem }) => problem)).toEqual([
      expect.stringContaining('true, false or a condition in FEEL'),
    ]);
  });
});

describe('a page', () => {
  it.each(['auto-generated-page', 'pre-configured-page'])(
    '%s is about the record that it names',
    async (kind) => {
      const definition = await pageOf(kind, { 'record-type': 'account', 'record-id': '${sum}' });
      const given = { recordSystem: 'desk', recordType: 'lead', recordId: '1', sum: 9 };
      expect(new Scenario(definition, given).tasks[0]?.record).toEqual({
        system: 'desk',
        type: 'account',
        id: '9',
      });
      expect(new Scenario(await pageOf(kind, {}), given).tasks[0]?.record).toBeNull();
    },
  );
});

describe('a pre-configured page', () => {
  it('opens with the parameters that the step gives it, over the variables of the process', async () => {
    const definition = await shared({ 'parameter:sum': '${amount}', 'parameter:who.name': 'Dr ${name}' });
    const content = contentOf(definition, { amount: 12.5, name: 'Ada', sum: 1, who: { name: 'x', age: 3 } });
    const values = content.items.map((item) => ('key' in item ? [item.key, item.value] : []));
    expect(values).toEqual([
      ['sum', 12.5],
      ['who.name', 'Dr Ada'],
    ]);
  });

  it('gives its fields out to the variables that the step names, others to their own', async () => {
    const content = contentOf(await shared({ 'output:sum': 'amount' }), { who: { name: 'x', age: 3 } });
    expect(submit(content, 'send', { sum: 4, 'who.name': 'Ida' })).toEqual({
      outcome: 'send',
      variables: { amount: 4, who: { name: 'Ida', age: 3 } },
    });
  });

  it('is completed by the buttons that are to complete it, and by no other', async () => {
    const definition = await shared({ 'button-completes:keep': 'false' });
    expect(plannedOutcomes(definition, 'work').map(({ code }) => code)).toEqual(['send', 'drop']);
    const content = contentOf(definition);
    expect(content.buttons.map(({ code, completes }) => [code, completes])).toEqual([
      ['send', undefined],
      ['keep', false],
      ['drop', undefined],
    ]);
    expect(submit(content, 'keep', { sum: 4 })).toBe('button');
    expect(submit(content, 'send', {})).toBe('sum');
    expect(submit(content, 'drop', { sum: 4 })).toMatchObject({ outcome: 'drop' });
  });

  it('is not completed with what an auto-generated page submits', async () => {
    const content = contentOf(await shared({}));
    const other: Submission = { kind: 'auto-generated-page', button: 'send', values: { sum: 4 } };
    expect(() => readSubmission(content, other, NOW)).toThrow('kind of step');
  });
});

describe('a record that fields belong to', () => {
  const BOUND = {
    components: [
      { type: 'number', key: 'sum', label: 'Sum', properties: { 'throughline:field': 'lead.budget' } },
    ],
  };
  const opened = async (place: string, variables: Values = {}) => {
    const properties = { 'source:lead': place, 'source-output:lead': 'leadId' };
    const definition = await pageOf('pre-configured-page', properties, BOUND);
    return new Scenario(definition, variables);
  };

  it('[M16] is known when the page opens; without an id it is a new one', async () => {
    const { tasks } = await opened('${recordSystem}:${type}:${id}', {
      ...{ recordSystem: 'crm-1', type: 'lead', id: 7 },
    });
    expect(tasks[0]?.content).toMatchObject({
      items: [{ key: 'sum', bound: { source: 'lead', field: 'budget' } }],
      sources: [{ code: 'lead', system: 'crm-1', type: 'lead', id: '7', output: 'leadId' }],
    });
    const fresh = await opened('demo:lead:${id}', { id: null });
    expect(fresh.tasks[0]?.content).toMatchObject({ sources: [{ system: 'demo', id: null }] });
  });

  it('is asked for in words when nobody knows its system', async () => {
    const { state } = await opened('${recordSystem}:lead:7', { recordSystem: null });
    expect(JSON.stringify(state)).toContain('Expected system:type:id as the record of lead');
  });

  it('is refused at deployment without a type, and where it is no record', async () => {
    for (const place of ['demo:lead', 'demo', ':lead:7']) {
      const { process: drawing, forms } = built('pre-configured-page', { 'source:lead': place }, BOUND);
      expect(JSON.stringify(await deploy(drawing, forms))).toContain('system:type: for a new one');
    }
  });
});
