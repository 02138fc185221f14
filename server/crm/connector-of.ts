/** Makes a connector of a driver: names checked, values converted, pages joined, missing abilities made up for. */
import { poll } from './changes.ts';
import type { Connector, CrmRecord, FieldInfo, FieldValue, RecordData, Selection } from './connector.ts';
import type { Assignment, Driver, Entry, FieldCondition, Query } from './driver.ts';
import { CrmError } from './errors.ts';
import { Fields } from './fields.ts';
import { aggregateOf, selects, sorted } from './local.ts';
import { readPages } from './pages.ts';
import { valueFor } from './values.ts';

/** A query as the CRM can answer it, and what of it is left for us. */
interface Plan<Info extends FieldInfo> {
  native: Query<Info>;
  isWhole: boolean;
}

/** A driver that keeps the promises of the `Connector` interface. */
export function connectorOf<Info extends FieldInfo>(driver: Driver<Info>): Connector {
  return new DrivenConnector(driver);
}

class DrivenConnector<Info extends FieldInfo> implements Connector {
  readonly #driver: Driver<Info>;
  readonly #fields: Fields<Info>;
  readonly check: Connector['check'];
  readonly may: Connector['may'];
  readonly linkTo: Connector['linkTo'];

  constructor(driver: Driver<Info>) {
    this.#driver = driver;
    this.#fields = new Fields((type) => driver.readFields(type));
    this.check = () => driver.check();
    this.may = (login, deed) => driver.may(login, deed);
    this.linkTo = (type, id) => driver.linkTo(type, id);
  }

  async describe(type: string): Promise<FieldInfo[]> {
    const fields = await this.#fields.refresh(type);
    return fields.map(({ name, label, kind, required, writable, choices, target }) => {
      return { name, label, kind, required, writable, choices, target };
    });
  }

  async read(selection: Selection, names: string[] | null): Promise<CrmRecord[]> {
    const fields = await this.#wanted(selection.type, names);
    const entries = await this.#entries(selection, fields);
    return entries.map((entry) => this.#record(selection.type, entry, fields));
  }

  async readOne(type: string, id: string, names: string[] | null): Promise<CrmRecord | null> {
    const fields = await this.#wanted(type, names);
    const entry = await this.#driver.find(type, id, fields);
    return entry && this.#record(type, entry, fields);
  }

  async count(selection: Selection): Promise<number> {
    const query = await this.#query(selection);
    const plan = this.#plan(query);
    if (plan.isWhole) return this.#driver.count(query);
    return (await this.#entries({ ...selection, sort: [], limit: null }, [])).length;
  }

  async aggregate(...[selection, name, aggregate]: Parameters<Connector['aggregate']>): Promise<FieldValue> {
    const fields = await this.#fields.pick(selection.type, [name]);
    const [field] = fields;
    const isNumber = field?.kind === 'number' || field?.kind === 'integer';
    if (!isNumber && (aggregate === 'sum' || aggregate === 'avg')) {
      const text = `Expected a field with numbers for ${aggregate}, got ${name} of ${selection.type}, which holds ${field?.kind}.`;
      throw new CrmError('value-refused', text, { field: name });
    }
    const entries = await this.#entries({ ...selection, sort: [], limit: null }, fields);
    return aggregateOf(
      entries.map(({ data }) => data[name] ?? null),
      aggregate,
    );
  }

  async add(type: string, data: RecordData): Promise<string> {
    return this.#driver.add(type, await this.#assignments(type, data));
  }

  async modify(type: string, id: string, data: RecordData): Promise<void> {
    await this.#driver.modify(type, id, await this.#assignments(type, data));
  }

  async remove(type: string, id: string): Promise<void> {
    await this.#driver.remove(type, id);
  }

  async changedSince(type: string, since: string | null) {
    const fields = [...(await this.#fields.of(type)).values()];
    const source = {
      newest: () => this.#driver.newest(type),
      since: (moment: string) => this.#driver.since(type, moment, fields),
    };
    return poll(source, since);
  }

  async #wanted(type: string, names: string[] | null): Promise<Info[]> {
    return names === null ? [...(await this.#fields.of(type)).values()] : this.#fields.pick(type, names);
  }

  async #query({ type, conditions, match, sort }: Selection): Promise<Query<Info>> {
    const conditionFields = await this.#fields.pick(
      type,
      conditions.map(({ field }) => field),
    );
    const sortFields = await this.#fields.pick(
      type,
      sort.map(({ field }) => field),
    );
    return {
      ...{ type, match },
      conditions: zip(conditions, conditionFields).map(([condition, info]) => typed(type, condition, info)),
      sort: zip(sort, sortFields).map(([key, info]) => ({ ...key, info })),
    };
  }

  /** Of conditions that must all hold the CRM may check some; of those of which one is enough, all or none. */
  #plan(query: Query<Info>): Plan<Info> {
    const offers = this.#driver.offers?.(query.type);
    if (!offers) return { native: query, isWhole: true };
    const offered = query.conditions
      .filter((condition) => offers.condition(condition) !== 'no')
      .filter((one, index, all) => offers.repeated || isFirstOfField(one, index, all));
    const isPlain = query.match === 'all' || query.conditions.length < 2;
    const hasAll = offered.length === query.conditions.length;
    const conditions = isPlain || (hasAll && offers.any) ? offered : [];
    const hasOrder = query.sort.length === 0 || offers.sort(query.sort);
    const isExact = query.conditions.every((condition) => offers.condition(condition) === 'whole');
    return {
      native: { ...query, conditions, sort: hasOrder ? query.sort : [] },
      isWhole: conditions.length === query.conditions.length && isExact && hasOrder,
    };
  }

  async #entries(selection: Selection, fields: readonly Info[]): Promise<Entry[]> {
    const query = await this.#query(selection);
    const { native, isWhole } = this.#plan(query);
    const needed = isWhole ? fields : withFieldsOf(query, fields);
    const pageSize = this.#driver.pageSize(selection.type);
    const page = (offset: number, limit: number) => this.#driver.list(native, needed, offset, limit);
    if (isWhole) return readPages(page, selection.limit, pageSize);
    const all = await readPages(page, null, pageSize);
    const found = all.filter(({ data }) => selects(query, data));
    return sorted(found, query.sort).slice(0, selection.limit ?? undefined);
  }

