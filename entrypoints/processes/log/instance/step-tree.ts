import type { StepView } from '../../../../lib/protocol/index.ts';

/** A step, and how deep it is nested in sub-processes and repetitions. */
export interface NestedStep {
  step: StepView;
  depth: number;
}

/** The steps that a step is in, the nearest first. */
export function stepsAround(steps: readonly StepView[], id: string): StepView[] {
  const around: StepView[] = [];
  const byId = new Map(steps.map((step) => [step.id, step]));
  let next = byId.get(byId.get(id)?.parent ?? '');
  while (next && !around.includes(next)) {
    around.push(next);
    next = byId.get(next.parent ?? '');
  }
  return around;
}

/** Which of several repetitions a step is or is in, from 0; null: none. */
export function repetitionOf(steps: readonly StepView[], id: string): number | null {
  const own = steps.find((step) => step.id === id);
  const numbered = [...(own ? [own] : []), ...stepsAround(steps, id)].find(({ index }) => index !== null);
  return numbered?.index ?? null;
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
