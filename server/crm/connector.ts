/** The one interface behind which every CRM lies. `docs/connectors.md` says what each CRM can and cannot do. */
import { OPERATORS, type Operator } from '../../lib/protocol/index.ts';

export { OPERATORS, type Operator };

/**
 * What a field may hold. Dates are `2026-05-01`, moments `2026-05-01T08:30:00.000Z` in UTC, a link to another record
 * is that record's id, and what is empty is `null`.
 */
export type FieldValue = string | number | boolean | null;

/** The fields of a record by name. Fields with several values (tags, lists of records) are left out. */
export type RecordData = Record<string, FieldValue>;

export interface Condition {
  field: string;
  operator: Operator;
  value: FieldValue | FieldValue[];
}

export interface SortKey {
  field: string;
  descending: boolean;
}

/** Which records of a type. */
export interface Selection {
  type: string;
  /** None: all records. */
  conditions: Condition[];
  match: 'all' | 'any';
  /** Among equals, and without any key, the earliest created comes first. */
  sort: SortKey[];
  /** At most so many; `null`: all of them. */
  limit: number | null;
}

export const FIELD_KINDS = [
  'text',
  'long-text',
  'number',
  'integer',
  'boolean',
  'date',
  'moment',
  'choice',
  'link',
] as const;
export type FieldKind = (typeof FIELD_KINDS)[number];

export interface FieldInfo {
  name: string;
  /** As the CRM's people read it. */
  label: string;
  kind: FieldKind;
  required: boolean;
  /** False where the CRM sets the value itself. */
  writable: boolean;
  /** The values of a choice with their labels; `null` for other kinds, and where the CRM does not tell. */
  choices: { value: string; label: string }[] | null;
  /** The type that a link leads to; `null` for other kinds, and where it may lead to several. */
  target: string | null;
}

export interface CrmRecord {
  id: string;
  title: string;
  /** Its page in the CRM. */
  url: string | null;
  data: RecordData;
  /** What the records are called that its links lead to, by field, where the CRM tells. */
  titles: Record<string, string>;
}

export const AGGREGATES = ['sum', 'avg', 'min', 'max'] as const;
export type Aggregate = (typeof AGGREGATES)[number];

/** Where a reader of changes stands. Opaque: keep it as it is and give it back. */
export type ChangeCursor = string;

export interface Change {
  id: string;
  event: 'added' | 'modified';
  /** The moment that the CRM noted. */
  at: string;
}

/** What somebody may be allowed to do with records. */
export const RIGHTS = ['read', 'add', 'modify', 'delete'] as const;
export type Right = (typeof RIGHTS)[number];

/** What somebody is about to do. */
export interface Deed {
  right: Right;
  type: string;
  /** The records; none: what holds for the type alone. Without meaning for `add`. */
  ids: readonly string[];
  /** What the record is to hold, for `add`. */
  data: RecordData;
}

/**
 * Reads and writes the records of one CRM installation, in the name of one CRM user and with that user's rights.
 *
 * Types and fields have the names that the CRM's own interface gives them. Every method throws `CrmError` only, ends
 * within a time limit, and may be called concurrently.
 *
 * ```ts
 * const crm = await connections.open('desk');
 * const [first] = await crm.read(
 *   { type: 'issue', match: 'all', sort: [], limit: 1,
 *     conditions: [{ field: 'status_id', operator: 'equals', value: '1' }] },
 *   ['subject'],
 * );
 * if (first) await crm.modify('issue', first.id, { status_id: '2' });
 * ```
 */
export interface Connector {
  /** Signs in; throws `refused-credentials` or `unreachable`. */
  check(): Promise<{ user: string; version: string | null }>;

  /** The fields of a type; throws `type-unknown`. */
  describe(type: string): Promise<FieldInfo[]>;

  /** Records in the order asked for, with these fields, or with all for `null`. */
  read(selection: Selection, fields: string[] | null): Promise<CrmRecord[]>;

  /** One record; `null` when there is none of that id, or none that this user may see. */
  readOne(type: string, id: string, fields: string[] | null): Promise<CrmRecord | null>;

  /** How many records fit, whatever the limit of the selection. */
  count(selection: Selection): Promise<number>;

  /**
   * Sum, average, smallest or greatest value of a field over the records that fit, whatever the limit of the
   * selection. Empty fields do not count; `null` when none is left, but the sum of nothing is 0.
   */
  aggregate(selection: Selection, field: string, aggregate: Aggregate): Promise<FieldValue>;

  /** Adds a record and returns its id. */
  add(type: string, data: RecordData): Promise<string>;

  /** Changes these fields and no others; throws `record-unknown`. */
  modify(type: string, id: string, data: RecordData): Promise<void>;

  /** Deletes a record; throws `record-unknown`. */
  remove(type: string, id: string): Promise<void>;

  /**
   * What was added or modified since the cursor, oldest first, each record once. `null` begins now: no changes, and
   * a cursor. Nothing is missed or told twice, also of changes within one second and of transactions that end late.
   * Deletions cannot be seen this way.
   */
  changedSince(
    type: string,
    since: ChangeCursor | null,
  ): Promise<{ changes: Change[]; cursor: ChangeCursor }>;

  /**
   * Whether the CRM user of that login has the right to all of it; `null` when the CRM does not let us find out.
   * A record that is not there may count as one that is not allowed.
   */
  may(login: string, deed: Deed): Promise<boolean | null>;

  /** The page of a record in the CRM; `null` when it has none. */
  linkTo(type: string, id: string): string | null;
}
