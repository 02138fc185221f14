/** What the parser makes of what authors draw: the definition that is executed. */
import { describe, expect, it } from 'vitest';
import { Definition } from '../definition.ts';
import { caught, compiled, variable } from '../testing/compiled.ts';
import { defined, deploy, process } from '../testing/process.ts';
import {
  between,
  DEFINITIONS,
  ERROR,
  element,
  guarded,
  KIND,
  MESSAGE,
  plain,
  SIGNAL,
  service,
  straight,
  timer,
} from '../testing/rule-processes.ts';

const thrown = (inside: string, properties = {}) =>
  between(element('intermediateThrowEvent', 'it', { inside, properties }));

describe('[ENG-90] every element of the subset is read with what it does', () => {
  it.each([
    ['a task', between('<task id="it"/>'), { type: 'passThrough', bpmnType: 'task' }],
    ['a manual task', between('<manualTask id="it"/>'), { type: 'passThrough' }],
    ['a plain throw event', thrown(''), { type: 'passThrough', bpmnType: 'intermediateThrowEvent' }],
    [
      'a receive task',
      between('<receiveTask id="it" messageRef="Go"/>'),
      { type: 'receiveTask', event: { kind: 'message', name: ['go'] } },
    ],
    [
      'a signal that is waited for',
      caught(SIGNAL),
      { type: 'catchEvent', event: { kind: 'signal', name: ['stop'] } },
    ],
    [
      'a signal that is thrown with variables',
      thrown(
        '<signalEventDefinition signalRef="Stop"><extensionElements><camunda:in source="a" target="b"/><camunda:in sourceExpression="x ${recordId}" target="c"/></extensionElements></signalEventDefinition>',
      ),
      {
        type: 'throwSignal',
        signal: ['stop'],
        variables: [
          { name: 'b', value: [variable('a')] },
          { name: 'c', value: ['x ', variable('recordId')] },
        ],
      },
    ],
    [
      'an event on the border',
      guarded(MESSAGE, { attributes: 'cancelActivity="false"' }),
      {
        type: 'boundaryEvent',
        attachedTo: 'work',
        interrupting: false,
        event: { kind: 'message', name: ['go'] },
      },
    ],
    [
      'an inclusive gateway',
      between('<inclusiveGateway id="it"/>'),
      { type: 'inclusiveGateway', loose: false },
    ],
    [
      'an inclusive gateway that joins loosely',
      between('<inclusiveGateway id="it"/>', { 'loose-joins': 'true' }),
      { type: 'inclusiveGateway', loose: true },
    ],
    [
      'a call of another process',
      between(
        element('callActivity', 'it', {
          attributes: 'calledElement="other" camunda:calledElementBinding="latest"',
          extensions:
            '<camunda:in variables="all"/><camunda:in source="a" target="b"/><camunda:in businessKey="${recordId}"/><camunda:out sourceExpression="${c}" target="d"/>',
        }),
      ),
      {
        type: 'callActivity',
        process: ['other'],
        in: { all: true, mappings: [{ name: 'b', value: [variable('a')] }] },
        out: { all: false, mappings: [{ name: 'd', value: [variable('c')] }] },
        businessKey: [variable('recordId')],
      },
    ],
  ])('%s', async (_, built, expected) => {
    expect(await compiled(built)).toMatchObject(expected);
  });

  it.each([
    ['nothing', '', { type: 'none' }],
    ['a termination', '<terminateEventDefinition/>', { type: 'terminate' }],
    ['an error', ERROR, { type: 'error', code: 'refused', message: null }],
    ['a signal', SIGNAL, { type: 'signal', name: ['stop'], variables: [] }],
    [
      'a message',
      '<messageEventDefinition messageRef="Go" camunda:type="external" camunda:topic="throughline:throw-message"/>',
      {
        type: 'action',
        action: {
          topic: 'throughline:throw-message',
          settings: [{ name: 'message', value: ['go'] }],
          all: false,
        },
      },
    ],
  ])('an end event with %s', async (_, inside, end) => {
    const built = straight()
      .definition(...DEFINITIONS)
      .raw(element('endEvent', 'it', { inside }))
      .flow('work', 'it');
    expect(await compiled(built)).toMatchObject({ type: 'endEvent', end });
  });

  it('a sub-process keeps its elements, and knows its start, its borders and its event sub-processes', async () => {
    const built = between(
      `<subProcess id="it"><startEvent id="s"/><userTask id="t" name="T" camunda:assignee="anna">${KIND}</userTask><sequenceFlow id="s-t" sourceRef="s" targetRef="t"/><subProcess id="e" triggeredByEvent="true"><startEvent id="es">${ERROR}</startEvent></subProcess></subProcess>`,
    ).raw(`<boundaryEvent id="late" attachedToRef="it">${timer('timeDuration', 'PT1H')}</boundaryEvent>`);
    // The start of the event sub-process needs a way on.
    const xml = built
      .xml()
      .replace(
        '</startEvent></subProcess>',
        '</startEvent><task id="et"/><sequenceFlow id="f" sourceRef="es" targetRef="et"/></subProcess>',
      );
    const { elements } = Definition.parse(await defined(xml));
    expect(elements.it).toMatchObject({
      type: 'subProcess',
      start: 's',
      triggeredByEvent: false,
      eventSubProcesses: ['e'],
      boundary: ['late'],
      parent: null,
    });
    expect(elements.t).toMatchObject({ parent: 'it', incoming: ['s-t'] });
    expect(elements.e).toMatchObject({ start: 'es', triggeredByEvent: true, parent: 'it' });
    expect(elements.es).toMatchObject({
      parent: 'e',
      interrupting: true,
      event: { kind: 'error', code: 'refused' },
    });
  });

  it('an attribute that only tunes a Camunda engine is kept out of the way with a warning', async () => {
    const built = plain('camunda:assignee="anna" camunda:asyncBefore="true" camunda:exclusive="false"', KIND);
    expect(await deploy(built)).toMatchObject({ ok: true, warnings: [{ element: 'work' }] });
  });
});

