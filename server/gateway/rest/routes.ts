import type { FastifyInstance } from 'fastify';
import type { Requests } from '../../domain/requests.ts';
import type { Surroundings } from '../../domain/surroundings.ts';
import type { Authenticate } from '../../identity/authenticate.ts';
import { requireBearer } from '../bearer.ts';
import { mountAccounts } from './accounts.ts';
import { mountInstances } from './instances.ts';
import { mountMe } from './me.ts';
import { mountProcesses } from './processes.ts';
import { mountSystems } from './systems.ts';
import { mountTasks } from './tasks.ts';
import { mountTokens } from './tokens.ts';

/** What the REST routes work with. */
export interface RestServices {
  around: Surroundings;
  requests: Requests;
  authenticate: Authenticate;
}

/** Everything under `/api`; all of it needs an access token. */
export async function mountRest(app: FastifyInstance, services: RestServices): Promise<void> {
  await app.register(
    async (scope) => {
      requireBearer(scope, services.around.store.db, services.authenticate);
      mountMe(scope);
      mountProcesses(scope, services);
      mountTasks(scope, services);
      mountInstances(scope, services);
      mountSystems(scope, services);
      mountAccounts(scope, services);
      mountTokens(scope, services);
    },
    { prefix: '/api' },
  );
}
