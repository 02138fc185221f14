import { text } from '../../../../components/text.ts';
import { type Design, findStep } from './model/design.ts';
import type { CaseEdit } from './model/edits.ts';
import type { Designing, Said } from './use-design.ts';

/** Reads out what an edit has done, for people who do not see the board. */
export function SaidLine({ designing: { said, design } }: { designing: Designing }) {
  return (
    <p class="visually-hidden" role="status">
      {said && wordsOf(said, design)}
    </p>
  );
}

/** What was done, in words; empty: the field itself says it. */
export function wordsOf({ what, done, before }: Said, after: Design): string {
  if (what === 'undo') return text(done ? 'designSaidUndone' : 'designSaidNothingToUndo');
  if (what === 'redo') return text(done ? 'designSaidRedone' : 'designSaidNothingToRedo');
  if (!done) return /shift|carry|move/.test(what.edit) ? text('designSaidEdge') : '';
  switch (what.edit) {
    case 'stage.add':
    case 'step.add':
    case 'step.copy':
      return text('designSaidAdded', nameOf(what, after) ?? '');
    case 'stage.delete':
    case 'step.delete':
      return text('designSaidDeleted', nameOf(what, before) ?? '');
    case 'stage.shift':
    case 'stage.move':
    case 'stage.group': {
      const at = after.definition.stages.findIndex(({ id }) => id === what.stage);
      return text('designSaidStageMoved', nameOf(what, after) ?? '', ...placeOf(at, after.definition.stages));
    }
    case 'step.shift':
    case 'step.carry':
    case 'step.move': {
      const found = findStep(after.definition, what.step);
      if (!found) return '';
      const { stage, step } = found;
      return text(
        'designSaidStepMoved',
        step.name,
        stage.name,
        ...placeOf(stage.steps.indexOf(step), stage.steps),
      );
    }
    default:
      return '';
  }
}

function nameOf(edit: CaseEdit, { definition }: Design): string | undefined {
  if (edit.edit === 'stage.add') return edit.stage.name;
  if (edit.edit === 'step.add') return edit.step.name;
  if ('stage' in edit && !('step' in edit))
    return definition.stages.find(({ id }) => id === edit.stage)?.name;
  return 'step' in edit ? findStep(definition, edit.step)?.step.name : undefined;
}

const placeOf = (at: number, all: readonly unknown[]) => [String(at + 1), String(all.length)];
