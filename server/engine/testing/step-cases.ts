/** Processes that the rules on steps refuse or warn of. */
import { process } from './process.ts';
import { type Case, chosen, KIND, page, plain, straight, task } from './rule-processes.ts';

export const STEP_CASES = {
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
    ['a broken template', task({ properties: { hint: '${a.b}' } }), 'work', 'text with expressions'],
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
      'a record type without a system',
      process({ record: 'opportunity' }).start('in').task('work').path('in', 'work'),
      'test',
      'record types',
    ],
  ],
  'known-kind': [
    ['no kind', plain('camunda:assignee="anna"'), 'work', 'got none'],
    ['an unknown kind', task({ properties: { kind: 'dance' } }), 'work', 'got dance'],
    ['a kind that is not executed yet', task({ properties: { kind: 'approval' } }), 'work', 'got approval'],
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
    ['a broken expression', task({ assignee: '${user.id}' }), 'work', 'a property of one'],
  ],
  'due-date': [
    ['no date', task({ dueDate: 'tomorrow' }), 'work', 'got "tomorrow"'],
    ['a day that does not exist', task({ dueDate: '2026-02-30' }), 'work', 'a date or duration'],
    ['a broken expression', task({ dueDate: '${dateTime().plusDays(1)}' }), 'work', 'no method'],
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
  form: [
    [
      'a page without a form',
      task({ properties: { kind: 'auto-generated-page' } }),
      'work',
      'camunda:formRef',
    ],
    [
      'a form that is not among the files',
      task({ formRef: 'other', properties: { kind: 'auto-generated-page' } }),
      'work',
      '"other" among the files (f.form)',
    ],
    ['a form on another kind of step', task({ formRef: 'f' }), 'work', 'on an auto-generated-page only'],
    [
      'a form without a binding',
      plain(
        'camunda:assignee="anna" camunda:formRef="f"',
        KIND.replace('perform-task', 'auto-generated-page'),
      ),
      'work',
      'camunda:formRefBinding',
    ],
    [
      'a field that is not rendered',
      page([{ type: 'filepicker', key: 'file', label: 'Contract' }]),
      'work',
      '"Contract" of type filepicker',
    ],
    ['a style for no button', page([], { 'button-style:go': 'danger' }), 'work', 'got go'],
    [
      'buttons in two places',
      page([{ type: 'button', label: 'Go', id: 'go', action: 'submit' }], { 'button:stop': 'Stop' }),
      'work',
      'got both',
    ],
    [
      'a key that is the result',
      page([{ type: 'textfield', key: 'r', label: 'R' }], { result: 'r' }),
      'work',
      'a key that is free',
    ],
    [
      'a key of the server',
      page([{ type: 'textfield', key: 'startedBy', label: 'R' }]),
      'work',
      'a key that is free',
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
      'no history time to live',
      straight().xml().replace('camunda:historyTimeToLive="180"', ''),
      'test',
      'camunda:historyTimeToLive',
    ],
  ],
  'ignored-attribute': [
    [
      'a priority',
      plain('camunda:assignee="anna" camunda:priority="50"', KIND),
      'work',
      'no camunda:priority',
    ],
  ],
} satisfies Record<string, Case[]>;
