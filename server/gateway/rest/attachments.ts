import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import * as z from 'zod';
import { ATTACHMENTS, Attachment, Id } from '../../../lib/protocol/index.ts';
import { attach, detach, listAttachments } from '../../domain/attachments.ts';
import { userOf } from '../bearer.ts';
import { secured } from './route-schema.ts';
import type { RestServices } from './services.ts';

const OfTask = z.object({ task: Id });
const One = z.object({ task: Id, id: Id });
const Named = z.object({
  name: z.string().min(1).max(1000).describe('Of the file; folders and what cannot be seen are cut off'),
});
const Attachments = z.array(Attachment);

/** Files of the e-mail of a step: a route takes the bytes as they are, whatever type they are said to be of. */
export function mountAttachments(scope: FastifyInstance, { around }: RestServices): void {
  const schema = (summary: string) => ({ ...secured('tasks', summary, Attachments), params: One });
  scope.register(async (inner) => {
    inner.removeAllContentTypeParsers();
    inner.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
    const app = inner.withTypeProvider<ZodTypeProvider>();
    app.get(
      '/tasks/:task/attachments',
      { schema: { ...schema('What is attached to an e-mail of mine'), params: OfTask } },
      async (request) => listAttachments(around, userOf(request).id, request.params.task),
    );
    app.put(
      '/tasks/:task/attachments/:id',
      {
        bodyLimit: ATTACHMENTS.bytes,
        schema: {
          ...schema('Attach a file to an e-mail of mine: the body is what is in it. The id is yours to make'),
          ...{ querystring: Named, consumes: ['application/octet-stream'] },
        },
      },
      async (request) => {
        const { task, id } = request.params;
        const body: unknown = request.body;
        const bytes = Buffer.isBuffer(body) ? body : Buffer.alloc(0);
        return attach(around, userOf(request).id, task, { id, name: request.query.name, bytes });
      },
    );
    app.delete(
      '/tasks/:task/attachments/:id',
      { schema: schema('Remove a file from an e-mail of mine') },
      async (request) => detach(around, userOf(request).id, request.params.task, request.params.id),
    );
  });
}
