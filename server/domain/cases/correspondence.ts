/** Where a case begins that takes the place of another one, when the CRM cannot tell where the record stands. */
import { stageOf } from '../../../lib/cases/courses.ts';
import type { CaseDefinition, CaseStage } from '../../../lib/cases/definition.ts';
import { RECORD_STAGE } from '../../cases/standing.ts';
import type { ManualStart } from '../starts.ts';

/** What the next case is started with in place of what its CRM would have told. */
export function placeLike(
  before: { definition: CaseDefinition; stage: string },
  next: CaseDefinition,
): Pick<ManualStart, 'variables' | 'details'> {
  const old = stageOf(before.definition, before.stage);
  const found = old && correspondingStage(old, next);
  const expected = 'There is no connection to the CRM that tells where the record stands';
  if (found) {
    const details = `${expected}: the case begins in ${found.name}, as the case before it was in ${old.name}.`;
    return { variables: { [RECORD_STAGE]: found.value }, details };
  }
  const details = `${expected}, and no stage for ${old?.name ?? before.stage} of the case before it: the case begins in its first one.`;
  return { variables: {}, details };
}

/** The stage that stands for the same: of the same value in the CRM, else the same id, else the same name. */
function correspondingStage(old: CaseStage, { stages }: CaseDefinition): CaseStage | undefined {
  const named = (name: string) => name.trim().toLocaleLowerCase();
  return (
    stages.find(({ value }) => value === old.value) ??
    stages.find(({ id }) => id === old.id) ??
    stages.find(({ name }) => named(name) === named(old.name))
  );
}
