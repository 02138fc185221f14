/** What happens to the stages of a case when one of them is added, moved, grouped, renamed or deleted. */
import { CaseStage } from '../../../../../lib/cases/definition.ts';
import { idsOf, unused } from './codes.ts';
import { type Design, MOST_STAGES, withStages } from './design.ts';
import { slotsOf } from './slots.ts';

export interface NewStage {
  readonly id: string;
  readonly name: string;
  readonly value: string;
}

/** Before that stage, or behind the last. Among stages that share a place it shares it too. */
export function addStage(design: Design, given: NewStage, before: string | null): Design {
  const { stages } = design.definition;
  if (stages.length >= MOST_STAGES) return design;
  const taken = idsOf(design.definition);
  const made = CaseStage.parse({
    ...{ id: unused(given.id, taken), name: given.name, value: given.value, colour: 'blue' },
  });
  const at = stages.findIndex(({ id }) => id === before);
  const [left, right] = at === -1 ? [stages, []] : [stages.slice(0, at), stages.slice(at)];
  return withStages(design, joined([...left, made, ...right]));
}

/** Puts it, with all that share its place, before the place of that stage; within its own place, it alone. */
export function moveStage(design: Design, id: string, before: string | null): Design {
  const { stages } = design.definition;
  const moved = stages.find((stage) => stage.id === id);
  if (!moved || before === id) return design;
  const slots = slotsOf(stages);
  const own = slots.find((slot) => slot.includes(moved)) ?? [];
  const inside = own.some((stage) => stage.id === before);
  const after = before === null ? undefined : slots.find((slot) => slot.some((one) => one.id === before));
  // To the end of its own place: what stands before is the first stage of the next one.
  const next = slots[slots.indexOf(own) + 1];
  const toEnd = own.length > 1 && own.at(-1) !== moved && (after ?? undefined) === next;
  if (inside || toEnd) {
    const rest = own.filter((stage) => stage !== moved);
    const at = inside ? rest.findIndex((stage) => stage.id === before) : rest.length;
    const ordered = [...rest.slice(0, at), moved, ...rest.slice(at)];
    return same(
      design,
      slots.flatMap((slot) => (slot === own ? ordered : slot)),
    );
  }
  const rest = slots.filter((slot) => slot !== own);
  const at = after ? rest.indexOf(after) : rest.length;
  return same(design, [...rest.slice(0, at), own, ...rest.slice(at)].flat());
}

/** Lets it, with all that share its place, share the place of another stage; null: it gets one of its own. */
export function groupStage(design: Design, id: string, leader: string | null): Design {
  const { stages } = design.definition;
  const grouped = stages.find((stage) => stage.id === id);
  if (!grouped) return design;
  if (leader === null) return same(design, separated(stages, grouped));
  const chosen = stages.find((stage) => stage.id === leader);
  const first = stages.find((stage) => stage.id === (chosen?.group ?? leader));
  if (!chosen || !first || first === grouped || grouped.group === first.id) return design;
  // A follower leaves the others behind; a leader takes them along.
  const coming = stages.filter((stage) => stage === grouped || stage.group === id);
  const staying = stages.filter((stage) => !coming.includes(stage));
  const last = staying.findLastIndex((stage) => stage === first || stage.group === first.id);
  const joining = coming.map((stage) => ({ ...stage, group: first.id }));
  return same(design, [...staying.slice(0, last + 1), ...joining, ...staying.slice(last + 1)]);
}

/** Its steps go with it, and so does all that names it. The last stage stays. */
export function deleteStage(design: Design, id: string): Design {
  const { stages } = design.definition;
  const gone = stages.find((stage) => stage.id === id);
  if (!gone || stages.length === 1) return design;
  const rest = handedOver(stages, gone).filter((stage) => stage.id !== id);
  return withStages(design, joined(rest.map((stage) => without(stage, id))));
}

/** Another id for it, wherever it is named. */
export function recodeStage(design: Design, id: string, code: string): Design {
  const taken = idsOf(design.definition);
  if (code === id || !taken.has(id)) return design;
  const name = unused(code, taken);
  const swap = (one: string) => (one === id ? name : one);
  const swapped = (one: string | null) => (one === null ? null : swap(one));
  return withStages(
    design,
    design.definition.stages.map((stage) => ({
      ...stage,
      id: swap(stage.id),
      group: swapped(stage.group),
      next: stage.next?.map(swap) ?? null,
      previous: stage.previous?.map(swap) ?? null,
      advance: { ...stage.advance, to: swapped(stage.advance.to) },
      steps: stage.steps.map((step) => ({
        ...step,
        results: step.results.map((rule) => ({ ...rule, stage: swap(rule.stage) })),
      })),
    })),
  );
}

/** The same order is no change. */
function same(design: Design, stages: CaseStage[]): Design {
  const before = design.definition.stages;
  if (stages.every((stage, at) => stage === before[at])) return design;
  return withStages(design, joined(stages));
}

/** It gets the place behind those that it shared one with; whom it led, the first of them leads. */
function separated(stages: readonly CaseStage[], alone: CaseStage): CaseStage[] {
  return slotsOf(stages).flatMap((slot) => {
    if (!slot.includes(alone) || slot.length === 1) return slot;
    const rest = handedOver(slot, alone).filter((stage) => stage.id !== alone.id);
    return [...rest, { ...alone, group: null }];
  });
}

/** Whom it led, the first of them leads from now on. */
function handedOver(stages: readonly CaseStage[], { id }: CaseStage): CaseStage[] {
  const heir = stages.find(({ group }) => group === id)?.id ?? null;
  return stages.map((stage) =>
    stage.group === id ? { ...stage, group: stage.id === heir ? null : heir } : stage,
  );
}

/**
 * Stages that share a place stand side by side, those that may follow stand behind, and those that one may go back to
 * before: what does not any more is taken out of the list.
 */
function joined(stages: readonly CaseStage[]): CaseStage[] {
  const ordered = slotsOf(stages).flat();
  const place = new Map(ordered.map(({ id }, index) => [id, index]));
  return ordered.map((stage, here) => {
    const kept = (ids: string[] | null, way: 1 | -1) => {
      const left = ids?.filter((id) => ((place.get(id) ?? here + way) - here) * way > 0) ?? null;
      return left?.length === ids?.length ? ids : left;
    };
    const [next, previous] = [kept(stage.next, 1), kept(stage.previous, -1)];
    return next === stage.next && previous === stage.previous ? stage : { ...stage, next, previous };
  });
}

/** Nothing of it names that stage any more. */
function without(stage: CaseStage, id: string): CaseStage {
  return {
    ...stage,
    next: stage.next?.filter((one) => one !== id) ?? null,
    previous: stage.previous?.filter((one) => one !== id) ?? null,
    advance: stage.advance.to === id ? { when: 'manual', to: null } : stage.advance,
    steps: stage.steps.map((step) => ({
      ...step,
      results: step.results.filter((rule) => rule.stage !== id),
    })),
  };
}
