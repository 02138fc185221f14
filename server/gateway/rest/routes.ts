import type { FastifyInstance } from 'fastify';
import { requireBearer } from '../bearer.ts';
import { mountAccounts } from './accounts.ts';
import { mountActivityCategories } from './activity-categories.ts';
import { mountAttachments } from './attachments.ts';
import { mountBulks } from './bulks.ts';
import { mountCalendarAddress } from './calendar.ts';
import { mountCases } from './cases.ts';
import { mountConnections } from './connections.ts';
import { mountExternalTasks } from './external-tasks.ts';
import { mountHappenings } from './happenings.ts';
import { mountInstances } from './instances.ts';
import { mountLibrary } from './library.ts';
import { mountMe } from './me.ts';
import { mountProcesses } from './processes.ts';
import { mountRepairs } from './repairs.ts';
import type { RestServices } from './services.ts';
import { mountStatistics } from './statistics.ts';
import { mountSystems } from './systems.ts';
import { mountTasks } from './tasks.ts';
import { mountTokens } from './tokens.ts';
import { mountViews } from './views.ts';

/** Everything under `/api`; all of it needs an access token. */
export async function mountRest(app: FastifyInstance, services: RestServices): Promise<void> {
  await app.register(
    async (scope) => {
      requireBearer(scope, services.around.store.db, services.authenticate);
      mountMe(scope);
      mountProcesses(scope, services);
      mountLibrary(scope, services);
      mountTasks(scope, services);
      mountAttachments(scope, services);
      mountInstances(scope, services);
      mountRepairs(scope, services);
      mountBulks(scope, services);
      mountCases(scope, services);
      mountViews(scope, services);
      mountStatistics(scope, services);
      mountHappenings(scope, services);
      mountExternalTasks(scope, services);
      mountSystems(scope, services);
      mountConnections(scope, services);
      mountAccounts(scope, services);
      mountTokens(scope, services);
      mountCalendarAddress(scope, services);
      mountActivityCategories(scope, services);
    },
    { prefix: '/api' },
  );
}
