/** The table of cases, by topic, each with the rules of docs/process-semantics.md that the whole topic is about. */
import type { Case } from '../case.ts';
import { boundaries } from './boundaries.ts';
import { calls } from './calls.ts';
import { eventSubProcesses } from './event-sub-processes.ts';
import { events } from './events.ts';
import { flows } from './flows.ts';
import { inclusives } from './inclusive.ts';
import { knownDifferences } from './known-differences.ts';
import { multiInstance } from './multi-instance.ts';
import { subProcesses } from './sub-processes.ts';
import { work } from './work.ts';

export const CASES: Record<string, Case[]> = {
  flows: about(['ENG-1', 'ENG-6'], flows),
  inclusive: about(['ENG-55', 'ENG-56'], inclusives),
  'sub-processes': about(['ENG-37', 'ENG-38', 'ENG-40', 'ENG-48'], subProcesses),
  boundaries: about(['ENG-43', 'ENG-44'], boundaries),
  'event-sub-processes': about(['ENG-41', 'ENG-48'], eventSubProcesses),
  'multi-instance': about(['ENG-52', 'ENG-53'], multiInstance),
  events: about(['ENG-42', 'ENG-45', 'ENG-46', 'ENG-47'], events),
  calls: about(['ENG-51', 'ENG-49'], calls),
  work: about(['ENG-39', 'ENG-50'], work),
  'known-differences': knownDifferences,
};

function about(rules: string[], cases: Case[]): Case[] {
  return cases.map((subject) => ({ ...subject, rules: [...(subject.rules ?? []), ...rules] }));
}
