/** What one change makes of a case. */
import { stageOf } from '../../../lib/cases/courses.ts';
import { isCase } from '../../cases/compiled.ts';
import { definitionOf, standingOf } from '../../cases/read-standing.ts';
import type { CaseStanding } from '../../cases/standing.ts';

export interface CaseTurn {
  standing: CaseStanding;
  /** The stage in words. */
  stageName: string;
  /** Visits before this one are as they were. */
  from: number;
  /** It is in another stage, or there is something else to be decided about it. */
  turned: boolean;
}

/** Compares how a case stands before and after a command; null for processes. */
export function readTurn(
  definition: unknown,
  { before, after }: { before: unknown; after: unknown },
): CaseTurn | null {
  if (!isCase(definition)) return null;
  const standing = standingOf(definition, after);
  const stageName = stageOf(definitionOf(definition), standing.stage)?.name ?? standing.stage;
  if (before === null) return { standing, stageName, from: 0, turned: true };
  const earlier = standingOf(definition, before);
  const moved = earlier.visits.length !== standing.visits.length;
  return {
    ...{ standing, stageName },
    from: Math.max(0, earlier.visits.length - 1),
    turned: moved || questionOf(earlier) !== questionOf(standing),
  };
}

/** What a person would have to decide about. */
function questionOf({ agreement }: CaseStanding): string | null {
  return agreement.state === 'conflict' ? JSON.stringify([agreement.value, agreement.problem]) : null;
}
