import type { StepView } from '../../../../lib/protocol/index.ts';

/** A step, and how deep it is nested in sub-processes and repetitions. */
export interface NestedStep {
  step: StepView;
  depth: number;
}

/** Steps in their order, those inside another one behind it. */
export function nestSteps(steps: readonly StepView[]): NestedStep[] {
  const known = new Set(steps.map(({ id }) => id));
  const inside = new Map<string | null, StepView[]>();
  for (const step of steps) {
    const parent = step.parent !== null && known.has(step.parent) ? step.parent : null;
    inside.set(parent, [...(inside.get(parent) ?? []), step]);
  }
  const nested: NestedStep[] = [];
  const add = (parent: string | null, depth: number) => {
    for (const step of inside.get(parent) ?? []) {
      nested.push({ step, depth });
      add(step.id, depth + 1);
    }
  };
  add(null, 0);
  return nested;
}
