/** The places of the bar: a stage of its own, or stages that share one (behaviour 8.3). */
import type { CaseStage } from '../../../../../lib/cases/definition.ts';

/** The stages that share a place; the others alone. In the order of the bar. */
export function slotsOf(stages: readonly CaseStage[]): CaseStage[][] {
  const slots = new Map<string, CaseStage[]>();
  for (const stage of stages) {
    const leader = stage.group ?? stage.id;
    slots.set(leader, [...(slots.get(leader) ?? []), stage]);
  }
  return [...slots.values()];
}

/** Whether the stage shares its place with others. */
export function isShared(stages: readonly CaseStage[], { id, group }: CaseStage): boolean {
  return group !== null || stages.some((other) => other.group === id);
}

/**
 * Before which stage this one has to be put so that it goes one place along; `null`: behind the last. Among those
 * that share its place first, then its place as a whole. Undefined: there is nowhere to go.
 */
export function neighbourPlace(
  stages: readonly CaseStage[],
  id: string,
  by: 1 | -1,
): string | null | undefined {
  const slots = slotsOf(stages);
  const at = slots.findIndex((slot) => slot.some((stage) => stage.id === id));
  const slot = slots[at];
  if (!slot) return undefined;
  const here = slot.findIndex((stage) => stage.id === id);
  const beside = slot[here + by];
  if (beside) return by === -1 ? beside.id : (slot[here + 2]?.id ?? slots[at + 1]?.[0]?.id ?? null);
  if (!slots[at + by]) return undefined;
  return by === -1 ? slots[at - 1]?.[0]?.id : (slots[at + 2]?.[0]?.id ?? null);
}
