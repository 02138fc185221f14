/** Pages of fields and buttons that the rules refuse or warn of. */
import { type Case, KIND, page, plain, task } from './rule-processes.ts';

const SHARED = { kind: 'pre-configured-page' };
/** Belongs to a field of a record. */
const BOUND = [
  { type: 'number', key: 'sum', label: 'Sum', properties: { 'throughline:field': 'lead.budget' } },
];
const SUM = [{ type: 'number', key: 'sum', label: 'Sum' }];

export const PAGE_CASES = {
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
    [
      'a form on another kind of step',
      task({ formRef: 'f' }),
      'work',
      'on an auto-generated-page or pre-configured-page only',
    ],
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
    ['a signal of no button', page([], { 'button-signal:go': 'gone' }), 'work', 'got go'],
    [
      'buttons none of which completes the page',
      page([], { ...SHARED, 'button:go': 'Go', 'button-completes:go': 'false' }),
      'work',
      'a button that completes',
    ],
    [
      'a signal of a button that leaves the page as it is',
      page([], {
        ...SHARED,
        ...{ 'button:go': 'Go', 'button:keep': 'Keep' },
        ...{ 'button-completes:keep': 'false', 'button-signal:keep': 'kept' },
      }),
      'work',
      'got one of keep',
    ],
    ['a field of a record that the task does not name', page(BOUND, SHARED), 'work', 'got lead'],
    [
      'a field of a record on a page that has none',
      page(BOUND, { kind: 'auto-generated-page' }),
      'work',
      'Expected a source of the page (none)',
    ],
    [
      'a record that no field belongs to',
      page(SUM, { ...SHARED, 'source:lead': 'demo:lead:7' }),
      'work',
      'bound to the source lead',
    ],
    [
      'a variable for the id of no record',
      page(SUM, { ...SHARED, 'source-output:lead': 'id' }),
      'work',
      'got lead',
    ],
    ['a parameter of no field', page(SUM, { ...SHARED, 'parameter:sun': '1' }), 'work', 'got sun'],
    ['an output of no field', page(SUM, { ...SHARED, 'output:sun': 'total' }), 'work', '(sum), got sun'],
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
} satisfies Record<string, Case[]>;
