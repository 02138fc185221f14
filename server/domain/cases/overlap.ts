/** Two active cases may not be for the same records: one record runs exactly one (behaviour 8.1). */
import { sql } from 'kysely';
import { ProtocolError } from '../../../lib/protocol/index.ts';
import type { CaseFacts, ProcessFacts } from '../../engine/port.ts';
import type { Db } from '../../store/store.ts';

interface Other {
  name: string;
  facts: CaseFacts;
}

/** The refusal of a case that is for records which another active case is for; null: there is none. */
export async function overlapOf(
  db: Db,
  { key, name, case: facts }: ProcessFacts,
): Promise<ProtocolError | null> {
  if (!facts) return null;
  const systems = await db.selectFrom('system').select(['id', 'kind']).execute();
  const { rows } = await sql<Other>`
    select definition.name, definition.facts -> 'case' as facts
    from process join definition on definition.key = process.key and definition.version = process.actual
    where process.state <> 'inactive' and process.key <> ${key} and definition.facts -> 'case' is not null
    order by process.key`.execute(db);
  for (const other of rows) {
    const shared = isSameSection(facts.section, other.facts.section, systems)
      ? sharedBy(facts, other.facts)
      : null;
    if (shared !== null)
      return new ProtocolError('case-overlap', { case: name, other: other.name, records: shared });
  }
  return null;
}

/** The same type, in the same system or in one of the kind. */
function isSameSection(
  one: string,
  other: string,
  systems: readonly { id: string; kind: string }[],
): boolean {
  if (one === other) return true;
  const [[place, type], [otherPlace, otherType]] = [parted(one), parted(other)];
  if (type !== otherType) return false;
  return systems.some(
    ({ id, kind }) => (id === place && kind === otherPlace) || (id === otherPlace && kind === place),
  );
}

function parted(section: string): [string, string] {
  const colon = section.indexOf(':');
  return [section.slice(0, colon), section.slice(colon + 1)];
}

/** Which records both are for; null: none. By different fields nobody can tell: some may be of both. */
function sharedBy(one: CaseFacts, other: CaseFacts): string | null {
  const [left, right] = [one.condition, other.condition];
  if (left === null || right === null) return `all of ${one.section}`;
  if (left.field !== right.field) return `those chosen by ${left.field} and by ${right.field}`;
  const both = left.values.filter((value) => right.values.includes(value));
  return both.length > 0 ? `those with ${left.field} ${both.join(', ')}` : null;
}
