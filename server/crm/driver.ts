/** What differs from CRM to CRM. `connector-of.ts` makes a connector of it and does what all have in common. */

import type { Stamped } from './changes.ts';
import type { Condition, Connector, FieldInfo, FieldValue, RecordData, SortKey } from './connector.ts';

/** A condition whose field is known and whose value fits the field's kind. */
export interface FieldCondition<Info extends FieldInfo = FieldInfo> extends Condition {
  info: Info;
}

export interface FieldSort<Info extends FieldInfo = FieldInfo> extends SortKey {
  info: Info;
}

/** A selection whose fields are known. An empty `sort` means: earliest created first. */
export interface Query<Info extends FieldInfo = FieldInfo> {
  type: string;
  conditions: FieldCondition<Info>[];
  match: 'all' | 'any';
  sort: FieldSort<Info>[];
}

/** A record as a driver reads it. */
export interface Entry {
  id: string;
  title: string;
  data: RecordData;
  titles: Record<string, string>;
}

/** A field and the value to write into it. */
export interface Assignment<Info extends FieldInfo = FieldInfo> {
  info: Info;
  value: FieldValue;
}

/** What a CRM can do by itself; the rest is worked out here over all records that it gives. */
export interface Offers<Info extends FieldInfo = FieldInfo> {
  /** `narrows`: it leaves out some records that do not fit, and none that do. */
  condition(condition: FieldCondition<Info>): 'whole' | 'narrows' | 'no';
  /** Several conditions on one field. */
  repeated: boolean;
  /** Conditions of which one is enough. */
  any: boolean;
  sort(keys: readonly FieldSort<Info>[]): boolean;
}

/** One CRM installation. Fields are known, values have the right kind; throws `CrmError` only. */
export interface Driver<Info extends FieldInfo = FieldInfo> {
  /** Records to ask for in one request. */
  pageSize(type: string): number;
  /** Missing: every condition, match and order. */
  offers?(type: string): Offers<Info>;
  check: Connector['check'];
  /** Throws `type-unknown`. */
  readFields(type: string): Promise<Info[]>;
  /** Records of a query in its order, among equals the earliest created first. */
  list(query: Query<Info>, fields: readonly Info[], offset: number, limit: number): Promise<Entry[]>;
  count(query: Query<Info>): Promise<number>;
  find(type: string, id: string, fields: readonly Info[]): Promise<Entry | null>;
  add(type: string, data: readonly Assignment<Info>[]): Promise<string>;
  /** Throws `record-unknown`. */
  modify(type: string, id: string, data: readonly Assignment<Info>[]): Promise<void>;
  /** Throws `record-unknown`. */
  remove(type: string, id: string): Promise<void>;
  /** When a record of the type was last added or modified; `null` when there is none. */
  newest(type: string): Promise<string | null>;
  /** All records added or modified at this moment or later; `fields` are all of the type, to make marks of. */
  since(type: string, moment: string, fields: readonly Info[]): Promise<Stamped[]>;
  may: Connector['may'];
  linkTo: Connector['linkTo'];
}
