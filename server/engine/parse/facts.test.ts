/** What is known of a process before anybody runs it. */
import { describe, expect, it } from 'vitest';
import { deploy, process } from '../testing/process.ts';
import { between, service, straight } from '../testing/rule-processes.ts';

async function factsOf(built: Parameters<typeof deploy>[0]) {
  const outcome = await deploy(built);
  return outcome.ok ? outcome.process.facts : outcome.findings;
}

describe('[ENG-98] the facts of a process', () => {
  it('hold what it is called and what it is for in other languages', async () => {
    const texts = {
      description: 'Finds out',
      'de:name': ' Prüfen ',
      'de:description': 'Findet heraus',
      'fr:name': 'Vérifier',
    };
    const facts = await factsOf(process(texts).start('in').task('work').path('in', 'work'));
    expect(facts).toMatchObject({
      names: { de: 'Prüfen', fr: 'Vérifier' },
      descriptions: { de: 'Findet heraus' },
    });
    const plain = await factsOf(process().start('in').task('work').path('in', 'work'));
    expect(plain).not.toHaveProperty('names');
    expect(plain).not.toHaveProperty('descriptions');
  });

  it.each([
    [
      { 'de:description': 'Findet heraus' },
      'Expected throughline:description beside throughline:de:description',
    ],
    [{ 'de:caption': 'Lead' }, 'got throughline:de:caption'],
    [{ 'de:title': 'Lead' }, 'got throughline:de:title'],
  ])('are refused with %j', async (texts, problem) => {
    const findings = await factsOf(process(texts).start('in').task('work').path('in', 'work'));
    expect(JSON.stringify(findings)).toContain(problem);
  });

  it('name its parameters with defaults of their types', async () => {
    const built = process({
      'parameter:discount': 'decimal',
      'parameter-label:discount': 'Discount in %',
      'parameter-default:discount': '2.5',
      'parameter:tags': 'list',
      'parameter-default:tags': '["a", 2]',
      'parameter:urgent': 'boolean',
      'parameter-default:urgent': 'false',
      'parameter:until': 'datetime',
      'parameter-default:until': '2026-03-31T17:00:00+02:00',
      'parameter:lead': 'record',
      'parameter-required:lead': 'true',
      'parameter:result': 'text',
      'parameter-direction:result': 'out',
    })
      .start('in')
      .task('work')
      .path('in', 'work');
    const plain = { direction: 'in', required: false };
    expect(await factsOf(built)).toMatchObject({
      parameters: [
        { ...plain, name: 'discount', label: 'Discount in %', type: 'decimal', default: 2.5 },
        { ...plain, name: 'tags', label: 'tags', type: 'list', default: ['a', 2] },
        { ...plain, name: 'urgent', type: 'boolean', default: false },
        { ...plain, name: 'until', type: 'datetime', default: '2026-03-31T15:00:00.000Z' },
        { ...plain, name: 'lead', type: 'record', required: true, default: null },
        { ...plain, name: 'result', direction: 'out', type: 'text', default: null },
      ],
    });
  });

  it('say where it is offered', async () => {
    const built = process({ record: 'demo:lead', 'record-parameter': 'lead', 'quick-launch': 'true' })
      .start('in')
      .task('work', { name: 'Call ${lead}' })
      .path('in', 'work');
    expect(await factsOf(built)).toMatchObject({
      recordTypes: ['demo:lead'],
      recordParameter: 'lead',
      ...{ quickLaunch: true, userRights: false },
      starts: [{ element: 'in', name: 'in', on: { kind: 'none' } }],
    });
    expect(await deploy(built)).toMatchObject({ ok: true, warnings: [] });
  });

  it('say whether the rights of who started it count', async () => {
    const asks = process({ 'user-rights': 'true' }).start('in').task('work').path('in', 'work');
    expect(await factsOf(asks)).toMatchObject({ userRights: true });
    expect(await factsOf(straight())).toMatchObject({ userRights: false });
  });

  it('name every element with its kind, its action and the sub-process that it is in', async () => {
    const built = straight()
      .raw(service('ask', 'formula', { expression: '1', 'output:value': 'one' }))
      .raw(
        '<subProcess id="sub" name="Deliver"><startEvent id="s"/><task id="t"/><sequenceFlow id="f" sourceRef="s" targetRef="t"/></subProcess>',
      )
      .path('work', 'ask', 'sub');
    expect(await factsOf(built)).toMatchObject({
      elements: [
        { id: 'in', type: 'startEvent', kind: null, parent: null },
        { id: 'work', type: 'userTask', kind: 'perform-task', parent: null },
        { id: 'out', type: 'endEvent' },
        { id: 'ask', type: 'serviceTask', kind: 'formula', parent: null },
        { id: 'sub', name: 'Deliver', type: 'subProcess', parent: null },
        { id: 's', parent: 'sub' },
        { id: 't', name: 't', parent: 'sub' },
      ],
    });
  });

  it('name the processes that it calls where that is written plainly', async () => {
    const built = between('<callActivity id="it" calledElement="other"/>')
      .raw(
        '<callActivity id="again" calledElement="other"/><callActivity id="open" calledElement="${which}"/>',
      )
      .path('it', 'again', 'open');
    expect(await factsOf(built)).toMatchObject({ calls: ['other'] });
  });
});
