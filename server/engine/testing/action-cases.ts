/** Processes that the rules on system actions, mappings, calls and parameters refuse or warn of. */
import { process } from './process.ts';
import {
  begunBy,
  between,
  type Case,
  DEFINITIONS,
  element,
  KIND,
  MESSAGE,
  plain,
  SIGNAL,
  service,
  straight,
  timer,
} from './rule-processes.ts';

const external = (topic: string) =>
  between(element('serviceTask', 'it', { attributes: `camunda:type="external" camunda:topic="${topic}"` }));
const acting = (action: string, properties: Record<string, string>) =>
  between(service('it', action, properties));
const mapped = (parameters: string) =>
  plain(
    'camunda:assignee="anna"',
    KIND.replace(
      '<extensionElements>',
      `<extensionElements><camunda:inputOutput>${parameters}</camunda:inputOutput>`,
    ),
  );
const calling = (extensions: string) =>
  between(element('callActivity', 'it', { attributes: 'calledElement="other"', extensions }));
const taking = (properties: Record<string, string>) =>
  process(properties).start('in').task('work').path('in', 'work');
const RECORDS = { system: 'demo', type: 'lead' };

export const ACTION_CASES = {
  action: [
    [
      'nothing that is done',
      between('<serviceTask id="it"/>'),
      'it',
      'camunda:type external with a topic, got no type',
    ],
    ['no topic', between('<sendTask id="it" camunda:type="external"/>'), 'it', 'got no topic'],
    [
      'a message that nobody throws',
      between(element('intermediateThrowEvent', 'it', { inside: MESSAGE })),
      'it',
      'got no type',
    ],
    ['a topic that is not known', external('throughline:dance'), 'it', 'got "throughline:dance"'],
    ['a topic that varies', external('${topic}'), 'it', 'a plain topic'],
    [
      'no type of record',
      acting('read-data', { system: 'demo', 'output:record': 'lead' }),
      'it',
      'throughline:type, got none',
    ],
    ['no values', acting('add-data', RECORDS), 'it', 'throughline:value:<name>, got none'],
    [
      'everything deleted',
      acting('delete-data', RECORDS),
      'it',
      'throughline:id or throughline:filter, got neither',
    ],
    [
      'an id and a filter',
      acting('modify-data', { ...RECORDS, id: '7', filter: 'stage = "new"', 'value:stage': 'old' }),
      'it',
      'got both',
    ],
    [
      'a sum of nothing',
      acting('read-data', { ...RECORDS, mode: 'sum', 'output:value': 'total' }),
      'it',
      'throughline:field for the mode sum',
    ],
    [
      'a field for one record',
      acting('read-data', { ...RECORDS, field: 'amount', 'output:record': 'lead' }),
      'it',
      'got it for first',
    ],
    [
      'an output that there is not',
      acting('add-data', { ...RECORDS, 'value:name': 'A', 'output:record': 'lead' }),
      'it',
      'an output of the action (id), got record',
    ],
    ['a message without a name', acting('throw-message', {}), 'it', 'throughline:message, got none'],
  ],
  mapping: [
    [
      'a script',
      mapped(
        '<camunda:inputParameter name="a"><camunda:script scriptFormat="js">1</camunda:script></camunda:inputParameter>',
      ),
      'work',
      'got a script',
    ],
    [
      'a list',
      mapped('<camunda:inputParameter name="a"><camunda:list/></camunda:inputParameter>'),
      'work',
      'got a list',
    ],
    [
      'a map',
      mapped('<camunda:outputParameter name="a"><camunda:map/></camunda:outputParameter>'),
      'work',
      'got a map',
    ],
    [
      'a broken expression',
      mapped('<camunda:inputParameter name="a">${</camunda:inputParameter>'),
      'work',
      'a } after ${',
    ],
    [
      'a name that is none',
      mapped('<camunda:outputParameter name="a b">1</camunda:outputParameter>'),
      'work',
      'as output parameter, got "a b"',
    ],
    [
      'the same input twice',
      mapped(
        '<camunda:inputParameter name="a">1</camunda:inputParameter><camunda:inputParameter name="a">2</camunda:inputParameter>',
      ),
      'work',
      'the input parameter a once',
    ],
    [
      'a mapping on a gateway',
      between(
        element('exclusiveGateway', 'it', {
          extensions:
            '<camunda:inputOutput><camunda:inputParameter name="a">1</camunda:inputParameter></camunda:inputOutput>',
        }),
      ),
      'it',
      'got them on a gateway',
    ],
    [
      'an output at the end',
      straight()
        .raw(
          element('endEvent', 'it', {
            extensions:
              '<camunda:inputOutput><camunda:outputParameter name="a">1</camunda:outputParameter></camunda:inputOutput>',
          }),
        )
        .flow('work', 'it'),
      'it',
      'no output parameters on an end event',
    ],
    [
      'an initiator that the server sets',
      process().raw('<startEvent id="in" camunda:initiator="startedBy"/>').task('work').path('in', 'work'),
      'in',
      'in camunda:initiator',
    ],
  ],
  'call-activity': [
    ['no process', between('<callActivity id="it"/>'), 'it', 'the process that is called, got none'],
    ['a broken expression', between('<callActivity id="it" calledElement="${"/>'), 'it', 'a } after ${'],
    ['a variable without a target', calling('<camunda:in source="a"/>'), 'it', 'a target in camunda:in'],
    [
      'a target that the server sets',
      calling('<camunda:out source="a" target="recordId"/>'),
      'it',
      'as target of camunda:out',
    ],
    ['local variables', calling('<camunda:in variables="all" local="true"/>'), 'it', 'without "local"'],
    [
      'a source that is none',
      calling('<camunda:in source="a b" target="c"/>'),
      'it',
      'as source of camunda:in',
    ],
    [
      'a mapping of a call on a task',
      plain(
        'camunda:assignee="anna"',
        KIND.replace('<extensionElements>', '<extensionElements><camunda:in variables="all"/>'),
      ),
      'work',
      'on call activities only',
    ],
  ],
  parameter: [
    [
      'a default of another type',
      taking({ 'parameter:count': 'integer', 'parameter-default:count': '1.5' }),
      'test',
      'a default of the type integer for count',
    ],
    [
      'a day that does not exist',
      taking({ 'parameter:day': 'date', 'parameter-default:day': '2026-02-30' }),
      'test',
      'a default of the type date',
    ],
    [
      'a list that is none',
      taking({ 'parameter:tags': 'list', 'parameter-default:tags': 'a, b' }),
      'test',
      'a default of the type list',
    ],
    [
      'a record in advance',
      taking({ 'parameter:lead': 'record', 'parameter-default:lead': '7' }),
      'test',
      'a default of the type record',
    ],
    [
      'a name of the server',
      taking({ 'parameter:recordId': 'text' }),
      'test',
      'as parameter, got "recordId"',
    ],
    [
      'a label for nothing',
      taking({ 'parameter-label:count': 'How many' }),
      'test',
      'throughline:parameter:count with a type',
    ],
    [
      'an output that must be given',
      taking({
        'parameter:sum': 'decimal',
        'parameter-direction:sum': 'out',
        'parameter-required:sum': 'true',
      }),
      'test',
      'for a parameter that is taken in',
    ],
  ],
  'absent-starter': [
    [
      'a step for whoever gave the signal',
      process()
        .definition(...DEFINITIONS)
        .raw(element('startEvent', 'it', { inside: SIGNAL }))
        .raw(
          `<subProcess id="sub"><startEvent id="s"/><userTask id="work" name="Work" camunda:assignee="\${startedBy}">${KIND}</userTask><sequenceFlow id="f" sourceRef="s" targetRef="work"/></subProcess>`,
        )
        .path('it', 'sub'),
      'work',
      'a performer also where it starts the process',
    ],
  ],
  'user-rights': [
    [
      'data that are changed for nobody',
      process({ 'user-rights': 'true' })
        .definition(...DEFINITIONS)
        .raw(element('startEvent', 'event', { inside: SIGNAL }))
        .raw(service('it', 'delete-data', { ...RECORDS, id: '7' }))
        .path('event', 'it'),
      'it',
      'somebody whose rights count also where event starts the process',
    ],
  ],
  'starving-join': [
    [
      'a join that only one way leads straight to',
      process()
        .start('in')
        .dialog('ask')
        .exclusive('choose')
        .task('a')
        .parallel('join')
        .end('out')
        .path('in', 'ask', 'choose')
        .flow('choose', 'a', { condition: "${answer == 'yes'}" })
        .path('a', 'join', 'out')
        .otherwise('choose', 'join'),
      'join',
      'of which choose takes only one',
    ],
    [
      'a join of what only one way is taken of',
      process()
        .start('in')
        .dialog('ask')
        .exclusive('choose')
        .task('a')
        .task('b')
        .parallel('join')
        .end('out')
        .path('in', 'ask', 'choose')
        .flow('choose', 'a', { condition: "${answer == 'yes'}" })
        .flow('choose', 'b', { condition: "${answer == 'no'}" })
        .path('a', 'join', 'out')
        .flow('b', 'join'),
      'join',
      'of which choose takes only one',
    ],
  ],
  'unused-output': [
    [
      'a formula for nobody',
      acting('formula', { expression: '1 + 1' }),
      'it',
      'an output in a variable (value)',
    ],
  ],
  'foreign-topic': [['a worker of somebody else', external('print-label'), 'it', 'got print-label']],
  'other-engines': [
    [
      'a timer beside a plain start event',
      straight()
        .raw(element('startEvent', 'it', { inside: timer('timeCycle', 'R/P1D') }))
        .flow('it', 'work'),
      'it',
      'one plain or timer start event',
    ],
    [
      'a long name',
      between(`<task id="it" name="${'x'.repeat(300)}"/>`),
      'it',
      'at most 255 characters, got 300',
    ],
    [
      'one message for two records',
      begunBy(MESSAGE, { properties: { 'record-event': 'added', 'record-type': 'demo:lead' } })
        .raw(
          element('startEvent', 'again', {
            properties: { 'record-event': 'deleted', 'record-type': 'demo:lead' },
            inside: MESSAGE,
          }),
        )
        .flow('again', 'work'),
      'again',
      'a message of its own',
    ],
    ['cron with five fields', begunBy(timer('timeCycle', '0 9 * * 1-5')), 'it', 'cron with six fields'],
    [
      'a receive task behind an event-based gateway',
      process()
        .definition(...DEFINITIONS)
        .start('in')
        .raw('<eventBasedGateway id="wait"/><receiveTask id="a" messageRef="Go"/>')
        .raw(element('intermediateCatchEvent', 'b', { inside: SIGNAL }))
        .path('in', 'wait', 'a')
        .raw('<sequenceFlow id="wait-b" sourceRef="wait" targetRef="b"/>'),
      'a',
      'which other engines refuse there',
    ],
  ],
} satisfies Record<string, Case[]>;