describe('[ENG-94] a system action', () => {
  it('carries its settings, where its outputs go and how often it is tried', async () => {
    const built = between(
      service('it', 'add-data', {
        system: '${recordSystem}',
        type: 'lead',
        'value:name': 'Call ${recordTitle}',
        'output:id': 'leadId',
        retries: '5',
      }),
    );
    expect(await compiled(built)).toMatchObject({
      type: 'serviceTask',
      action: {
        topic: 'throughline:add-data',
        settings: [
          { name: 'system', value: [variable('recordSystem')] },
          { name: 'type', value: ['lead'] },
          { name: 'value:name', value: ['Call ', variable('recordTitle')] },
        ],
        outputs: { id: 'leadId' },
        all: false,
        attempts: 6,
      },
    });
  });

  it('keeps FEEL as it is written', async () => {
    const built = between(
      service('it', 'formula', { expression: '= if a > 1 then "x" else "y"', 'output:value': 'b' }),
    );
    expect(await compiled(built)).toMatchObject({
      action: { settings: [{ name: 'expression', value: ['= if a > 1 then "x" else "y"'] }], attempts: 3 },
    });
  });

  it('of somebody else gives back what it likes', async () => {
    const built = between('<serviceTask id="it" camunda:type="external" camunda:topic="print"/>');
    expect(await compiled(built)).toMatchObject({
      action: { topic: 'print', settings: [], outputs: {}, all: true },
    });
    expect(await deploy(built)).toMatchObject({ ok: true, warnings: [{ element: 'it' }] });
  });
});

describe('[ENG-95] events beside the way', () => {
  it('links lead to the one of their name', async () => {
    const link = (type: string, id: string) =>
      element(type, id, { inside: '<linkEventDefinition name="on"/>' });
    const built = straight()
      .raw(link('intermediateThrowEvent', 'it'))
      .flow('work', 'it')
      .raw(link('intermediateCatchEvent', 'there'))
      .flow('there', 'out');
    expect(await compiled(built)).toMatchObject({ type: 'throwLink', target: 'there' });
    expect(await compiled(built, 'there')).toMatchObject({ type: 'catchLink' });
  });

  it('an event-based gateway waits for what is behind it', async () => {
    const built = process()
      .definition(...DEFINITIONS)
      .start('in')
      .raw('<eventBasedGateway id="it"/>')
      .raw(element('intermediateCatchEvent', 'a', { inside: MESSAGE }))
      .raw(element('intermediateCatchEvent', 'b', { inside: timer('timeDuration', 'P1D') }))
      .path('in', 'it', 'a')
      .flow('it', 'b');
    expect(await compiled(built)).toMatchObject({ type: 'eventBasedGateway', outgoing: ['it-a', 'it-b'] });
  });
});

describe('[ENG-96] several executions', () => {
  const loop = (attributes: string, inside = '', properties = {}) =>
    between(
      element('serviceTask', 'it', {
        attributes: 'camunda:type="external" camunda:topic="print"',
        properties,
        inside: `<multiInstanceLoopCharacteristics ${attributes}>${inside}</multiInstanceLoopCharacteristics>`,
      }),
    );

  it.each([
    [
      'over a list, all at once',
      loop('camunda:collection="people" camunda:elementVariable="person"'),
      {
        sequential: false,
        over: { type: 'collection', value: variable('people'), variable: 'person' },
        limit: null,
      },
    ],
    [
      'over an expression, a few at the same time',
      loop('camunda:collection="${people}"', '', { concurrency: '3' }),
      { over: { type: 'collection', value: variable('people'), variable: null }, limit: 3 },
    ],
    [
      'a number of times, one after the other',
      loop(
        'isSequential="true"',
        '<loopCardinality>3</loopCardinality><completionCondition>${enough}</completionCondition>',
      ),
      {
        sequential: true,
        over: { type: 'cardinality', value: { type: 'literal', value: 3 } },
        completion: variable('enough'),
        limit: 1,
      },
    ],
  ])('%s', async (_, built, expected) => {
    expect(await compiled(built)).toMatchObject({ loop: expected });
  });
});

describe('[ENG-97] what a step takes in and gives out', () => {
  it('are templates by the names of variables', async () => {
    const built = between(
      element('serviceTask', 'it', {
        attributes: 'camunda:type="external" camunda:topic="print"',
        extensions:
          '<camunda:inputOutput><camunda:inputParameter name="who">${startedBy}</camunda:inputParameter><camunda:inputParameter name="nothing"/><camunda:outputParameter name="sum">${total}</camunda:outputParameter></camunda:inputOutput>',
      }),
    );
    expect(await compiled(built)).toMatchObject({
      inputs: [
        { name: 'who', value: [variable('startedBy')] },
        { name: 'nothing', value: [] },
      ],
      outputs: [{ name: 'sum', value: [variable('total')] }],
    });
  });

  it('the initiator is who started the instance', async () => {
    const built = process()
      .raw('<startEvent id="it" camunda:initiator="me"/>')
      .task('work', { assignee: '${me}' })
      .path('it', 'work');
    expect(await compiled(built)).toMatchObject({
      outputs: [{ name: 'me', value: [variable('startedBy')] }],
    });
    expect(await deploy(built)).toMatchObject({ ok: true, warnings: [] });
  });
});
