/** Signals: heard by everybody who waits for them at that moment, kept for nobody (behaviour 9.1). */
import { sql } from 'kysely';
import type { User, Values } from '../../lib/protocol/index.ts';
import type { Tx } from '../store/store.ts';
import { MOST_ATTEMPTS } from './errands.ts';
import { requirePermission } from './people.ts';
import type { Surroundings } from './surroundings.ts';

/**
 * Lets every waiting instance and every start event that listens hear a signal, each by an errand of its own.
 * `except`: the instance that throws it; the engine has told those who wait within.
 */
export async function broadcast(
  tx: Tx,
  name: string,
  variables: Values,
  except: string | null = null,
): Promise<void> {
  const values = JSON.stringify(variables);
  await sql`
    with heard as (
      select 'event' as task, jsonb_build_object(
        'instance', instance, 'subscription', id, 'variables', ${values}::jsonb) as payload
      from subscription where kind = 'signal' and name = ${name} and instance is distinct from ${except}
      union all
      select 'trigger', jsonb_build_object('process', process, 'element', element, 'instance', gen_random_uuid(),
        'record', null, 'variables', ${values}::jsonb, 'businessKey', null)
      from start_trigger where kind = 'signal' and name = ${name}
    )
    select count(*) from graphile_worker.add_jobs(array(
      select row(task, payload, null, null, ${MOST_ATTEMPTS}::int, null, null, null)::graphile_worker.job_spec from heard))
    where exists (select from heard)`.execute(tx);
}

/** Throws a signal from outside, for example by REST. Needs *run processes*. */
export async function throwSignal(
  around: Surroundings,
  user: User,
  name: string,
  variables: Values = {},
): Promise<void> {
  requirePermission(user, 'run-processes');
  await around.store.db.transaction().execute((tx) => broadcast(tx, name, variables));
}
