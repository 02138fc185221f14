/** Which stages may follow each other: the pure part of the transition rules (behaviour 8.3, 8.5). */
import type { CaseDefinition, CaseStage } from './definition.ts';

/**
 * The way from one stage to another. `forward`: required steps have to be done; `back`: the stage begins anew;
 * `out`: to an unsuccessful final stage, for which nothing is required.
 */
export type Course = 'forward' | 'back' | 'out';

/** The stage with this id; undefined: the case has none. */
export function stageOf({ stages }: CaseDefinition, id: string): CaseStage | undefined {
  return stages.find((stage) => stage.id === id);
}

/**
 * How a record may go from one stage to another; null: not at all. What follows in the order of the bar is
 * forward, what comes before is back (behaviour 8.3). Unsuccessful final stages can be reached from everywhere, and
 * a final stage is not left unless the case says so (behaviour 8.5).
 */
export function courseOf(definition: CaseDefinition, from: string, to: string): Course | null {
  const { stages, afterEnd } = definition;
  const [start, goal] = [stageOf(definition, from), stageOf(definition, to)];
  if (!start || !goal || start === goal) return null;
  if (start.end !== null && afterEnd === 'locked') return null;
  if (goal.end === 'unsuccessful') return 'out';
  const later = stages.indexOf(goal) > stages.indexOf(start);
  const named = later ? start.next : start.previous;
  if (named !== null && !named.includes(to)) return null;
  return later ? 'forward' : 'back';
}

/** The stages that a record can come to from this one, whoever or whatever moves it; with the stage itself. */
export function reachableFrom(definition: CaseDefinition, from: string): Set<string> {
  const reached = new Set([from]);
  for (const at of reached)
    for (const { id } of definition.stages) if (courseOf(definition, at, id) !== null) reached.add(id);
  return reached;
}
