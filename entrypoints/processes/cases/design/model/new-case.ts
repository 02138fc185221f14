import { CASE_FORMAT, CaseDefinition, type CaseStage } from '../../../../../lib/cases/definition.ts';
import { codeOf, unused } from './codes.ts';
import type { Design } from './design.ts';

/** A value that the stage field can have, and what the CRM's people call it. */
export interface StageValue {
  readonly value: string;
  readonly label: string;
}

interface Given {
  name: string;
  section: string;
  stageField: string;
  /** The stages that it begins with, in the order of the bar. */
  values: readonly StageValue[];
}

/** A case to begin with: a stage for each value that the field can have. Which of them end it nobody can guess. */
export function newCase({ name, section, stageField, values }: Given): Design {
  const taken = new Set<string>();
  const stages = values.map(({ value, label }): Partial<CaseStage> => {
    const id = unused(codeOf(label, 'stage'), taken);
    taken.add(id);
    return { id, name: label, value };
  });
  const key = codeOf(name, 'case');
  const definition = CaseDefinition.parse({ format: CASE_FORMAT, key, name, section, stageField, stages });
  return { definition, forms: [] };
}
