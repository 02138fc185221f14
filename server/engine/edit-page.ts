/** The page of an *Open edit page*: whose page it is, what is asked for, and what completes it (behaviour 1.4). */
import type { TaskPlan } from './definition.ts';
import type { Template } from './expressions/expression.ts';
import { own } from './invariant.ts';
import type { PageContent, RecordWatch, Values } from './model.ts';
import { text, Unopenable } from './task-texts.ts';

type EditPlan = Extract<TaskPlan, { kind: 'open-edit-page' }>;
type EditPage = Extract<PageContent, { kind: 'open-edit-page' }>;

/** The longest id of a record. */
const MAX_ID = 200;

/** The page as it is before anybody has read the record. */
export function editPage(values: Values, plan: EditPlan): EditPage {
  const { record, offered, conditions, results, resultField } = plan;
  const offers = offered.map(({ field, value }) => ({ field, label: field, value: text(values, value) }));
  const among =
    resultField === null || results.length === 0
      ? []
      : [`${resultField} in (${results.map(({ code }) => `"${code}"`).join(', ')})`];
  return {
    kind: plan.kind,
    recommendation: text(values, plan.recommendation),
    target: {
      system: part(values, record.system, 'the system of the record'),
      type: part(values, record.type, 'the type of the record'),
      id: record.id === null ? null : part(values, record.id, 'the id of the record'),
    },
    offered: offers.filter(({ value }) => value !== ''),
    conditions: [...conditions, ...among].map((written) => ({
      ...{ text: written, compared: null, state: 'unknown' as const },
    })),
    results,
    confirmedBy: 'unknown',
    gone: false,
  };
}

/** What the server looks for in the record. */
export function watchOf(plan: TaskPlan, values: Values): RecordWatch | null {
  if (plan.kind !== 'open-edit-page') return null;
  const { conditions, names, resultField, results, outputs } = plan;
  const known = names.flatMap((name) => {
    const value = own(values, name);
    return value === undefined ? [] : [[name, value] as const];
  });
  return {
    ...{ conditions, resultField, outputs },
    variables: Object.fromEntries(known),
    results: results.map(({ code }) => code),
  };
}

function part(values: Values, template: Template, what: string): string {
  const value = text(values, template).trim();
  if (value !== '' && value.length <= MAX_ID) return value;
  const got = value === '' ? 'nothing' : `one of ${value.length} characters`;
  throw new Unopenable('content-invalid', `Expected ${what}, got ${got}`);
}
