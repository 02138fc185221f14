/** A CRM in memory that keeps the promises of the interface, as far as actions use them. */
import type {
  Aggregate,
  Change,
  Condition,
  Connector,
  CrmRecord,
  Deed,
  FieldValue,
  RecordData,
  Right,
  Selection,
} from '../../crm/connector.ts';
import { CrmError } from '../../crm/errors.ts';

export class MemoryCrm implements Connector {
  /** Every request fails with it while it is set. */
  fault: CrmError | null = null;
  /** What everybody may do; what is not there cannot be found out. */
  rights: Partial<Record<Right, boolean>> = {};
  /** Which rights have been asked for. */
  readonly asked: { login: string; right: Right; ids: string[] }[] = [];
  readonly #type: string;
  readonly #records = new Map<string, RecordData>();
  #last = 0;

  constructor(type: string, records: readonly RecordData[]) {
    this.#type = type;
    for (const data of records) this.#put(data);
  }

  names(): FieldValue[] {
    return [...this.#records.values()].map(({ name }) => name ?? null);
  }

  async check() {
    this.#reach();
    return { user: 'memory', version: null };
  }

  async describe() {
    this.#reach();
    const names = [...this.#records.values()].flatMap((data) => Object.keys(data));
    return [...new Set(['id', ...names])].map((name) => ({
      ...{ name, label: name, kind: 'text' as const, required: false, writable: true },
      ...{ choices: null, target: null },
    }));
  }

  async read({ conditions, sort, limit }: Selection, fields: string[] | null): Promise<CrmRecord[]> {
    const found = this.#fitting(conditions);
    for (const { field, descending } of sort.toReversed())
      found.sort((one, other) => (descending ? -1 : 1) * compared(one.data[field], other.data[field]));
    return found
      .slice(0, limit ?? found.length)
      .map((record) => ({ ...record, data: only(record.data, fields) }));
  }

  async readOne(_type: string, id: string, fields: string[] | null): Promise<CrmRecord | null> {
    this.#reach();
    const data = this.#records.get(id);
    return data ? { ...this.#recordOf(id, data), data: only({ ...data }, fields) } : null;
  }

  async count({ conditions }: Selection): Promise<number> {
    return this.#fitting(conditions).length;
  }

  async aggregate({ conditions }: Selection, field: string, aggregate: Aggregate): Promise<FieldValue> {
    const values = this.#fitting(conditions)
      .map(({ data }) => data[field])
      .filter((value) => typeof value === 'number');
    const sum = values.reduce((total, value) => total + value, 0);
    if (aggregate === 'sum') return sum;
    if (values.length === 0) return null;
    if (aggregate === 'avg') return sum / values.length;
    return aggregate === 'min' ? Math.min(...values) : Math.max(...values);
  }

  async add(_type: string, data: RecordData): Promise<string> {
    this.#reach();
    return this.#put(data);
  }

  async modify(_type: string, id: string, data: RecordData): Promise<void> {
    this.#records.set(id, { ...this.#known(id), ...data });
  }

  async remove(_type: string, id: string): Promise<void> {
    this.#known(id);
    this.#records.delete(id);
  }

  async changedSince(_type: string, _since: string | null): Promise<{ changes: Change[]; cursor: string }> {
    this.#reach();
    return { changes: [], cursor: '' };
  }

  async may(login: string, { right, ids }: Deed): Promise<boolean | null> {
    this.#reach();
    this.asked.push({ login, right, ids: [...ids] });
    return this.rights[right] ?? null;
  }

  linkTo(type: string, id: string): string {
    return `https://crm.example/${type}/${id}`;
  }

  #recordOf(id: string, data: RecordData): CrmRecord {
    return { id, title: String(data.name), url: this.linkTo(this.#type, id), titles: {}, data: { ...data } };
  }

  #put(data: RecordData): string {
    this.#last += 1;
    this.#records.set(String(this.#last), data);
    return String(this.#last);
  }

  #reach(): void {
    if (this.fault) throw this.fault;
  }

  #known(id: string): RecordData {
    this.#reach();
    const data = this.#records.get(id);
    if (data) return data;
    throw new CrmError('record-unknown', `Expected a ${this.#type}, got none with the id ${id}.`);
  }

  #fitting(conditions: readonly Condition[]): CrmRecord[] {
    this.#reach();
    return [...this.#records]
      .map(([id, data]) => this.#recordOf(id, data))
      .filter(({ data }) => conditions.every((condition) => fits(data, condition)));
  }
}

function fits(data: RecordData, { field, operator, value }: Condition): boolean {
  const own = data[field] ?? null;
  switch (operator) {
    case 'equals':
      return own === value;
    case 'not-equals':
      return own !== value;
    case 'contains':
      return String(own ?? '')
        .toLowerCase()
        .includes(String(value).toLowerCase());
    case 'starts-with':
      return String(own).startsWith(String(value));
    case 'greater':
      return own !== null && compared(own, value as FieldValue) > 0;
    case 'less':
      return own !== null && compared(own, value as FieldValue) < 0;
    case 'at-least':
      return own !== null && compared(own, value as FieldValue) >= 0;
    case 'at-most':
      return own !== null && compared(own, value as FieldValue) <= 0;
    case 'is-set':
      return own !== null;
    case 'is-empty':
      return own === null;
    case 'in':
      return Array.isArray(value) && value.includes(own);
  }
}

function compared(one: FieldValue | undefined, other: FieldValue | undefined): number {
  if (typeof one === 'number' && typeof other === 'number') return one - other;
  return String(one ?? '').localeCompare(String(other ?? ''));
}

function only(data: RecordData, fields: string[] | null): RecordData {
  if (fields === null) return data;
  return Object.fromEntries(fields.map((field) => [field, data[field] ?? null]));
}
