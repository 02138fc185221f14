/** Messages of the server as text, each part serialised once however many links it goes to. */
import { LIMITS, type ServerMessage, type Task } from '../../lib/protocol/index.ts';
import type { Whole } from '../domain/snapshot.ts';

/** A message as it goes onto the wire. */
export function encode(message: ServerMessage): string {
  return JSON.stringify(message);
}

/** An `events` message of bodies that are serialised already; `offset` is that of the first. */
export function encodeEvents(epoch: string, offset: number, bodies: readonly string[]): string {
  return `{"type":"events","epoch":${JSON.stringify(epoch)},"offset":${offset},"events":[${bodies.join(',')}]}`;
}

/** The `snapshot` messages of a channel, in parts. */
export function encodeSnapshot({ cursor, user, systems, processes, tasks, reminders }: Whole): string[] {
  const parts: Task[][] = [];
  for (let from = 0; from < tasks.length; from += LIMITS.snapshotTasks) {
    parts.push(tasks.slice(from, from + LIMITS.snapshotTasks));
  }
  if (parts.length === 0) parts.push([]);
  return parts.map((part, index) =>
    encode({
      ...{ type: 'snapshot', cursor, part: index, last: index === parts.length - 1 },
      ...{ user, systems, processes, tasks: part },
      reminders: index === 0 ? reminders : [],
    }),
  );
}
