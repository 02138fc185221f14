import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import * as z from 'zod';
import { Task } from '../../../lib/protocol/index.ts';
import { listTasks } from '../../domain/tasks.ts';
import { userOf } from '../bearer.ts';
import { secured } from './route-schema.ts';
import type { RestServices } from './services.ts';

/** The tasks of the person who asks. */
export function mountTasks(scope: FastifyInstance, { around }: RestServices): void {
  const app = scope.withTypeProvider<ZodTypeProvider>();
  app.get(
    '/tasks',
    { schema: secured('tasks', 'The open tasks of mine and of my roles, oldest first', z.array(Task)) },
    async (request) => listTasks(around.store.db, userOf(request).id),
  );
}
