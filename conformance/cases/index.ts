/** The table of cases, by topic. */
import type { Case } from '../case.ts';
import { boundaries } from './boundaries.ts';
import { calls } from './calls.ts';
import { eventSubProcesses } from './event-sub-processes.ts';
import { events } from './events.ts';
import { flows } from './flows.ts';
import { inclusives } from './inclusive.ts';
import { multiInstance } from './multi-instance.ts';
import { subProcesses } from './sub-processes.ts';
import { work } from './work.ts';

export const CASES: Record<string, Case[]> = {
  flows,
  inclusive: inclusives,
  'sub-processes': subProcesses,
  boundaries,
  'event-sub-processes': eventSubProcesses,
  'multi-instance': multiInstance,
  events,
  calls,
  work,
};
