/** Processes as those see them who may start them. */
import type { ProcessState, StartableProcess } from '../../lib/protocol/index.ts';
import type { ProcessFacts } from '../engine/port.ts';

/** The version of a process that new instances run, and what administrators have set. */
export interface ActualProcess {
  key: string;
  version: number;
  facts: ProcessFacts;
  state: ProcessState;
  tracing: boolean;
  quickLaunch: boolean;
}

/** Whether a process can begin without an event: by a person, or called by another. */
export function beginsPlainly({ starts }: ProcessFacts): boolean {
  return starts.length === 0 || starts.some(({ on }) => on.kind === 'none');
}

/** A process as it travels. */
export function toStartable({ key, version, facts, quickLaunch }: ActualProcess): StartableProcess {
  const { name, description, names, descriptions, recordTypes } = facts;
  return {
    ...{ key, name, description, version, recordTypes, quickLaunch },
    ...(names && { names }),
    ...(descriptions && { descriptions }),
  };
}
