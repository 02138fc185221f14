/** Processes that the rules on steps refuse or warn of. */
import { process } from './process.ts';
import {
  begunBy,
  between,
  type Case,
  chosen,
  element,
  KIND,
  MESSAGE,
  plain,
  service,
  straight,
  task,
  timer,
} from './rule-processes.ts';

export const STEP_CASES = {
  translation: [
    [
      'the translation of a text that is not there',
      task({ properties: { 'de:hint': 'Ruhig bleiben' } }),
      'work',
      'throughline:hint beside throughline:de:hint',
    ],
    [
      'a translation that cannot be read',
      task({ properties: { hint: 'x', 'de:hint': '${' } }),
      'work',
      'in throughline:de:hint',
    ],
  ],
  'known-property': [
    ['a misspelt property', task({ properties: { tilte: 'x' } }), 'work', 'got throughline:tilte'],
    [
      'a property of another kind',
      task({ properties: { question: 'x' } }),
      'work',
      'got throughline:question',
    ],
    ['a code that is missing', task({ properties: { 'result:': 'x' } }), 'work', 'got throughline:result:'],
    [
      'a setting of another action',
      between(service('it', 'formula', { expression: '1', url: 'x', 'output:value': 'b' })),
      'it',
      'got throughline:url',
    ],
    [
      'a schedule on an event that is waited for',
      between(
        element('intermediateCatchEvent', 'it', {
          properties: { misfire: 'skip' },
          inside: timer('timeDuration', 'PT1H'),
        }),
      ),
      'it',
      'got throughline:misfire',
    ],
    [
      'a limit without a loop',
      task({ properties: { concurrency: '3' } }),
      'work',
      'got throughline:concurrency',
    ],
    [
      'a property on an end event',
      straight()
        .raw(
          '<endEvent id="e2"><extensionElements><camunda:properties><camunda:property name="throughline:background" value="true"/></camunda:properties></extensionElements></endEvent>',
        )
        .flow('work', 'e2'),
      'e2',
      'got throughline:background',
    ],
    [
      'an unknown property of the process',
      process({ owner: 'x' }).start('in').task('work').path('in', 'work'),
      'test',
      'got throughline:owner',
    ],
    [
      'a property twice',
      plain(
        'camunda:assignee="anna"',
        KIND.replace(
          '</camunda:properties>',
          '<camunda:property name="throughline:hint" value="a"/><camunda:property name="throughline:hint" value="b"/></camunda:properties>',
        ),
      ),
      'work',
      'throughline:hint once',
    ],
  ],
  'property-value': [
    ['neither true nor false', task({ properties: { 'show-page': 'yes' } }), 'work', 'true or false'],
    ['no duration', task({ properties: { 'start-in': '1 day' } }), 'work', 'an ISO 8601 duration'],
    ['a broken template', task({ properties: { hint: '${a +}' } }), 'work', 'text with expressions'],
    ['a reserved word as variable', task({ properties: { result: 'empty' } }), 'work', 'a variable name'],
    ['a variable of the server', task({ properties: { result: 'recordId' } }), 'work', 'a variable name'],
    [
      'a label that is too long',
      task({ properties: { 'result:a': 'x'.repeat(4001) } }),
      'work',
      'text of 1 to',
    ],
    ['a code with a space', task({ properties: { 'result:a b': 'A' } }), 'work', 'a code of letters'],
    [
      'no number',
      process({ 'max-executions': 'many' }).start('in').task('work').path('in', 'work'),
      'test',
      'a number from 1',
    ],
    [
      'a type that there is not',
      process({ 'parameter:n': 'money' }).start('in').task('work').path('in', 'work'),
      'test',
      'text, integer, decimal',
    ],
    [
      'a zone that there is not',
      begunBy(timer('timeCycle', 'R/PT1H'), { properties: { 'time-zone': 'Mars/Base' } }),
      'it',
      'the IANA name of a time zone',
    ],
    [
      'no date',
      begunBy(timer('timeCycle', 'R/PT1H'), { properties: { 'valid-from': 'soon' } }),
      'it',
      'a date, or a date and time',
    ],
    [
      'a policy that there is not',
      begunBy(timer('timeCycle', 'R/PT1H'), { properties: { misfire: 'always' } }),
      'it',
      'run-once, skip',
    ],
    [
      'a filter that cannot be read',
      begunBy(MESSAGE, {
        properties: { 'record-event': 'added', 'record-type': 'demo:lead', 'record-filter': 'amount >' },
      }),
      'it',
      'FEEL that can be read',
    ],
    [
      'a formula with ${…}',
      between(service('it', 'formula', { expression: '${a} + 1', 'output:value': 'b' })),
      'it',
      'FEEL without ${…}',
    ],
    [
      'fields that are none',
      between(
        service('it', 'read-data', { system: 'demo', type: 'lead', fields: 'a b', 'output:record': 'r' }),
      ),
      'it',
      'names of fields',
    ],
    [
      'a method that there is not',
      between(service('it', 'call-web-service', { url: 'https://example.org', method: 'FETCH' })),
      'it',
      'GET, POST',
    ],
    [
      'too many attempts',
      between(service('it', 'formula', { expression: '1', 'output:value': 'b', retries: '100' })),
      'it',
      'a number from 0 to 20',
    ],
    [
      'a connected record without its system',
      task({ properties: { 'connected:firm': 'firm:${firm}' } }),
      'work',
      'a record as system:type:id',
    ],
    [
      'a limit that is too high',
      between(
        service('it', 'read-data', {
          system: 'demo',
          type: 'lead',
          mode: 'list',
          limit: '5000',
          'output:records': 'r',
        }),
      ),
      'it',
      'a number from 1 to 1000',
    ],
    [
      'a record type without a system',
      process({ record: 'opportunity' }).start('in').task('work').path('in', 'work'),
      'test',
      'record types',
    ],
  ],
  'known-kind': [
    ['no kind', plain('camunda:assignee="anna"'), 'work', 'got none'],
    ['an unknown kind', task({ properties: { kind: 'dance' } }), 'work', 'got dance'],
  ],
  title: [
    [
      'no name',
      process()
        .start('in')
        .raw(`<userTask id="work" camunda:assignee="anna">${KIND}</userTask>`)
        .path('in', 'work'),
      'work',
      'a name or throughline:title',
    ],
    ['a broken expression in the name', task({ name: '${' }), 'work', 'a } after ${'],
  ],
  performer: [
    ['nobody', plain('', KIND), 'work', 'a performer, got none'],
    ['two roles', task({ role: 'sales,support' }), 'work', 'exactly one role'],
    ['a broken expression', task({ assignee: '${user.id()}' }), 'work', 'id(…)'],
  ],
  'due-date': [
    ['no date', task({ dueDate: 'tomorrow' }), 'work', 'got "tomorrow"'],
    ['a day that does not exist', task({ dueDate: '2026-02-30' }), 'work', 'a date or duration'],
    ['a broken expression', task({ dueDate: '${dateTime().plusDays(1)}' }), 'work', 'no method'],
  ],
  activity: [
    [
      'a reminder of a step without an activity',
      task({ properties: { kind: 'user-dialog', 'remind-in': 'PT10M' } }),
      'work',
      'throughline:create-activity true beside throughline:remind-in',
    ],
    [
      'a connected record of a step without an activity',
      task({ properties: { kind: 'user-dialog', 'connected:firm': 'demo:firm:7' } }),
      'work',
      'beside throughline:connected:firm',
    ],
    [
      "nobody's manager",
      task({ role: 'sales', properties: { 'performer-manager': 'true' } }),
      'work',
      'the employee whose manager performs',
    ],
  ],
  answers: [
    ['no answers', task({ properties: { kind: 'user-dialog' } }), 'work', 'at least one throughline:answer'],
    [
      'an unknown preselected answer',
      process()
        .start('in')
        .dialog('ask', { properties: { preselected: 'maybe' } })
        .path('in', 'ask'),
      'ask',
      'one of yes, no',
    ],
  ],
  approval: [
    [
      'a fact without a value',
      task({ properties: { kind: 'approval', 'show:offer.amount': 'Amount' } }),
      'work',
      'name of a variable in throughline:show:offer.amount',
    ],
    [
      'a value without a label',
      task({ properties: { kind: 'approval', 'show-value:amount': '${amount}' } }),
      'work',
      'a label for throughline:show-value:amount',
    ],
    [
      'a mail to nobody',
      task({ properties: { kind: 'approval', 'notify-result': 'the boss' } }),
      'work',
      'in throughline:notify-result, got "the boss"',
    ],
  ],
  email: [
    [
      'a recipient that is none',
      task({ properties: { kind: 'send-email', to: 'ada@example.org, Bob' } }),
      'work',
      'in throughline:to, got "Bob"',
    ],
    [
      'two senders',
      task({ properties: { kind: 'send-email', from: 'a@example.org, b@example.org' } }),
      'work',
      'one address in throughline:from',
    ],
    [
      'an output that it has not',
      task({ properties: { kind: 'send-email', 'output:date': 'sentAt' } }),
      'work',
      'after throughline:output:, got date',
    ],
  ],
  'written-variable': [
    [
      'a condition on a variable that nothing writes',
      chosen().flow('choose', 'a', { condition: "${anser == 'yes'}" }).otherwise('choose', 'b'),
      'choose-a',
      'got anser',
    ],
    ['a title with such a variable', task({ name: 'For ${customer}' }), 'work', 'got customer'],
    ['a performer in such a variable', task({ assignee: '${manager}' }), 'work', 'got manager'],
  ],
  'unused-result': [
    [
      'a result without a flow',
      process()
        .start('in')
        .task('work', { properties: { result: 'r', 'result:a': 'A', 'result:b': 'B' } })
        .end('x')
        .path('in', 'work')
        .flow('work', 'x', { condition: "${r == 'a'}" }),
      'work',
      'the result b',
    ],
  ],
  history: [
    [
      'days that are none',
      straight().xml().replace('TimeToLive="180"', 'TimeToLive="long"'),
      'test',
      'days in camunda:historyTimeToLive',
    ],
    [
      'no history time to live',
      straight().xml().replace('camunda:historyTimeToLive="180"', ''),
      'test',
      'camunda:historyTimeToLive',
    ],
  ],
  'ignored-attribute': [
    [
      'a save point of another engine',
      plain('camunda:assignee="anna" camunda:asyncBefore="true"', KIND),
      'work',
      'no camunda:asyncBefore',
    ],
    [
      'attempts of another engine',
      between(
        element('serviceTask', 'it', {
          attributes: 'camunda:type="external" camunda:topic="throughline:formula"',
          properties: { expression: '1', 'output:value': 'one' },
          extensions: '<camunda:failedJobRetryTimeCycle>R3/PT1M</camunda:failedJobRetryTimeCycle>',
        }),
      ),
      'it',
      'throughline:retries',
    ],
    [
      'a priority',
      plain('camunda:assignee="anna" camunda:priority="50"', KIND),
      'work',
      'no camunda:priority',
    ],
  ],
} satisfies Record<string, Case[]>;
