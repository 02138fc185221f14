/** What keys do on the board: arrows go, arrows with Alt move, and all that a menu can do besides. */
import type { CaseDefinition } from '../../../../../lib/cases/definition.ts';
import { findStep } from '../model/design.ts';
import type { CaseEdit } from '../model/edits.ts';
import type { Selected } from '../use-design.ts';

export type BoardAct =
  | { go: Selected }
  | { edit: CaseEdit }
  /** To the fields of what is selected. */
  | { fill: true }
  | { add: 'stage' | 'step' };

/** A key with what is held; left and right as people see them. */
export interface Key {
  readonly key: string;
  readonly alt: boolean;
}

type Item = Exclude<Selected, { type: 'case' }>;

/** What a key means at an item of the board; null: nothing. */
export function boardAct({ key, alt }: Key, definition: CaseDefinition, at: Item): BoardAct | null {
  const way = WAYS[key];
  if (way) return alt ? moved(way, at) : gone(way, definition, at);
  if (alt) return null;
  switch (key) {
    case 'Enter':
      return { fill: true };
    case 'Delete':
      return {
        edit:
          at.type === 'stage' ? { edit: 'stage.delete', stage: at.id } : { edit: 'step.delete', step: at.id },
      };
    case 'n':
    case 'N':
      return { add: 'step' };
    case 's':
    case 'S':
      return { add: 'stage' };
    default:
      return null;
  }
}

interface Way {
  along: 1 | -1 | 0;
  down: 1 | -1 | 0;
}

const WAYS: Record<string, Way> = {
  ArrowLeft: { along: -1, down: 0 },
  ArrowRight: { along: 1, down: 0 },
  ArrowUp: { along: 0, down: -1 },
  ArrowDown: { along: 0, down: 1 },
};

function moved({ along, down }: Way, { type, id }: Item): BoardAct | null {
  if (type === 'stage') return along === 0 ? null : { edit: { edit: 'stage.shift', stage: id, by: along } };
  if (along !== 0) return { edit: { edit: 'step.carry', step: id, by: along } };
  return down === 0 ? null : { edit: { edit: 'step.shift', step: id, by: down } };
}

/** The item beside: stages are columns, their first row is the stage itself. */
function gone({ along, down }: Way, definition: CaseDefinition, at: Item): BoardAct | null {
  const columns = definition.stages.map(({ id, steps }): Item[] => [
    { type: 'stage', id },
    ...steps.map((step): Item => ({ type: 'step', id: step.id })),
  ]);
  const stage = at.type === 'stage' ? at.id : findStep(definition, at.id)?.stage.id;
  const column = definition.stages.findIndex(({ id }) => id === stage);
  const row = columns[column]?.findIndex((item) => item.type === at.type && item.id === at.id) ?? -1;
  if (row === -1) return null;
  const there = columns[column + along];
  const item = there?.[Math.min(row + down, down === 0 ? there.length - 1 : row + down)];
  return item ? { go: item } : null;
}
