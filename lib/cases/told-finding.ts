/** The findings of a case as they travel, beside those of processes. */
import type { Finding } from '../protocol/index.ts';
import type { CaseDefinition } from './definition.ts';
import { type CaseFinding, describeFinding } from './findings.ts';

/** A finding with its English words and the name of the stage or step that it is about. */
export function toldFinding(definition: CaseDefinition | null, found: CaseFinding): Finding {
  const { code, details } = found;
  const stage = definition?.stages.find(({ id }) => id === found.stage);
  const step = stage?.steps.find(({ id }) => id === found.step);
  const name = (found.step === null ? stage?.name : step?.name) ?? null;
  return { element: found.step ?? found.stage, name, ...describeFinding(found), code, details };
}
