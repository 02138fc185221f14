import type { BarStage } from '../../messaging/contract.ts';

/** Where a slot of the bar lies, as seen from the stage that the record is in. */
export type At = 'passed' | 'current' | 'ahead';

/** One place on the bar: a stage, or several that share it (behaviour 8.3). */
export interface Slot {
  at: At;
  /** The one that is shown: where the record is or has been, else the one that leads. */
  shown: BarStage;
  /** All of them, the leading one first. */
  stages: readonly BarStage[];
}

/** The stages of a case as slots, in the order of the bar. */
export function slotsOf(stages: readonly BarStage[], current: string | null): Slot[] {
  const ids = new Set(stages.map(({ id }) => id));
  const leads = stages.filter(({ group }) => group === null || !ids.has(group));
  return leads.map((lead) => {
    const shared = [lead, ...stages.filter((stage) => stage.group === lead.id && stage.id !== lead.id)];
    const here = shared.find(({ id }) => id === current);
    const been = shared.find(({ reached }) => reached);
    return {
      at: here ? 'current' : been ? 'passed' : 'ahead',
      shown: here ?? been ?? lead,
      stages: shared,
    };
  });
}
