import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import * as z from 'zod';
import {
  Bulk,
  CASE_ADMIN_RESULTS,
  CASE_RESULTS,
  type CaseCommand,
  Id,
  InstanceResult,
  Instant,
  LinkedRecord,
  MovePreview,
  RecordRef,
  Text,
} from '../../../lib/protocol/index.ts';
import { userOf } from '../bearer.ts';
import { ask, keyOf, Once, order } from './asking.ts';
import { secured } from './route-schema.ts';
import type { RestServices } from './services.ts';

const [View] = CASE_RESULTS;
const [Board, Figures] = CASE_ADMIN_RESULTS;
const Seen = z.object({ case: View.shape.case, offer: View.shape.offer });
const Columns = z.object({ columns: Board.shape.columns, mayMove: z.boolean() });
const { stages, figures, moves } = Figures.shape;
const Measured = z.object({ stages, figures, moves, won: z.number(), lost: z.number() });

const Revision = z.number().int().describe('That of the case as it was when this was decided');
const instance = z.object({ id: Id });
const process = z.object({ key: Id });

/** Cases: seen by their record, begun, moved, settled, changed; as a board and as figures. */
export function mountCases(scope: FastifyInstance, services: RestServices): void {
  mountSights(scope, services);
  mountMoves(scope, services);
  mountAdditions(scope, services);
  mountOverviews(scope, services);
}

function mountSights(scope: FastifyInstance, { requests }: RestServices): void {
  const app = scope.withTypeProvider<ZodTypeProvider>();
  app.get(
    '/cases',
    {
      schema: {
        ...secured('cases', 'The case of a record, or the one that could begin on it', Seen),
        querystring: RecordRef,
      },
    },
    async (request) => {
      const asked = { type: 'case.view' as const, record: request.query };
      const found = await requests.query(userOf(request).id, asked);
      if (found.type !== 'case.view') throw new Error(`Expected a case, got ${found.type}.`);
      return { case: found.case, offer: found.offer };
    },
  );
  app.get(
    '/cases/:id/moves/:stage',
    {
      schema: {
        ...secured('cases', 'What a move to a stage would do; changes nothing', MovePreview),
        params: z.object({ id: Id, stage: Id }),
      },
    },
    async (request) => {
      const { id, stage } = request.params;
      const asked = { type: 'case.preview' as const, instance: id, stage };
      const found = await requests.query(userOf(request).id, asked);
      if (found.type !== 'case.preview') throw new Error(`Expected a preview, got ${found.type}.`);
      return found.preview;
    },
  );
}

function mountMoves(scope: FastifyInstance, { requests }: RestServices): void {
  const app = scope.withTypeProvider<ZodTypeProvider>();
  const command = (request: Parameters<typeof userOf>[0], given: CaseCommand) =>
    requests.command(userOf(request).id, keyOf(request), given, 'rest');
  const changes = (summary: string) => ({ ...secured('cases', summary, InstanceResult), headers: Once });
  app.post(
    '/cases',
    {
      schema: {
        ...changes('Begin a case on a record that has none'),
        body: z.object({ process: Id, record: LinkedRecord }),
      },
    },
    async (request) => command(request, { type: 'case.start', ...request.body }),
  );
  app.post(
    '/cases/:id/move',
    {
      schema: {
        ...changes('Move a case to another stage'),
        ...{ params: instance, body: z.object({ stage: Id, revision: Revision }) },
      },
    },
    async (request) => command(request, { type: 'case.move', instance: request.params.id, ...request.body }),
  );
  app.post(
    '/cases/:id/settle',
    {
      schema: {
        ...changes('End a conflict: write the stage of the case over that of the CRM, or follow the CRM'),
        ...{ params: instance, body: z.object({ keep: z.enum(['case', 'crm']), revision: Revision }) },
      },
    },
    async (request) =>
      command(request, { type: 'case.settle', instance: request.params.id, ...request.body }),
  );
  app.post(
    '/cases/:id/change',
    {
      schema: {
        ...changes('Cancel the case of a record and begin another one, or another version, on it'),
        ...{ params: instance, body: z.object({ process: Id, revision: Revision }) },
      },
    },
    async (request) =>
      command(request, { type: 'case.change', instance: request.params.id, ...request.body }),
  );
}

function mountAdditions(scope: FastifyInstance, { requests }: RestServices): void {
  const app = scope.withTypeProvider<ZodTypeProvider>();
  app.post(
    '/cases/:id/steps',
    {
      schema: {
        ...secured('cases', 'Add a step to the present stage by hand: an e-mail to write', InstanceResult),
        ...{ params: instance, headers: Once },
        body: z.object({ kind: z.enum(['send-email']), subject: z.string().min(1).max(500) }),
      },
    },
    async (request) => {
      const given = { type: 'case.add' as const, instance: request.params.id, ...request.body };
      return requests.command(userOf(request).id, keyOf(request), given, 'rest');
    },
  );
  app.delete(
    '/cases/:id/steps/:step',
    {
      schema: {
        ...secured('cases', 'Take away a step that was added by hand and is open', InstanceResult),
        ...{ params: z.object({ id: Id, step: Id }), headers: Once },
      },
    },
    async (request) => {
      const { id, step } = request.params;
      const given = { type: 'case.remove' as const, instance: id, step };
      return requests.command(userOf(request).id, keyOf(request), given, 'rest');
    },
  );
}

function mountOverviews(scope: FastifyInstance, services: RestServices): void {
  const app = scope.withTypeProvider<ZodTypeProvider>();
  app.get(
    '/processes/:key/board',
    {
      schema: {
        ...secured('cases', 'The records of a case by stage, longest there first', Columns),
        params: process,
        querystring: z.object({
          search: z.nullable(Text).default(null),
          user: z.nullable(Id).default(null).describe('Only those with an open step of this user'),
          role: z.nullable(Id).default(null),
          limit: z.coerce.number().int().min(1).max(200).default(50),
          stage: z.optional(Id).describe('The stage that `skip` is about'),
          skip: z.coerce.number().int().min(0).default(0).describe('How many cards come before'),
        }),
      },
    },
    async (request) => {
      const { stage, skip, ...query } = request.query;
      const asked = {
        ...{ type: 'case.board' as const, process: request.params.key, ...query },
        skip: stage === undefined ? [] : [{ stage, cards: skip }],
      };
      const { columns, mayMove } = await ask(services, request, asked);
      return { columns, mayMove };
    },
  );
  app.get(
    '/processes/:key/figures',
    {
      schema: {
        ...secured('cases', 'How long records stay in each stage, how many go on, how they end', Measured),
        params: process,
        querystring: z.object({
          version: z.nullable(z.coerce.number().int().min(1)).default(null),
          user: z.nullable(Id).default(null).describe('Only those in which this user has or had a step'),
          from: Instant,
          until: Instant,
        }),
      },
    },
    async (request) => {
      const asked = { type: 'case.figures' as const, process: request.params.key, ...request.query };
      const { type: _, ...measured } = await ask(services, request, asked);
      return measured;
    },
  );
  app.post(
    '/processes/:key/start-all',
    {
      schema: {
        ...secured('cases', 'Begin a case on every record that it is for and that has none', Bulk),
        ...{ params: process, headers: Once },
      },
    },
    async (request) => {
      const result = await order(services, request, { type: 'case.start-all', process: request.params.key });
      if (result.type !== 'bulk') throw new Error(`Expected a bulk, got ${result.type}.`);
      return result.bulk;
    },
  );
}
