/** A case begins on all records of its section that it is for and that have none (behaviour 8.2). */
import { sql } from 'kysely';
import { type Bulk, type LinkedRecord, ProtocolError, type User } from '../../../lib/protocol/index.ts';
import { RECORD_STAGE } from '../../cases/standing.ts';
import type { Connector } from '../../crm/connector.ts';
import { CrmError } from '../../crm/errors.ts';
import type { CaseFacts } from '../../engine/port.ts';
import type { StartSubject } from '../../store/bulk-tables.ts';
import type { Db, Tx } from '../../store/store.ts';
import { planItems, readBulk } from '../bulk.ts';
import { type Errands, postErrands } from '../errands.ts';
import { readActual } from '../processes.ts';
import { readStartable } from '../starts.ts';
import type { Surroundings } from '../surroundings.ts';
import { fieldsOf, finalValues } from './active.ts';
import { stageVariable } from './beginning.ts';

/**
 * Begins to start it: the bulk has no items before the CRM has been asked for the records. Throws what starting one by
 * hand throws, and `process-unknown` when the process is no case.
 */
export async function startAll(around: Surroundings, tx: Tx, user: User, process: string): Promise<Bulk> {
  const { facts } = await readStartable(tx, user, process);
  if (!facts.case) throw new ProtocolError('process-unknown', { key: process });
  const id = around.newId();
  await tx
    .insertInto('bulk')
    .values({
      ...{ id, kind: 'start', account: user.id, title: facts.name, total: 0, ended_at: null },
      ...{ detail: JSON.stringify({ kind: 'start', process, parameters: {} }), created_at: around.now() },
    })
    .execute();
  await postErrands(tx, [{ name: 'case-gather', payload: { bulk: id } }]);
  return readBulk(tx, user, id);
}

/**
 * The errand `case-gather`: finds the records and plans one start for each. A CRM that cannot be reached now is asked
 * again later; one that refuses ends the bulk with what it says.
 */
export async function gatherRecords(around: Surroundings, { bulk }: Errands['case-gather']): Promise<void> {
  const { db } = around.store;
  const found = await db.selectFrom('bulk').selectAll().where('id', '=', bulk).executeTakeFirst();
  if (!found || found.ended_at !== null || found.total > 0 || found.detail.kind !== 'start') return;
  const { process } = found.detail;
  const { facts, version } = await readActual(db, process);
  if (!facts.case) {
    // Its actual version is another one by now, which is no case.
    const { message } = new ProtocolError('process-unknown', { key: process });
    await refuse(around, bulk, { title: facts.name, problem: message });
    return;
  }
  try {
    const subjects = await subjectsOf(around, facts.case, await finalValues(around, process, version));
    await db.transaction().execute((tx) => plan(around, tx, bulk, subjects));
  } catch (fault) {
    if (!(fault instanceof CrmError) || fault.retryable) throw fault;
    await refuse(around, bulk, { title: facts.name, problem: fault.message });
  }
}

async function subjectsOf(
  around: Surroundings,
  facts: CaseFacts,
  final: ReadonlySet<string>,
): Promise<StartSubject[]> {
  const { db } = around.store;
  const subjects: StartSubject[] = [];
  const [place = '', ...rest] = facts.section.split(':');
  const type = rest.join(':');
  for (const system of await systemsOf(db, place)) {
    const crm = await around.connections.open(system);
    if (!crm) continue;
    const guided = await guidedRecords(db, { system, type });
    for (const record of await readAll(crm, type, facts)) {
      const { [RECORD_STAGE]: value } = stageVariable(facts, record.data);
      // What is long over needs no guide.
      if (guided.has(record.id) || (typeof value === 'string' && final.has(value))) continue;
      const link: LinkedRecord = { system, type, id: record.id, title: record.title, url: record.url };
      subjects.push({ ...link, gathered: true });
    }
  }
  return subjects;
}

function readAll(crm: Connector, type: string, facts: CaseFacts) {
  const { condition } = facts;
  const conditions = condition
    ? [{ field: condition.field, operator: 'in' as const, value: condition.values }]
    : [];
  return crm.read({ type, conditions, match: 'all', sort: [], limit: null }, fieldsOf([{ facts }]));
}

async function systemsOf(db: Db, place: string): Promise<string[]> {
  const rows = await db
    .selectFrom('system')
    .select('id')
    .where((where) => where.or([where('id', '=', place), where('kind', '=', place)]))
    .orderBy('id')
    .execute();
  return rows.map(({ id }) => id);
}

/** Records that a case guides, or has guided to its end; what was deleted counts as one that came to its end. */
async function guidedRecords(
  db: Db,
  { system, type }: { system: string; type: string },
): Promise<ReadonlySet<string>> {
  const { rows } = await sql<{ record: string }>`
    select record_guided.record from record_guided left join record_case using (system, type, record)
    left join instance on instance.id = record_case.instance
    where record_guided.system = ${system} and record_guided.type = ${type}
    group by record_guided.record having bool_or(instance.status is distinct from 'cancelled')`.execute(db);
  return new Set(rows.map(({ record }) => record));
}

/** Once, however often the errand runs. */
async function plan(
  around: Surroundings,
  tx: Tx,
  id: string,
  subjects: readonly StartSubject[],
): Promise<void> {
  const total = subjects.length;
  const planned = await tx
    .updateTable('bulk')
    .set({ total, ended_at: total === 0 ? around.now() : null })
    .where('id', '=', id)
    .where('total', '=', 0)
    .where('ended_at', 'is', null)
    .returning('id')
    .executeTakeFirst();
  if (planned) await planItems(around, tx, id, subjects);
}

async function refuse(
  around: Surroundings,
  bulk: string,
  { title, problem }: { title: string; problem: string },
): Promise<void> {
  await around.store.db.transaction().execute(async (tx) => {
    await tx
      .updateTable('bulk')
      .set({ total: 1, ended_at: around.now() })
      .where('id', '=', bulk)
      .where('ended_at', 'is', null)
      .execute();
    const subject = { instance: '', step: '', title };
    await tx
      .insertInto('bulk_item')
      .values({
        ...{ bulk, position: 0, subject: JSON.stringify(subject), status: 'failed', instance: null, problem },
      })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
  });
}
