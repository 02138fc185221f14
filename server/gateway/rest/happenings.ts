import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import * as z from 'zod';
import { Id, Text, Values } from '../../../lib/protocol/index.ts';
import { sendMessage } from '../../domain/messages.ts';
import { throwSignal } from '../../domain/signals.ts';
import { userOf } from '../bearer.ts';
import { Done } from './asking.ts';
import { secured } from './route-schema.ts';
import type { RestServices } from './services.ts';

const Name = Text.check(z.minLength(1));
const Signal = z.object({ name: Name, variables: z._default(Values, {}) });
const Message = z.object({
  name: Name,
  instance: z.nullable(Id).default(null).describe('Only for this one'),
  businessKey: z.nullable(Id).default(null).describe('Only for those that are known by it'),
  variables: z._default(Values, {}),
});
const Delivery = z.object({
  continued: z.number().describe('Instances that waited for it'),
  started: z.number().describe('Processes that begin with it'),
});

/** Signals and messages from outside. */
export function mountHappenings(scope: FastifyInstance, { around }: RestServices): void {
  const app = scope.withTypeProvider<ZodTypeProvider>();
  app.post(
    '/signals',
    {
      schema: { ...secured('events', 'Throw a signal, for everybody who waits for it', Done), body: Signal },
    },
    async (request) => {
      const { name, variables } = request.body;
      await throwSignal(around, userOf(request), name, variables);
      return { done: true };
    },
  );
  app.post(
    '/messages',
    { schema: { ...secured('events', 'Send a message to who waits for it', Delivery), body: Message } },
    async (request) => sendMessage(around, userOf(request), request.body),
  );
}
