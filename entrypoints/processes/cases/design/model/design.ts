import type { CaseDefinition, CaseStage, CaseStep } from '../../../../../lib/cases/definition.ts';
import type { SourceFile } from '../../../../../lib/protocol/index.ts';

/** What is designed: the document of a case, and the forms that its steps show. */
export interface Design {
  readonly definition: CaseDefinition;
  readonly forms: readonly SourceFile[];
}

/** As many as a document may have. */
export const MOST_STAGES = 40;
export const MOST_STEPS = 60;

export interface Found {
  readonly stage: CaseStage;
  readonly step: CaseStep;
}

/** The step with this id, and the stage that it is in; undefined: the case has none. */
export function findStep({ stages }: CaseDefinition, id: string): Found | undefined {
  for (const stage of stages) {
    const step = stage.steps.find((one) => one.id === id);
    if (step) return { stage, step };
  }
  return undefined;
}

/** The same design with these stages. */
export function withStages(design: Design, stages: CaseStage[]): Design {
  return { ...design, definition: { ...design.definition, stages } };
}
