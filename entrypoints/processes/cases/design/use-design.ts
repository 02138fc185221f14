import { useMemo, useReducer } from 'preact/hooks';
import type { CaseDefinition } from '../../../../lib/cases/definition.ts';
import { idsOf } from './model/codes.ts';
import { type Design, findStep } from './model/design.ts';
import { applyEdit, type CaseEdit } from './model/edits.ts';
import { begin, record, redo, type Timeline, undo } from './model/timeline.ts';

/** What the panel shows. */
export type Selected = { type: 'case' } | { type: 'stage'; id: string } | { type: 'step'; id: string };

/** The last thing that was done, to be read out; `done` false: there was nothing to do. */
export interface Said {
  readonly what: CaseEdit | 'undo' | 'redo';
  readonly done: boolean;
  /** As it was before, for the names of what has gone. */
  readonly before: Design;
}

interface State {
  readonly line: Timeline<Design>;
  readonly selected: Selected;
  readonly said: Said | null;
}

type Act =
  | { act: 'edit'; edit: CaseEdit; mark: string | null }
  | { act: 'undo' }
  | { act: 'redo' }
  | { act: 'select'; selected: Selected }
  | { act: 'open'; design: Design };

/** The design on the page, what of it is selected, and everything that can be done with both. */
export interface Designing {
  readonly design: Design;
  readonly definition: CaseDefinition;
  readonly selected: Selected;
  readonly said: Said | null;
  readonly canUndo: boolean;
  readonly canRedo: boolean;
  /** Edits with the same mark that follow each other are taken back at once, as what is typed into one field. */
  edit: (edit: CaseEdit, mark?: string) => void;
  undo: () => void;
  redo: () => void;
  select: (selected: Selected) => void;
  /** Another design in the place of this one; it can be taken back. */
  open: (design: Design) => void;
}

export const CASE: Selected = { type: 'case' };

export function useDesign(first: Design): Designing {
  const [{ line, selected, said }, act] = useReducer<State, Act, Design>(reduce, first, (design) => ({
    ...{ line: begin(design), selected: CASE, said: null },
  }));
  const acts = useMemo(
    () => ({
      edit: (edit: CaseEdit, mark?: string) => act({ act: 'edit', edit, mark: mark ?? null }),
      undo: () => act({ act: 'undo' }),
      redo: () => act({ act: 'redo' }),
      select: (wanted: Selected) => act({ act: 'select', selected: wanted }),
      open: (design: Design) => act({ act: 'open', design }),
    }),
    [],
  );
  const design = line.present;
  return {
    ...{ design, definition: design.definition, selected, said },
    ...{ canUndo: line.past.length > 0, canRedo: line.future.length > 0 },
    ...acts,
  };
}

function reduce(state: State, act: Act): State {
  const { line, selected } = state;
  const before = line.present;
  switch (act.act) {
    case 'select':
      return isSame(selected, act.selected) ? state : { ...state, selected: act.selected };
    case 'open':
      return { line: record(line, act.design), selected: CASE, said: null };
    case 'edit': {
      const next = record(line, applyEdit(before, act.edit), act.mark);
      const done = next !== line;
      return {
        line: next,
        selected: done ? selectedAfter(selected, act.edit, before, next.present) : selected,
        said: { what: act.edit, done, before },
      };
    }
    default: {
      const next = act.act === 'undo' ? undo(line) : redo(line);
      const still = isThere(selected, next.present) ? selected : CASE;
      return { line: next, selected: still, said: { what: act.act, done: next !== line, before } };
    }
  }
}

/** What is new is selected; beside what has gone, its neighbour. */
function selectedAfter(selected: Selected, edit: CaseEdit, before: Design, after: Design): Selected {
  const known = idsOf(before.definition);
  const [fresh] = [...idsOf(after.definition)].filter((id) => !known.has(id));
  if (fresh !== undefined && edit.edit !== 'form.put')
    return { type: edit.edit.startsWith('step') ? 'step' : 'stage', id: fresh };
  if (isThere(selected, after)) return selected;
  if (edit.edit === 'step.delete') {
    const found = findStep(before.definition, edit.step);
    const at = found ? found.stage.steps.indexOf(found.step) : 0;
    const stage = after.definition.stages.find(({ id }) => id === found?.stage.id);
    const next = stage?.steps[at] ?? stage?.steps.at(-1);
    if (next) return { type: 'step', id: next.id };
    if (stage) return { type: 'stage', id: stage.id };
  }
  if (edit.edit === 'stage.delete') {
    const at = before.definition.stages.findIndex(({ id }) => id === edit.stage);
    const { stages } = after.definition;
    const next = stages[at] ?? stages.at(-1);
    if (next) return { type: 'stage', id: next.id };
  }
  return CASE;
}

/** Whether both are the same place of the design. */
export function isSame(one: Selected, other: Selected): boolean {
  return one.type === other.type && (one.type === 'case' || (other.type !== 'case' && one.id === other.id));
}

function isThere(selected: Selected, { definition }: Design): boolean {
  if (selected.type === 'case') return true;
  if (selected.type === 'step') return findStep(definition, selected.id) !== undefined;
  return definition.stages.some(({ id }) => id === selected.id);
}
