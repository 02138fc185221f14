/** Routes ask and order what links ask and order: the same questions, the same answers, measured alike. */
import { randomUUID } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import * as z from 'zod';
import {
  type AdminQuery,
  type AdminQueryResult,
  Id,
  type Order,
  type OrderResult,
} from '../../../lib/protocol/index.ts';
import { userOf } from '../bearer.ts';
import type { RestServices } from './services.ts';

/** Headers of routes that change something: with the same key of the same user again, it happens once. */
export const Once = z.object({
  'idempotency-key': z.optional(Id).describe('Made by the client; the same again has no second effect'),
});

/** The answer of routes that say nothing but that it is done. */
export const Done = z.object({ done: z.boolean() });

/** Asks on behalf of who sent the request. */
export async function ask<T extends AdminQuery['type']>(
  { requests }: RestServices,
  request: FastifyRequest,
  query: Extract<AdminQuery, { type: T }>,
): Promise<Extract<AdminQueryResult, { type: T }>> {
  const answer = await requests.query(userOf(request).id, { type: 'admin', query });
  if (answer.type !== 'admin') throw new Error(`Expected the answer to ${query.type}, got ${answer.type}.`);
  return answer.result as Extract<AdminQueryResult, { type: T }>;
}

/** Orders on behalf of who sent the request, once for each key. */
export function order(
  { requests }: RestServices,
  request: FastifyRequest,
  ordered: Order,
): Promise<OrderResult> {
  return requests.order(userOf(request).id, keyOf(request), ordered);
}

/** Orders what is answered with no more than that it is done. */
export async function orderDone(
  services: RestServices,
  request: FastifyRequest,
  ordered: Order,
): Promise<z.infer<typeof Done>> {
  await order(services, request, ordered);
  return { done: true };
}

/** The client's key of a request, or one that nobody else has. */
export function keyOf({ headers }: FastifyRequest): string {
  const key = headers['idempotency-key'];
  return typeof key === 'string' ? key : randomUUID();
}
