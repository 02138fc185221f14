/** Where something goes that is dropped on something else. */
import type { CaseDefinition } from '../../../../../lib/cases/definition.ts';
import { findStep } from '../model/design.ts';
import type { CaseEdit } from '../model/edits.ts';
import { slotsOf } from '../model/slots.ts';
import type { Selected } from '../use-design.ts';

type Item = Exclude<Selected, { type: 'case' }>;

/** Before it, behind it, or into it: a step into a stage, a stage into the place of another. */
export type Edge = 'before' | 'after' | 'into';

interface Box {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** So much of a stage's width at either side is beside it; what lies between shares its place. */
const BESIDE = 0.3;

/** Which edge of `over` the pointer means; `flipped`: one reads from right to left. */
export function edgeAt(
  dragged: Item,
  over: Item,
  { clientX, clientY }: { clientX: number; clientY: number },
  { left, top, width, height }: Box,
  flipped = false,
): Edge {
  if (over.type === 'step') return clientY < top + height / 2 ? 'before' : 'after';
  if (dragged.type === 'step') return 'into';
  const along = (clientX - left) / width;
  const far = flipped ? 1 - along : along;
  if (far < BESIDE) return 'before';
  return far > 1 - BESIDE ? 'after' : 'into';
}

/** What a drop comes to; null: nothing. */
export function dropEdit(definition: CaseDefinition, dragged: Item, over: Item, edge: Edge): CaseEdit | null {
  if (dragged.type === 'step') {
    if (over.type === 'stage') return { edit: 'step.move', step: dragged.id, stage: over.id, before: null };
    const found = findStep(definition, over.id);
    if (!found) return null;
    const { stage, step } = found;
    // The dragged one leaves its place first.
    const others = stage.steps.filter(({ id }) => id !== dragged.id);
    const before = edge === 'before' ? step : others[others.indexOf(step) + 1];
    return { edit: 'step.move', step: dragged.id, stage: stage.id, before: before?.id ?? null };
  }
  if (over.type === 'step') return null;
  if (edge === 'into') return { edit: 'stage.group', stage: dragged.id, with: over.id };
  if (edge === 'before') return { edit: 'stage.move', stage: dragged.id, before: over.id };
  return { edit: 'stage.move', stage: dragged.id, before: placeAfter(definition, dragged.id, over.id) };
}

/** The stage behind: of the same place where both share one, else the first of the next place. */
function placeAfter({ stages }: CaseDefinition, dragged: string, over: string): string | null {
  const slots = slotsOf(stages);
  const at = slots.findIndex((slot) => slot.some(({ id }) => id === over));
  const slot = slots[at] ?? [];
  if (slot.some(({ id }) => id === dragged)) {
    const rest = slot.filter(({ id }) => id !== dragged);
    const next = rest[rest.findIndex(({ id }) => id === over) + 1];
    if (next) return next.id;
  }
  const behind = slots.slice(at + 1).find((one) => one.every(({ id }) => id !== dragged));
  return behind?.[0]?.id ?? null;
}
