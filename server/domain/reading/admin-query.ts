/** What administrators read: each question with the permission that it needs. */
import type { AdminQuery, AdminQueryResult, User } from '../../../lib/protocol/index.ts';
import { readBulk } from '../bulk.ts';
import { readBoard } from '../cases/board.ts';
import { readFigures } from '../cases/figures.ts';
import { readSection } from '../cases/section.ts';
import { tryCase } from '../cases/try.ts';
import { requirePermission } from '../people.ts';
import type { Surroundings } from '../surroundings.ts';
import { listViews } from '../views.ts';
import { findAssignees } from './assignees.ts';
import { checkFiles } from './check.ts';
import { readDefinition } from './definition-view.ts';
import { readImpact } from './impact.ts';
import { readInstance } from './instance-details.ts';
import { readLibrary } from './library.ts';
import { readLog } from './log/log.ts';
import { readProcess } from './process-details.ts';
import { readStatistics } from './statistics.ts';
import { readTrace } from './trace.ts';

type Result<T extends AdminQuery['type']> = Extract<AdminQueryResult, { type: T }>;
type Readers = {
  [T in AdminQuery['type']]: (
    around: Surroundings,
    user: User,
    query: Extract<AdminQuery, { type: T }>,
  ) => Promise<Omit<Result<T>, 'type'>>;
};

/** Answers a question of the user. Throws `not-allowed`, and what is not there as `…-unknown`. */
export async function runAdminQuery<T extends AdminQuery['type']>(
  around: Surroundings,
  user: User,
  query: Extract<AdminQuery, { type: T }>,
): Promise<Result<T>> {
  requireRight(user, query.type);
  const read: Readers[T] = READERS[query.type as T];
  return { type: query.type, ...(await read(around, user, query)) } as Result<T>;
}

/** What is in the library may also be seen by those who fill it. */
const OF_THE_LIBRARY: readonly AdminQuery['type'][] = [
  'library',
  'process',
  'definition',
  'definition.check',
  'impact',
  // Whoever designs names people.
  'assignees',
  'case.fields',
  'case.try',
];

/** What only those who design may do. */
const OF_AUTHORS: readonly AdminQuery['type'][] = ['definition.check', 'case.fields', 'case.try'];

function requireRight(user: User, type: AdminQuery['type']): void {
  // Who started many sees how far they have come; the query itself looks whose it is.
  if (type === 'bulk') return;
  if (OF_THE_LIBRARY.includes(type) && user.permissions.includes('manage-definitions')) return;
  requirePermission(user, OF_AUTHORS.includes(type) ? 'manage-definitions' : 'see-log');
}

const READERS: Readers = {
  library: async ({ store }) => ({ entries: await readLibrary(store.db) }),
  process: async ({ store }, _user, { process }) => ({ process: await readProcess(store.db, process) }),
  definition: async ({ store }, _user, { process, version }) => ({
    definition: await readDefinition(store.db, process, version),
  }),
  'definition.check': async (around, _user, { files }) => ({ outcomes: await checkFiles(around, files) }),
  impact: async ({ store }, _user, { process }) => ({ impact: await readImpact(store.db, process) }),
  log: async ({ store }, _user, query) => ({ page: await readLog(store.db, query) }),
  instance: async (around, user, { instance }) => ({ instance: await readInstance(around, user, instance) }),
  trace: async ({ store }, _user, { instance, step }) => ({
    trace: await readTrace(store.db, instance, step),
  }),
  statistics: async ({ store }, _user, { filter }) => ({
    statistics: await readStatistics(store.db, filter),
  }),
  assignees: async ({ store }, _user, { search, inactive }) => ({
    assignees: await findAssignees(store.db, search, inactive),
  }),
  views: async ({ store }, user) => ({ views: await listViews(store.db, user.id) }),
  'case.board': async (around, user, query) => readBoard(around, user, query),
  'case.figures': async (around, _user, query) => readFigures(around, query),
  'case.fields': async (around, _user, { section }) => readSection(around, section),
  'case.try': async (around, user, query) => tryCase(around, user, query),
  bulk: async ({ store }, user, { bulk }) => ({ bulk: await readBulk(store.db, user, bulk) }),
};
