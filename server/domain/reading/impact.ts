/** What deactivating a process would concern. */
import { sql } from 'kysely';
import { type Impact, ProtocolError } from '../../../lib/protocol/index.ts';
import type { Db } from '../../store/store.ts';
import { readCallers } from './callers.ts';
import { toPerson } from './history.ts';

const MOST_EXAMPLES = 100;

/** The instances that run and the tasks that are open; throws `process-unknown`. */
export async function readImpact(db: Db, key: string): Promise<Impact> {
  const known = await db.selectFrom('process').select('key').where('key', '=', key).executeTakeFirst();
  if (!known) throw new ProtocolError('process-unknown', { key });
  const { rows: counted } = await sql<{ instances: number; tasks: number }>`
    with open as materialized (select id from instance where process = ${key}
      and status in ('running', 'cancelling', 'error'))
    select (select count(*)::int from open) as instances, (select count(*)::int from task
      where ended_at is null and instance in (select id from open)) as tasks`.execute(db);
  const { instances = 0, tasks = 0 } = counted[0] ?? {};
  return { instances, tasks, examples: await readExamples(db, key), calledBy: await readCallers(db, key) };
}

interface ExampleRow {
  id: string;
  caption: string;
  started_at: Date;
  started_by: string | null;
  starter_name: string | null;
  tasks: number;
}

async function readExamples(db: Db, key: string): Promise<Impact['examples']> {
  const { rows } = await sql<ExampleRow>`
    select instance.id, caption, started_at, started_by, account.name as starter_name,
      (select count(*)::int from task where task.instance = instance.id and ended_at is null) as tasks
    from instance left join account on account.id = started_by
    where process = ${key} and status in ('running', 'cancelling', 'error')
    order by started_at desc, instance.id desc limit ${MOST_EXAMPLES}`.execute(db);
  return rows.map(({ id, caption, started_at, started_by, starter_name, tasks }) => {
    const startedBy = toPerson(started_by, starter_name);
    return { id, caption, startedAt: started_at.toISOString(), startedBy, tasks };
  });
}
