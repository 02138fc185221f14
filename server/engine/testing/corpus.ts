/** Processes that together have every element, event, attribute and property that is executed. */
import { type ProcessBuilder, process } from './process.ts';
import { DEFINITIONS, ERROR, element, KIND, MESSAGE, SIGNAL, service, timer } from './rule-processes.ts';

const begun = (properties: Record<string, string> = {}) =>
  process(properties)
    .definition(...DEFINITIONS)
    .start('in');
const work = (id: string) => `<userTask id="${id}" name="${id}" camunda:assignee="anna">${KIND}</userTask>`;
const flow = (from: string, to: string) =>
  `<sequenceFlow id="${from}-${to}" sourceRef="${from}" targetRef="${to}"/>`;

const events = () =>
  begun({ caption: 'Events of ${recordTitle}' })
    .raw(element('startEvent', 'told', { inside: MESSAGE }))
    .raw(element('startEvent', 'heard', { inside: SIGNAL }))
    .raw(
      element('startEvent', 'weekly', {
        properties: { 'time-zone': 'Europe/Berlin', 'valid-from': '2026-01-01', misfire: 'skip' },
        inside: timer('timeCycle', '0 0 9 ? * MON-FRI'),
      }),
    )
    .raw(
      element('startEvent', 'won', {
        properties: {
          'record-event': 'modified',
          'record-type': 'demo:lead',
          'record-fields': 'stage',
          'record-filter': 'stage = "won"',
        },
        inside: MESSAGE,
      }),
    )
    .raw('<eventBasedGateway id="race"/>')
    .raw(element('intermediateCatchEvent', 'answer', { inside: MESSAGE }))
    .raw(element('intermediateCatchEvent', 'late', { inside: timer('timeDuration', 'P1D') }))
    .raw(
      element('intermediateCatchEvent', 'changed', {
        properties: { 'record-event': 'deleted', 'record-type': 'demo:lead', 'record-id': '${recordId}' },
        inside: MESSAGE,
      }),
    )
    .raw(
      element('intermediateThrowEvent', 'shout', {
        inside:
          '<signalEventDefinition signalRef="Stop"><extensionElements><camunda:in source="answer" target="said"/></extensionElements></signalEventDefinition>',
      }),
    )
    .raw('<receiveTask id="receive" messageRef="Go"/><intermediateThrowEvent id="mark"/>')
    .raw(element('endEvent', 'stopped', { inside: '<terminateEventDefinition/>' }))
    .raw(element('endEvent', 'over', { inside: SIGNAL }))
    .path('in', 'race', 'answer', 'shout', 'receive', 'over')
    .path('race', 'late', 'mark', 'stopped')
    .path('race', 'changed', 'stopped')
    .path('told', 'receive')
    .path('heard', 'receive')
    .path('weekly', 'receive')
    .path('won', 'receive');

const scopes = () =>
  begun({ 'max-executions': '30' })
    .raw(
      element('subProcess', 'deliver', {
        inside: `<startEvent id="s"/>${work('pack')}<endEvent id="broken">${ERROR}</endEvent><exclusiveGateway id="fine" default="fine-sent"/><endEvent id="sent"/>${flow('s', 'pack')}${flow('pack', 'fine')}${flow('fine', 'sent')}<sequenceFlow id="fine-broken" sourceRef="fine" targetRef="broken"><conditionExpression>\${answer == 'yes'}</conditionExpression></sequenceFlow><subProcess id="inner" triggeredByEvent="true"><startEvent id="is" isInterrupting="false">${SIGNAL}</startEvent>${work('note')}${flow('is', 'note')}</subProcess>`,
      }),
    )
    .raw(
      `<boundaryEvent id="refused" attachedToRef="deliver"><errorEventDefinition errorRef="E1" camunda:errorCodeVariable="code" camunda:errorMessageVariable="text"/></boundaryEvent>`,
    )
    .raw(
      `<boundaryEvent id="remind" attachedToRef="deliver" cancelActivity="false">${timer('timeCycle', 'R3/PT1H')}</boundaryEvent>`,
    )
    .raw(`<boundaryEvent id="called" attachedToRef="deliver">${MESSAGE}</boundaryEvent>`)
    .raw(work('after'))
    .raw(work('sorry'))
    .raw(
      `<subProcess id="whenever" triggeredByEvent="true"><startEvent id="ws">${ERROR}</startEvent>${work('clean')}${flow('ws', 'clean')}</subProcess>`,
    )
    .end('out')
    .path('in', 'deliver', 'after', 'out')
    .path('refused', 'sorry')
    .path('remind', 'sorry')
    .path('called', 'after');

