/** Steps on the pages of records that the rules refuse. */
import { type Case, editPage } from './rule-processes.ts';

export const RECORD_STEP_CASES = {
  'edit-page': [
    ['no recommendation', editPage({ recommendation: '' }), 'work', 'throughline:recommendation, got none'],
    ['a new record of no type', editPage({ 'edit-mode': 'new' }), 'work', 'throughline:record-type'],
    [
      'a new record with an id',
      editPage({ 'edit-mode': 'new', 'record-type': 'lead', 'record-id': '7' }),
      'work',
      'no throughline:record-id',
    ],
    [
      'values offered for a record that is there',
      editPage({ 'default:name': 'x' }),
      'work',
      'throughline:default:name for a new record only',
    ],
    [
      'conditions that are not given',
      editPage({ 'complete-on': 'conditions' }),
      'work',
      'throughline:condition',
    ],
    [
      'a condition beside every save',
      editPage({ 'complete-on': 'save', condition: 'a = 1' }),
      'work',
      'no throughline:condition',
    ],
    ['results of no field', editPage({ 'result:won': 'Won' }), 'work', 'throughline:result-field'],
  ],
} satisfies Record<string, Case[]>;
