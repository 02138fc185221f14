/** The active cases of a section, and which of them a record is for (behaviour 8.1). */
import { sql } from 'kysely';
import type { Values } from '../../../lib/protocol/index.ts';
import { stageText } from '../../actions/case-stage.ts';
import { definitionOf } from '../../cases/read-standing.ts';
import type { CaseFacts } from '../../engine/port.ts';
import type { Db } from '../../store/store.ts';
import type { Surroundings } from '../surroundings.ts';

/** A case that new records may begin. */
export interface ActiveCase {
  key: string;
  name: string;
  version: number;
  facts: CaseFacts;
}

/** Those for records of this type in this system, by key. */
export async function activeCases(
  db: Db,
  { system, type }: { system: string; type: string },
): Promise<ActiveCase[]> {
  const { rows } = await sql<ActiveCase>`
    select process.key, definition.name, definition.version, definition.facts -> 'case' as facts
    from process join definition on definition.key = process.key and definition.version = process.actual
    where process.state = 'active' and definition.facts -> 'case' ->> 'section' in (
      select ${`${system}:${type}`} union all select kind || ${`:${type}`} from system where id = ${system})
    order by process.key`.execute(db);
  return rows;
}

/** Whether the record is one that the case is for; null: its field is not known. */
export function isFor({ condition }: CaseFacts, data: Values | null): boolean | null {
  if (condition === null) return true;
  if (data === null || !Object.hasOwn(data, condition.field)) return null;
  const given = data[condition.field] ?? null;
  const value = typeof given === 'object' && given !== null ? null : stageText(given);
  return value !== null && condition.values.includes(value);
}

/** The values of the final stages of a version of a case. */
export async function finalValues(
  { store, definitions }: Surroundings,
  process: string,
  version: number,
): Promise<ReadonlySet<string>> {
  const { compiled } = await definitions.read(store.db, process, version);
  return new Set(definitionOf(compiled).stages.flatMap(({ end, value }) => (end === null ? [] : [value])));
}

/** The fields by which cases are chosen and stand. */
export function fieldsOf(cases: readonly { facts: CaseFacts }[]): string[] {
  const names = cases.flatMap(({ facts }) => [facts.stageField, facts.condition?.field ?? []].flat());
  return [...new Set(names)];
}
