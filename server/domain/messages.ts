/** Messages: for one instance, or for those of one business key, or to start with. */
import { sql } from 'kysely';
import type { User, Values } from '../../lib/protocol/index.ts';
import type { Tx } from '../store/store.ts';
import { postErrands } from './errands.ts';
import { requirePermission } from './people.ts';
import type { Surroundings } from './surroundings.ts';

/** Whom a message is for: everybody who waits for it in one instance, or in those with a business key. */
export interface Message {
  name: string;
  instance: string | null;
  businessKey: string | null;
  variables: Values;
}

/** How many heard it. */
export interface Delivery {
  continued: number;
  started: number;
}

/**
 * Delivers a message, each waiter by an errand of its own. One that names no instance and that nobody waits
 * for starts the processes that begin with it. One that names neither an instance nor a business key is for
 * every waiter.
 */
export async function deliverMessage(
  tx: Tx,
  { name, instance, businessKey, variables }: Message,
): Promise<Delivery> {
  const { rows: waiting } = await sql<{ instance: string; id: string }>`
    select subscription.instance, subscription.id from subscription join instance on instance.id = subscription.instance
    where kind = 'message' and subscription.name = ${name}
      and (${instance}::text is null or instance.id = ${instance})
      and (${businessKey}::text is null or instance.business_key = ${businessKey})`.execute(tx);
  await postErrands(
    tx,
    waiting.map((waiter) => ({
      name: 'event',
      payload: { instance: waiter.instance, subscription: waiter.id, variables },
    })),
  );
  if (instance !== null || waiting.length > 0) return { continued: waiting.length, started: 0 };
  const starts = await tx
    .selectFrom('start_trigger')
    .select(['process', 'element'])
    .where('kind', '=', 'message')
    .where('name', '=', name)
    .execute();
  await postErrands(
    tx,
    starts.map((start) => ({
      name: 'trigger',
      payload: { ...start, instance: crypto.randomUUID(), record: null, variables, businessKey },
    })),
  );
  return { continued: 0, started: starts.length };
}

/** Delivers a message from outside, for example by REST. Needs *run processes*. */
export function sendMessage(around: Surroundings, user: User, message: Message): Promise<Delivery> {
  requirePermission(user, 'run-processes');
  return around.store.db.transaction().execute((tx) => deliverMessage(tx, message));
}
