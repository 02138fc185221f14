import type { HistoryLine, Person } from '../../../lib/protocol/index.ts';

/** A line of a log table with the name of who acted. */
export interface HistoryRow {
  at: Date;
  actor: string | null;
  actor_name: string | null;
  event: string;
  element: string | null;
  data: Record<string, unknown>;
}

/** The line as it travels. */
export function toHistoryLine({ at, actor, actor_name, event, element, data }: HistoryRow): HistoryLine {
  return { at: at.toISOString(), actor: toPerson(actor, actor_name), event, element, data };
}

/** Somebody by id; by the id alone when their account is gone. */
export function toPerson(id: string | null, name: string | null): Person | null {
  return id === null ? null : { id, name: name ?? id };
}
