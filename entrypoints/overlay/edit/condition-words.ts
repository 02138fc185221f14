import type { MessageKey } from '../../../components/text.ts';
import { locale, text } from '../../../components/text.ts';
import type { RecordCondition, Scalar } from '../../../lib/protocol/index.ts';

type Operator = NonNullable<RecordCondition['compared']>['operator'];

const WORDS = {
  equals: 'conditionEquals',
  'not-equals': 'conditionNotEquals',
  contains: 'conditionContains',
  'starts-with': 'conditionStartsWith',
  greater: 'conditionGreater',
  less: 'conditionLess',
  'at-least': 'conditionAtLeast',
  'at-most': 'conditionAtMost',
  'is-set': 'conditionIsSet',
  'is-empty': 'conditionIsEmpty',
  in: 'conditionIn',
} as const satisfies Record<Operator, MessageKey>;

/** What a record must be like, as a sentence; where it is no plain comparison, as its author wrote it. */
export function conditionWords({ text: written, compared }: RecordCondition): string {
  if (!compared) return written;
  const { label, operator, value } = compared;
  return text(WORDS[operator], label, [value].flat().map(valueWords).join(', '));
}

function valueWords(value: Scalar): string {
  if (typeof value === 'number') return new Intl.NumberFormat(locale()).format(value);
  if (typeof value === 'boolean') return text(value ? 'valueYes' : 'valueNo');
  return value ?? '';
}