  #record(type: string, entry: Entry, fields: readonly Info[]): CrmRecord {
    const names = new Set(fields.map(({ name }) => name));
    const asked = <T>(values: Record<string, T>) =>
      Object.fromEntries(Object.entries(values).filter(([name]) => names.has(name)));
    const { id, title } = entry;
    const [data, titles] = [asked(entry.data), asked(entry.titles)];
    return { id, title, url: this.#driver.linkTo(type, id), data, titles };
  }

  async #assignments(type: string, data: RecordData): Promise<Assignment<Info>[]> {
    const fields = await this.#fields.pick(type, Object.keys(data));
    return zip(Object.values(data), fields).map(([value, info]) => {
      if (info.writable) return { info, value: valueFor(type, info, value) };
      const text = `Expected a field of ${type} that can be written, got ${info.name}, which the CRM sets itself.`;
      throw new CrmError('value-refused', text, { field: info.name });
    });
  }
}

/** The condition with its value in the kind of its field. */
function typed<Info extends FieldInfo>(
  type: string,
  { field, operator, value }: Selection['conditions'][number],
  info: Info,
): FieldCondition<Info> {
  if (operator === 'is-set' || operator === 'is-empty') return { field, operator, value: null, info };
  if (operator === 'in') {
    return { field, operator, value: [value].flat().map((one) => valueFor(type, info, one)), info };
  }
  const [one = null] = [value].flat();
  if (operator === 'contains' || operator === 'starts-with') {
    if (isText(info)) return { field, operator, value: String(one ?? ''), info };
    const text = `Expected a field with text for ${operator}, got ${field} of ${type}, which holds ${info.kind}.`;
    throw new CrmError('value-refused', text, { field });
  }
  const wanted = valueFor(type, info, one);
  const isEmpty = wanted === null || wanted === '';
  if (isEmpty && operator === 'equals') return { field, operator: 'is-empty', value: null, info };
  if (isEmpty && operator === 'not-equals') return { field, operator: 'is-set', value: null, info };
  if (!isEmpty) return { field, operator, value: wanted, info };
  const text = `Expected a value to compare ${field} of ${type} with, got none.`;
  throw new CrmError('value-refused', text, { field });
}

function isText({ kind }: FieldInfo): boolean {
  return kind === 'text' || kind === 'long-text' || kind === 'choice';
}

function isFirstOfField(one: { field: string }, index: number, all: readonly { field: string }[]): boolean {
  return all.findIndex(({ field }) => field === one.field) === index;
}

function withFieldsOf<Info extends FieldInfo>(query: Query<Info>, fields: readonly Info[]): Info[] {
  const needed = [
    ...fields,
    ...query.conditions.map(({ info }) => info),
    ...query.sort.map(({ info }) => info),
  ];
  return [...new Map(needed.map((info) => [info.name, info])).values()];
}

function zip<A, B>(left: readonly A[], right: readonly B[]): [A, B][] {
  return left.flatMap((one, index) => {
    const other = right[index];
    return other === undefined ? [] : [[one, other] as [A, B]];
  });
}
