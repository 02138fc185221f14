/** Processes that the rules on events, sub-processes and loops refuse. */
import { process } from './process.ts';
import {
  aside,
  begunBy,
  between,
  type Case,
  DEFINITIONS,
  ERROR,
  element,
  guarded,
  KIND,
  MESSAGE,
  plain,
  SIGNAL,
  straight,
  timer,
} from './rule-processes.ts';

const caught = (inside: string, properties: Record<string, string> = {}) =>
  between(element('intermediateCatchEvent', 'it', { inside, properties }));
const loop = (inside: string, attributes = '', properties = KIND) =>
  plain(
    'camunda:assignee="anna"',
    `${properties}<multiInstanceLoopCharacteristics ${attributes}>${inside}</multiInstanceLoopCharacteristics>`,
  );
const link = (type: string, id: string, name: string) =>
  element(type, id, { inside: `<linkEventDefinition name="${name}"/>` });
const every = (cycle: string) => begunBy(timer('timeCycle', cycle));
const at = (properties: Record<string, string>) => begunBy(timer('timeCycle', 'R/PT1H'), { properties });

export const EVENT_CASES = {
  event: [
    [
      'an error that starts a process',
      begunBy(ERROR),
      'it',
      'kinds here: none, timer, message, signal, got error',
    ],
    ['a plain catch event', caught(''), 'it', 'got none'],
    ['two events in one', caught(MESSAGE + SIGNAL), 'it', 'got message and signal'],
    ['a conditional event', caught('<conditionalEventDefinition/>'), 'it', 'got conditional'],
    [
      'an escalation at the end',
      straight()
        .raw(element('endEvent', 'it', { inside: '<escalationEventDefinition/>' }))
        .flow('work', 'it'),
      'it',
      'got escalation',
    ],
    ['a plain start in an event sub-process', aside(''), 'it', 'timer, message, signal, error, got none'],
    [
      'a message that starts a sub-process',
      straight()
        .definition(...DEFINITIONS)
        .raw(`<subProcess id="sub"><startEvent id="it">${MESSAGE}</startEvent></subProcess>`)
        .flow('work', 'sub'),
      'it',
      'kinds here: none, got message',
    ],
    ['no message', caught('<messageEventDefinition/>'), 'it', 'a message with a name, got none'],
    [
      'a signal in the place of a message',
      caught('<messageEventDefinition messageRef="Stop"/>'),
      'it',
      'a message with a name, got none',
    ],
    [
      'a signal without a name',
      caught('<signalEventDefinition signalRef="S2"/>').definition('<signal id="S2"/>'),
      'it',
      'got one without',
    ],
    ['a receive task without a message', between('<receiveTask id="it"/>'), 'it', 'a message with a name'],
    [
      'an expression in the message that starts a process',
      begunBy('<messageEventDefinition messageRef="M2"/>').definition(
        '<message id="M2" name="go ${recordId}"/>',
      ),
      'it',
      'a plain name',
    ],
    [
      'an error without a code',
      straight()
        .definition('<error id="E2" name="E"/>')
        .raw(element('endEvent', 'it', { inside: '<errorEventDefinition errorRef="E2"/>' }))
        .flow('work', 'it'),
      'it',
      'an error with a code, got one without',
    ],
    [
      'an end with no error',
      straight()
        .raw(element('endEvent', 'it', { inside: '<errorEventDefinition/>' }))
        .flow('work', 'it'),
      'it',
      'an error with a code, got none',
    ],
    [
      'an error that does not interrupt',
      aside(ERROR, 'isInterrupting="false"'),
      'it',
      'an interrupting event',
    ],
    [
      'a variable that cannot receive the code',
      aside('<errorEventDefinition errorRef="E1" camunda:errorCodeVariable="no name"/>'),
      'it',
      'in camunda:errorCodeVariable',
    ],
    [
      'a signal that carries everything',
      between(
        element('intermediateThrowEvent', 'it', {
          inside:
            '<signalEventDefinition signalRef="Stop"><extensionElements><camunda:in variables="all"/></extensionElements></signalEventDefinition>',
        }),
      ),
      'it',
      'single variables',
    ],
    ['a link without a name', between(link('intermediateThrowEvent', 'it', ' ')), 'it', 'a link with a name'],
  ],
  timer: [
    ['no time', caught('<timerEventDefinition/>'), 'it', 'one date, duration or cycle, got none'],
    ['no date', caught(timer('timeDate', 'tomorrow')), 'it', 'an ISO 8601 date'],
    [
      'a day that does not exist',
      caught(timer('timeDate', '2026-02-30T10:00:00Z')),
      'it',
      'an ISO 8601 date',
    ],
    ['no duration', caught(timer('timeDuration', '5 minutes')), 'it', 'an ISO 8601 duration'],
    ['a broken expression', caught(timer('timeDuration', '${wait')), 'it', 'a } after ${'],
    ['a cycle where it happens once', caught(timer('timeCycle', 'R3/PT1H')), 'it', 'a date or duration'],
    ['a cycle that interrupts', guarded(timer('timeCycle', 'R/PT1H')), 'it', 'a date or duration'],
    [
      'a cycle without a pause',
      guarded(timer('timeCycle', 'R/PT0S'), { attributes: 'cancelActivity="false"' }),
      'it',
      'a duration that is not zero',
    ],
    ['a cycle that cannot be read', every('R3/1 hour'), 'it', 'a cycle of a number of times'],
    ['an expression before there are variables', every('${often}'), 'it', 'a plain value'],
    ['cron with a minute too many', every('0 60 9 ? * MON'), 'it', 'cron that can be read'],
    ['cron with too few fields', every('0 9 * *'), 'it', 'cron with five or six fields'],
    [
      'cron with a day that differs between engines',
      every('0 0 9 ? * 2-6'),
      'it',
      'days of the week by name',
    ],
    ['cron that never comes round', every('0 0 9 30 2 ?'), 'it', 'cron that comes round'],
    [
      'a validity that ends before it begins',
      at({ 'valid-from': '2026-05-01', 'valid-until': '2026-04-01' }),
      'it',
      'throughline:valid-until after',
    ],
  ],
  'record-event': [
    [
      'a filter without an event',
      caught(MESSAGE, { 'record-filter': 'amount > 1' }),
      'it',
      'throughline:record-event beside throughline:record-filter',
    ],
    ['no type', caught(MESSAGE, { 'record-event': 'added' }), 'it', 'throughline:record-type, got none'],
    [
      'fields of a record that is added',
      caught(MESSAGE, { 'record-event': 'added', 'record-type': 'demo:lead', 'record-fields': 'stage' }),
      'it',
      'for modified records only',
    ],
    [
      'one record that starts a process',
      begunBy(MESSAGE, {
        properties: { 'record-event': 'added', 'record-type': 'demo:lead', 'record-id': '7' },
      }),
      'it',
      'no throughline:record-id',
    ],
    [
      'a type before there are variables',
      begunBy(MESSAGE, {
        properties: { 'record-event': 'added', 'record-type': '${recordSystem}:lead' },
      }),
      'it',
      'a plain record type',
    ],
  ],
  'sub-process': [
    ['no start', between('<subProcess id="it"><task id="t"/></subProcess>'), 'it', 'got none'],
    [
      'two starts',
      between('<subProcess id="it"><startEvent id="s1"/><startEvent id="s2"/></subProcess>'),
      'it',
      'one plain start event in the sub-process, got 2',
    ],
    [
      'an event sub-process without a start',
      straight().raw('<subProcess id="it" triggeredByEvent="true"><task id="t"/></subProcess>'),
      'it',
      'one start event with an event',
    ],
    ['a flow to an event sub-process', aside(MESSAGE).flow('work', 'aside'), 'aside', 'no flows into or out'],
    [
      'an event sub-process several times',
      straight()
        .definition(...DEFINITIONS)
        .raw(
          `<subProcess id="it" triggeredByEvent="true"><multiInstanceLoopCharacteristics><loopCardinality>2</loopCardinality></multiInstanceLoopCharacteristics><startEvent id="s">${MESSAGE}</startEvent></subProcess>`,
        ),
      'it',
      'without a loop',
    ],
  ],
  boundary: [
    [
      'an event on a gateway',
      guarded(MESSAGE, {}, 'choose').exclusive('choose').flow('work', 'choose').flow('choose', 'out'),
      'it',
      'got one on exclusiveGateway',
    ],
    [
      'an event on an event sub-process',
      guarded(MESSAGE, {}, 'aside').raw(
        `<subProcess id="aside" triggeredByEvent="true"><startEvent id="s">${SIGNAL}</startEvent></subProcess>`,
      ),
      'it',
      'got one on subProcess',
    ],
    [
      'an event on what is passed at once',
      guarded(MESSAGE, {}, 'pass').raw('<manualTask id="pass"/>').flow('work', 'pass'),
      'it',
      'an element that waits',
    ],
    ['an error of a person', guarded(ERROR), 'it', 'an element that can end with an error'],
    [
      'a flow to a boundary event',
      guarded(MESSAGE).flow('work', 'it'),
      'it',
      'no flow into a boundary event',
    ],
    [
      'two events for one error',
      process()
        .definition(...DEFINITIONS)
        .start('in')
        .raw('<callActivity id="call" calledElement="other"/>')
        .path('in', 'call')
        .raw(`<boundaryEvent id="one" attachedToRef="call">${ERROR}</boundaryEvent>`)
        .raw(`<boundaryEvent id="two" attachedToRef="call">${ERROR}</boundaryEvent>`),
      'two',
      'another one for refused',
    ],
  ],
  link: [
    [
      'a link to nowhere',
      between(link('intermediateThrowEvent', 'it', 'there')),
      'it',
      'a link "there" to go on at',
    ],
    [
      'a flow behind a link that is thrown',
      between(link('intermediateThrowEvent', 'it', 'there')),
      'it',
      'no flow out of a link',
    ],
    [
      'a link from nowhere',
      between(link('intermediateCatchEvent', 'it', 'here')),
      'it',
      'a link "here" that leads here',
    ],
    ['a flow to a link', between(link('intermediateCatchEvent', 'it', 'here')), 'it', 'no flow into a link'],
    [
      'a link to two places',
      straight()
        .raw(link('intermediateThrowEvent', 'go', 'on'))
        .flow('work', 'go')
        .raw(link('intermediateCatchEvent', 'a', 'on'))
        .raw(link('intermediateCatchEvent', 'b', 'on')),
      'b',
      'another one',
    ],
  ],
  'event-gateway': [
    ['one event only', between('<eventBasedGateway id="it"/>'), 'it', 'at least two events'],
    [
      'a task behind it',
      process()
        .start('in')
        .raw('<eventBasedGateway id="it"/>')
        .task('a')
        .task('b')
        .path('in', 'it', 'a')
        .flow('it', 'b'),
      'a',
      'a timer, message or signal to wait for',
    ],
    [
      'an event that another way leads to',
      process()
        .definition(...DEFINITIONS)
        .start('in')
        .parallel('fork')
        .raw('<eventBasedGateway id="wait"/>')
        .raw(element('intermediateCatchEvent', 'a', { inside: MESSAGE }))
        .raw(element('intermediateCatchEvent', 'b', { inside: SIGNAL }))
        .path('in', 'fork', 'wait', 'a')
        .flow('wait', 'b')
        .flow('fork', 'a'),
      'a',
      'got one with another flow',
    ],
  ],
  'multi-instance': [
    ['neither a list nor a number', loop(''), 'work', 'got neither'],
    [
      'a list and a number',
      loop('<loopCardinality>3</loopCardinality>', 'camunda:collection="people"'),
      'work',
      'got both',
    ],
    ['a number that is none', loop('<loopCardinality>many</loopCardinality>'), 'work', 'a number from 0'],
    ['a list that is none', loop('', 'camunda:collection="a, b"'), 'work', 'in camunda:collection'],
    ['a broken expression', loop('', 'camunda:collection="${people"'), 'work', 'a } after ${'],
    [
      'a variable without a list',
      loop('<loopCardinality>3</loopCardinality>', 'camunda:elementVariable="person"'),
      'work',
      'a collection for camunda:elementVariable',
    ],
    [
      'a variable of the server',
      loop('', 'camunda:collection="people" camunda:elementVariable="startedBy"'),
      'work',
      'in camunda:elementVariable',
    ],
    [
      'an end that cannot be read',
      loop('<completionCondition>enough</completionCondition>', 'camunda:collection="people"'),
      'work',
      'one ${…}',
    ],
    [
      'a limit for one after the other',
      loop(
        '',
        'isSequential="true" camunda:collection="people"',
        KIND.replace(
          '</camunda:properties>',
          '<camunda:property name="throughline:concurrency" value="3"/></camunda:properties>',
        ),
      ),
      'work',
      'on a parallel loop only',
    ],
  ],
} satisfies Record<string, Case[]>;
