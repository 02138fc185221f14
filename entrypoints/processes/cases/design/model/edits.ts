import type {
  CaseDefinition,
  CaseStage,
  CaseStep,
  CaseStepKind,
} from '../../../../../lib/cases/definition.ts';
import type { SourceFile } from '../../../../../lib/protocol/index.ts';
import { type Design, findStep, withStages } from './design.ts';
import { neighbourPlace } from './slots.ts';
import { addStage, deleteStage, groupStage, moveStage, type NewStage, recodeStage } from './stage-edits.ts';
import {
  addStep,
  carryStep,
  copyStep,
  deleteStep,
  moveStep,
  type NewStep,
  recodeStep,
  shiftStep,
  turnStep,
} from './step-edits.ts';

export type CaseMembers = Omit<CaseDefinition, '$schema' | 'format' | 'stages'>;
export type StageMembers = Omit<CaseStage, 'id' | 'group' | 'steps'>;
export type StepMembers = Omit<CaseStep, 'id' | 'kind'>;

/** Whatever can be done to a design. `before` null: behind the last. */
export type CaseEdit =
  | { edit: 'case.set'; members: Partial<CaseMembers> }
  | { edit: 'stage.add'; stage: NewStage; before: string | null }
  | { edit: 'stage.set'; stage: string; members: Partial<StageMembers> }
  | { edit: 'stage.move'; stage: string; before: string | null }
  /** One place along, or back. */
  | { edit: 'stage.shift'; stage: string; by: 1 | -1 }
  | { edit: 'stage.group'; stage: string; with: string | null }
  | { edit: 'stage.recode'; stage: string; code: string }
  | { edit: 'stage.delete'; stage: string }
  | { edit: 'step.add'; stage: string; step: NewStep; before: string | null }
  | { edit: 'step.set'; step: string; members: Partial<StepMembers> }
  | { edit: 'step.turn'; step: string; kind: CaseStepKind; keep: (property: string) => boolean }
  | { edit: 'step.move'; step: string; stage: string; before: string | null }
  /** One place up or down within its stage. */
  | { edit: 'step.shift'; step: string; by: 1 | -1 }
  /** To the stage beside its own. */
  | { edit: 'step.carry'; step: string; by: 1 | -1 }
  | { edit: 'step.copy'; step: string; code: string }
  | { edit: 'step.recode'; step: string; code: string }
  | { edit: 'step.delete'; step: string }
  /** Takes the place of one of the same name. */
  | { edit: 'form.put'; form: SourceFile };

/**
 * The design with the edit; the very same where there is nothing to do. Ids stay unique, and nothing names what is not
 * there any more. What people type is taken as it is: whether it fits is a matter of the rules.
 */
export function applyEdit(design: Design, edit: CaseEdit): Design {
  switch (edit.edit) {
    case 'case.set':
      return { ...design, definition: { ...design.definition, ...edit.members } };
    case 'stage.add':
      return addStage(design, edit.stage, edit.before);
    case 'stage.set':
      return withStages(
        design,
        design.definition.stages.map((one) => (one.id === edit.stage ? { ...one, ...edit.members } : one)),
      );
    case 'stage.move':
      return moveStage(design, edit.stage, edit.before);
    case 'stage.shift': {
      const before = neighbourPlace(design.definition.stages, edit.stage, edit.by);
      return before === undefined ? design : moveStage(design, edit.stage, before);
    }
    case 'stage.group':
      return groupStage(design, edit.stage, edit.with);
    case 'stage.recode':
      return recodeStage(design, edit.stage, edit.code);
    case 'stage.delete':
      return deleteStage(design, edit.stage);
    case 'step.add':
      return addStep(design, edit.stage, edit.step, edit.before);
    case 'step.set':
      return setStep(design, edit.step, edit.members);
    case 'step.turn':
      return turnStep(design, edit.step, edit.kind, edit.keep);
    case 'step.move':
      return moveStep(design, edit.step, edit.stage, edit.before);
    case 'step.shift':
      return shiftStep(design, edit.step, edit.by);
    case 'step.carry':
      return carryStep(design, edit.step, edit.by);
    case 'step.copy':
      return copyStep(design, edit.step, edit.code);
    case 'step.recode':
      return recodeStep(design, edit.step, edit.code);
    case 'step.delete':
      return deleteStep(design, edit.step);
    case 'form.put':
      return { ...design, forms: [...design.forms.filter(({ name }) => name !== edit.form.name), edit.form] };
  }
}

function setStep(design: Design, id: string, members: Partial<StepMembers>): Design {
  const found = findStep(design.definition, id);
  if (!found) return design;
  const { stage, step } = found;
  const steps = stage.steps.map((one) => (one === step ? { ...step, ...members } : one));
  return withStages(
    design,
    design.definition.stages.map((one) => (one === stage ? { ...stage, steps } : one)),
  );
}
