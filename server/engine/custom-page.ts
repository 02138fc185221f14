/** The page of fields and buttons that a step opens with (behaviour 1.5, 1.6). */
import { putAt } from '../../lib/forms/paths.ts';
import type { TaskPlan } from './definition.ts';
import { own } from './invariant.ts';
import type { Value, Values } from './model.ts';
import { prefilled } from './prefill.ts';
import { optionalText } from './task-texts.ts';

type PagePlan = Extract<TaskPlan, { kind: 'auto-generated-page' | 'pre-configured-page' }>;

/** The page, filled with process variables and, over them, with what the step gives its fields. */
export function customPage(
  values: Values,
  plan: PagePlan,
  given: readonly (readonly [key: string, value: Value])[] = [],
) {
  const known = given.length === 0 ? values : structuredClone(values);
  for (const [key, value] of given) putAt(known, key, value);
  return {
    recommendation: optionalText(values, plan.recommendation),
    items: plan.items.map((item) => prefilled(item, known)),
    buttons: plan.buttons,
    ...dataOf(known, plan.variables),
  };
}

/** What the expressions of the page read. */
function dataOf(values: Values, names: string[] = []): { data?: Values } {
  if (names.length === 0) return {};
  return { data: Object.fromEntries(names.map((name) => [name, own(values, name) ?? null])) };
}
