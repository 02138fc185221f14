import type {
  Command,
  Cursor,
  Order,
  OrderResult,
  Query,
  QueryResult,
  ResultOf,
} from '../../lib/protocol/index.ts';
import { lookAgain } from './access.ts';
import { runActivityQuery } from './activities/queries.ts';
import { readAdapters } from './adapters.ts';
import { isCaseQuery, runCaseQuery } from './cases/queries.ts';
import { type CommandOrigin, runCommand } from './commands.ts';
import { browse, lookUp } from './look-up.ts';
import { runOrder } from './orders.ts';
import { readSources } from './page-sources/read.ts';
import { readUser } from './people.ts';
import { noteReader, type Reader } from './readers.ts';
import { runAdminQuery } from './reading/admin-query.ts';
import { type Gap, readGap, readWhole, type Whole } from './snapshot.ts';
import type { Surroundings } from './surroundings.ts';
import { readTaskPage } from './tasks.ts';

/** What a link asks the domain for, on behalf of a user. */
export interface Requests {
  command<Of extends Command>(
    userId: string,
    id: string,
    command: Of,
    origin?: CommandOrigin,
  ): Promise<ResultOf<Of>>;
  order(userId: string, id: string, order: Order): Promise<OrderResult>;
  query(userId: string, query: Query): Promise<QueryResult>;
  whole(userId: string): Promise<Whole>;
  gap(userId: string, since: Cursor | null): Promise<Gap | null>;
  /** Keeps how this person reads. */
  noteReader(userId: string, reader: Reader): Promise<void>;
}

/** The domain's answers to links. */
export function createRequests(around: Surroundings): Requests {
  const { store } = around;
  return {
    command: (userId, id, command, origin) => runCommand(around, userId, id, command, origin),
    order: (userId, id, order) => runOrder(around, userId, id, order),
    query: (userId, query) => answer(around, userId, query),
    whole: (userId) => readWhole(store, userId),
    noteReader: (userId, reader) => noteReader(store.db, userId, reader),
    gap: (userId, since) => readGap(store, userId, since),
  };
}

async function answer(around: Surroundings, userId: string, query: Query): Promise<QueryResult> {
  const { db } = around.store;
  if (query.type === 'task.page') {
    const page = await readTaskPage(db, userId, query.task);
    await lookAgain(around, query.task);
    return { type: query.type, page };
  }
  const user = await readUser(db, userId);
  if (query.type === 'admin')
    return { type: query.type, result: await runAdminQuery(around, user, query.query) };
  if (query.type === 'lookup.search') return { type: query.type, found: await lookUp(around, user, query) };
  if (query.type === 'lookup.browse') return { type: query.type, ...(await browse(around, user, query)) };
  if (query.type === 'sources.read')
    return { type: query.type, values: await readSources(around, user, query.task) };
  if (query.type === 'adapters') return { type: query.type, ...(await readAdapters(db)) };
  if (isCaseQuery(query)) return runCaseQuery(around, user, query);
  return runActivityQuery(around, user.id, query);
}
