import type { Command, CommandResult, Cursor, Query, QueryResult } from '../../lib/protocol/index.ts';
import { runCommand } from './commands.ts';
import { type Gap, readGap, readWhole, type Whole } from './snapshot.ts';
import type { Surroundings } from './surroundings.ts';
import { readTaskPage } from './tasks.ts';

/** What a link asks the domain for, on behalf of a user. */
export interface Requests {
  command(userId: string, id: string, command: Command): Promise<CommandResult>;
  query(userId: string, query: Query): Promise<QueryResult>;
  whole(userId: string): Promise<Whole>;
  gap(userId: string, since: Cursor | null): Promise<Gap | null>;
}

/** The domain's answers to links. */
export function createRequests(around: Surroundings): Requests {
  const { store } = around;
  return {
    command: (userId, id, command) => runCommand(around, userId, id, command),
    query: async (userId, { type, task }) => ({ type, page: await readTaskPage(store.db, userId, task) }),
    whole: (userId) => readWhole(store, userId),
    gap: (userId, since) => readGap(store, userId, since),
  };
}