const actions = () =>
  begun({
    'parameter:n': 'integer',
    'parameter-default:n': '2',
    'parameter-label:n': 'How many',
    'parameter:sum': 'decimal',
    'parameter-direction:sum': 'out',
  })
    .raw(
      service('read', 'read-data', {
        system: 'demo',
        type: 'lead',
        filter: 'amount > n',
        mode: 'list',
        limit: '10',
        'output:records': 'people',
      }),
    )
    .raw(service('compute', 'formula', { expression: 'n * 2', 'output:value': 'sum', retries: '1' }))
    .raw(
      element('serviceTask', 'print', {
        attributes: 'camunda:type="external" camunda:topic="print" camunda:asyncBefore="true"',
        properties: { concurrency: '2' },
        extensions:
          '<camunda:inputOutput><camunda:inputParameter name="who">${person}</camunda:inputParameter></camunda:inputOutput>',
        inside:
          '<multiInstanceLoopCharacteristics camunda:collection="people" camunda:elementVariable="person"><completionCondition>${nrOfCompletedInstances == 1}</completionCondition></multiInstanceLoopCharacteristics>',
      }),
    )
    .raw(`<boundaryEvent id="failed" attachedToRef="print">${ERROR}</boundaryEvent>`)
    .raw(
      element('callActivity', 'call', {
        attributes: 'calledElement="other"',
        extensions:
          '<camunda:in variables="all"/><camunda:in sourceExpression="${n + 1}" target="m"/><camunda:out source="sum" target="sum"/>',
        inside:
          '<multiInstanceLoopCharacteristics isSequential="true"><loopCardinality>2</loopCardinality></multiInstanceLoopCharacteristics>',
      }),
    )
    .raw(
      element('intermediateThrowEvent', 'tell', {
        properties: { 'value:sum': '${sum}', scope: 'all' },
        inside:
          '<messageEventDefinition messageRef="Go" camunda:type="external" camunda:topic="throughline:throw-message"/>',
      }),
    )
    .end('out')
    .path('in', 'read', 'compute', 'print', 'call', 'tell', 'out')
    .flow('failed', 'call');

const gateways = () =>
  begun({ 'loose-joins': 'false' })
    .dialog('ask')
    .raw('<inclusiveGateway id="some"/><inclusiveGateway id="all"/><task id="pass"/><manualTask id="hand"/>')
    .parallel('fork')
    .parallel('join')
    .task('a')
    .task('b', { properties: { background: 'true', 'start-in': 'PT1H' } })
    .raw('<intermediateThrowEvent id="jump"><linkEventDefinition name="on"/></intermediateThrowEvent>')
    .raw('<intermediateCatchEvent id="land"><linkEventDefinition name="on"/></intermediateCatchEvent>')
    .end('out')
    .path('in', 'fork', 'ask', 'some')
    .path('fork', 'hand', 'join')
    .flow('some', 'a', { condition: "${answer == 'yes'}" })
    .flow('some', 'b', { condition: '${n > 1}' })
    .otherwise('some', 'pass')
    .path('a', 'all')
    .path('b', 'all')
    .path('pass', 'all', 'join', 'jump')
    .path('land', 'out');

export const CORPUS: Record<string, ProcessBuilder> = {
  events: events(),
  scopes: scopes(),
  actions: actions(),
  gateways: gateways(),
};
