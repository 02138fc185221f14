/** What is wrong with a design, each with the field that mends it. */
import { text } from '../../../../../components/text.ts';
import type { CaseDefinition } from '../../../../../lib/cases/definition.ts';
import {
  type CaseFinding,
  type CaseFindingCode,
  describeFinding,
} from '../../../../../lib/cases/findings.ts';
import { type FindingWords, findingText } from '../../../../../lib/error-text/finding-text.ts';
import type { Finding } from '../../../../../lib/protocol/index.ts';
import { findStep } from '../model/design.ts';
import { isSame, type Selected } from '../use-design.ts';

export interface Found {
  readonly at: Selected;
  /** The field of the panel; null: no field in particular. */
  readonly field: string | null;
  readonly problem: string;
  readonly remedy: string;
}

/** The fields of the panel by what is wrong; the others say their member themselves. */
export const FIELDS: Partial<Record<CaseFindingCode, string>> = {
  'duplicate-stage': 'id',
  'duplicate-step': 'id',
  'duplicate-value': 'value',
  'no-final-stage': 'end',
  'next-unknown': 'next',
  'next-earlier': 'next',
  'stage-endless': 'next',
  'previous-unknown': 'previous',
  'previous-later': 'previous',
  'group-unknown': 'group',
  'group-chained': 'group',
  'group-across-ends': 'group',
  'group-apart': 'group',
  'advance-without-target': 'advance.to',
  'advance-with-target': 'advance.to',
  'advance-not-next': 'advance.to',
  'advance-without-steps': 'advance.when',
  'condition-on-stage': 'condition.field',
  'condition-twice': 'condition.values',
  'after-unknown': 'after',
  'after-circle': 'after',
  'performer-missing': 'performer',
  'performer-twice': 'performer',
  'manager-of-role': 'performer',
  'performer-needless': 'performer',
  'process-missing': 'process',
  'process-circular': 'process',
  'result-variable-missing': 'resultVariable',
  'result-unknown': 'results',
  'result-twice': 'results',
  'result-of-nothing': 'results',
  'result-stage-unknown': 'results',
  'result-stage-closed': 'results',
};

/** A finding of the rules. */
export function foundOf(finding: CaseFinding, definition: CaseDefinition): Found {
  const { step, code, details } = finding;
  // Of a case without an end, the last stage is the first one to think of.
  const stage = code === 'no-final-stage' ? (definition.stages.at(-1)?.id ?? null) : finding.stage;
  const at: Selected = step
    ? { type: 'step', id: step }
    : stage
      ? { type: 'stage', id: stage }
      : { type: 'case' };
  const field = FIELDS[code] ?? (typeof details.path === 'string' ? fieldIn(details.path) : null);
  return { at: isIn(at, definition) ? at : { type: 'case' }, field, ...findingWords(finding) };
}

/** A finding of the rules, in the words of the reader. What is empty is to be filled in: the designer knows no schema. */
export function findingWords(finding: CaseFinding): FindingWords {
  const { code, details } = finding;
  if (code === 'unfit-member' && EMPTY.includes(details.got))
    return { problem: text('designFillIn'), remedy: '' };
  return findingText({ element: null, name: null, code, details, ...describeFinding(finding) });
}

const EMPTY: readonly unknown[] = ['""', '":"'];

/** A finding of the server: it names an element. */
export function foundByServer(finding: Finding, definition: CaseDefinition): Found {
  const { element } = finding;
  const at: Selected =
    element === null
      ? { type: 'case' }
      : definition.stages.some(({ id }) => id === element)
        ? { type: 'stage', id: element }
        : { type: 'step', id: element };
  return { at: isIn(at, definition) ? at : { type: 'case' }, field: null, ...findingText(finding) };
}

/** What is wrong at one place, by field; what no field mends is under the empty name. */
export function errorsAt(found: readonly Found[], place: Selected): ReadonlyMap<string, string> {
  const errors = new Map<string, string>();
  for (const { at, field, problem, remedy } of found) {
    if (!isSame(at, place)) continue;
    const before = errors.get(field ?? '');
    errors.set(field ?? '', [before, problem, remedy].filter(Boolean).join(' '));
  }
  return errors;
}

/** The member at the end of a path such as `stages.0.steps.2.properties.hint`. */
function fieldIn(path: string): string {
  const parts = path.split('.');
  const within = parts[0] === 'stages' ? parts.slice(parts[2] === 'steps' ? 4 : 2) : parts;
  return within[0] === 'performer' || within[0] === 'results' ? within[0] : within.join('.');
}

function isIn(at: Selected, definition: CaseDefinition): boolean {
  if (at.type === 'case') return true;
  if (at.type === 'step') return findStep(definition, at.id) !== undefined;
  return definition.stages.some(({ id }) => id === at.id);
}
