/** The library: every process that is deployed, active or not. */
import { type RawBuilder, sql } from 'kysely';
import type { LibraryEntry, StartSummary } from '../../../lib/protocol/index.ts';
import type { ProcessFacts, StartTrigger } from '../../engine/port.ts';
import type { Db } from '../../store/store.ts';

/** All processes by name. */
export async function readLibrary(db: Db): Promise<LibraryEntry[]> {
  const entries = await readEntries(db, sql`true`);
  return entries.sort((one, other) => one.name.localeCompare(other.name) || (one.key < other.key ? -1 : 1));
}

/** One process; null when there is none with this key. */
export async function readEntry(db: Db, key: string): Promise<LibraryEntry | null> {
  const [entry] = await readEntries(db, sql`process.key = ${key}`);
  return entry ?? null;
}

interface EntryRow {
  key: string;
  state: LibraryEntry['state'];
  actual: number;
  quick_launch: boolean;
  facts: ProcessFacts;
  deployed_at: Date;
  deployed_by: string | null;
  deployer_name: string | null;
  versions: number;
  running: number;
  failed: number;
  next: Record<string, string> | null;
}

/** What waits is counted by the index on the status alone, in one go for all processes. */
async function readEntries(db: Db, which: RawBuilder<unknown>): Promise<LibraryEntry[]> {
  const { rows } = await sql<EntryRow>`
    select process.key, process.state, process.actual, process.quick_launch, definition.facts,
      definition.deployed_at, definition.deployed_by, account.name as deployer_name,
      (select count(*)::int from definition as one where one.key = process.key) as versions,
      coalesce(open.running, 0) as running, coalesce(open.failed, 0) as failed,
      (select json_object_agg(element, next_at) from start_trigger
        where start_trigger.process = process.key and next_at is not null) as next
    from process
    join definition on definition.key = process.key and definition.version = process.actual
    left join account on account.id = definition.deployed_by
    left join (
      select instance.process as key, count(*)::int as running,
        (count(*) filter (where status = 'error'))::int as failed
      from instance join process on process.key = instance.process
      where status in ('running', 'cancelling', 'error') and ${which} group by instance.process
    ) as open on open.key = process.key
    where ${which}`.execute(db);
  return rows.map(toEntry);
}

function toEntry(row: EntryRow): LibraryEntry {
  const { key, state, actual, versions, running, failed, facts } = row;
  const next = row.next ?? {};
  return {
    ...{ key, state, actual, versions, running, failed },
    name: facts.name,
    description: facts.description,
    language: facts.case ? 'case' : 'bpmn',
    ...(facts.names && { names: facts.names }),
    ...(facts.descriptions && { descriptions: facts.descriptions }),
    quickLaunch: row.quick_launch,
    recordTypes: facts.recordTypes,
    ...(facts.case?.condition && { condition: facts.case.condition }),
    starts: facts.starts.map((start) => toStart(start, next[start.element] ?? null)),
    deployedAt: row.deployed_at.toISOString(),
    deployedBy:
      row.deployed_by === null ? null : { id: row.deployed_by, name: row.deployer_name ?? row.deployed_by },
  };
}

function toStart({ element, name, on }: StartTrigger, next: string | null): StartSummary {
  const nextAt = next === null ? null : new Date(next).toISOString();
  return { element, name, kind: on.kind, value: wordsOf(on), nextAt };
}

/** What a list shows of it: the schedule, the name, or the record's type with the event. */
function wordsOf(on: StartTrigger['on']): string | null {
  if (on.kind === 'none') return null;
  if (on.kind === 'timer') return on.schedule.expression;
  return on.kind === 'record' ? `${on.on.type} ${on.on.event}` : on.name;
}
