import type { TaskPlan } from './definition.ts';
import { own } from './invariant.ts';

/** The signal of the button that a page was completed with; null: it has none (behaviour 3.5). */
export function thrownBy(plan: TaskPlan, outcome: string | string[] | null): string | null {
  if (!('signals' in plan) || plan.signals === undefined || typeof outcome !== 'string') return null;
  return own(plan.signals, outcome) ?? null;
}
