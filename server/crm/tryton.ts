/** Tryton 6.0 and later, over JSON-RPC. Types are its models (`party.party`), ids its numbers. */
import * as z from 'zod';
import { BaseUrl } from './base-url.ts';
import { markOf, type Stamped } from './changes.ts';
import type { Deed, FieldKind, FieldValue } from './connector.ts';
import { connectorOf } from './connector-of.ts';
import type { Assignment, Driver, Entry, FieldCondition, Offers, Query } from './driver.ts';
import { CrmError, orUnknown } from './errors.ts';
import type { ConnectorKind } from './kind.ts';
import { readPages } from './pages.ts';
import { ButtonSettings, type Buttons, pressButton, TRYTON_BUTTONS } from './tryton-buttons.ts';
import { FieldDefinition, fieldsOf, type TrytonField } from './tryton-fields.ts';
import { TrytonRights } from './tryton-rights.ts';
import { decode, encode, TrytonRpc } from './tryton-rpc.ts';

const PAGE = 500;

const Settings = z.strictObject({
  baseUrl: BaseUrl,
  database: z.string().min(1),
  user: z.string().min(1),
  /** Of models that are not Tryton's own: the button for each of their states. */
  buttons: ButtonSettings.optional(),
});
type Settings = z.infer<typeof Settings>;

/** Ids count up, so they tell which came first. */
const IN_ORDER = [['id', 'ASC']];
const WITH_ARCHIVED = { context: { active_test: false } };

const Row = z.looseObject({ id: z.number() });
type Row = z.infer<typeof Row>;
const Rows = z.array(Row);
const Related = z.looseObject({ id: z.number(), rec_name: z.string().nullable() });

class TrytonDriver implements Driver<TrytonField> {
  readonly pageSize = () => PAGE;
  readonly offers = (): Offers<TrytonField> => ({
    condition: ({ info }) => (info.searchable ? 'whole' : 'no'),
    ...{ repeated: true, any: true },
    sort: (keys) => keys.every(({ info }) => info.sortable),
  });
  readonly #settings: Settings;
  readonly #rpc: TrytonRpc;
  readonly #buttons: Buttons;

  constructor(settings: Settings, password: string) {
    this.#settings = settings;
    this.#buttons = { ...TRYTON_BUTTONS, ...settings.buttons };
    this.#rpc = new TrytonRpc({ ...settings, password });
  }

  async check() {
    await this.#rpc.signIn();
    return { user: this.#settings.user, version: await this.#rpc.version() };
  }

  async readFields(type: string): Promise<TrytonField[]> {
    const definitions = await this.#rpc
      .model(type, 'fields_get', [[]], z.record(z.string(), FieldDefinition))
      .catch((error: unknown) => this.#requireType(type, error));
    return fieldsOf(definitions, this.#buttons[type]);
  }

  async list(query: Query<TrytonField>, fields: readonly TrytonField[], offset: number, limit: number) {
    const order = query.sort.map(({ field, descending }) => [field, descending ? 'DESC' : 'ASC']);
    const parameters = [domainOf(query), offset, limit, [...order, ...IN_ORDER], namesOf(fields)];
    const rows = await this.#rpc.model(query.type, 'search_read', parameters, Rows);
    return rows.map((row) => entryOf(row, fields));
  }

  count(query: Query<TrytonField>): Promise<number> {
    return this.#rpc.model(query.type, 'search_count', [domainOf(query)], z.number());
  }

  async find(type: string, id: string, fields: readonly TrytonField[]): Promise<Entry | null> {
    const parameters = [[['id', '=', numberOf(id)]], 0, 1, null, namesOf(fields)];
    const rows = await this.#rpc.model(type, 'search_read', parameters, Rows, WITH_ARCHIVED);
    return rows[0] ? entryOf(rows[0], fields) : null;
  }

  async add(type: string, data: readonly Assignment<TrytonField>[]): Promise<string> {
    const pressed = data.find(({ info }) => info.buttons !== null);
    if (pressed) {
      const text = `Expected a new ${type} without ${pressed.info.name}, got ${pressed.value}: Tryton sets it by its buttons. Add the record first, then change it.`;
      throw new CrmError('value-refused', text, { field: pressed.info.name });
    }
    const ids = await this.#write(type, 'create', [[valuesOf(data)]], z.tuple([z.number()]));
    return String(ids[0]);
  }

  async modify(type: string, id: string, data: readonly Assignment<TrytonField>[]): Promise<void> {
    await this.#requireRecord(type, id);
    const plain = data.filter(({ info }) => info.buttons === null);
    const write = () => this.#write(type, 'write', [[numberOf(id)], valuesOf(plain)], z.unknown());
    if (plain.length > 0 || data.length === 0) await write();
    for (const { info, value } of data) {
      if (info.buttons === null) continue;
      await pressButton(this.#rpc, { type, id: numberOf(id), state: String(value), buttons: info.buttons });
    }
  }

  async remove(type: string, id: string): Promise<void> {
    await this.#requireRecord(type, id);
    await this.#write(type, 'delete', [[numberOf(id)]], z.unknown());
  }

  async newest(type: string): Promise<string | null> {
    const latest = async (field: string) => {
      const parameters = [[], 0, 1, [[field, 'DESC NULLS LAST']], [field]];
      const [row] = await this.#rpc.model(type, 'search_read', parameters, Rows);
      return momentOf(row?.[field]) ?? '';
    };
    const [added, modified] = await Promise.all([latest('create_date'), latest('write_date')]);
    return (added > modified ? added : modified) || null;
  }

  async since(type: string, moment: string, fields: readonly TrytonField[]): Promise<Stamped[]> {
    const at = encode('timestamp', moment);
    const domain = ['OR', ['write_date', '>=', at], ['create_date', '>=', at]];
    // Computed fields may be costly, and change without the record. The stamp alone may be to the second.
    const names = ['_timestamp', ...fields.filter(({ sortable }) => sortable).map(({ name }) => name)];
    const page = (offset: number, limit: number) =>
      this.#rpc.model(type, 'search_read', [domain, offset, limit, IN_ORDER, names], Rows, WITH_ARCHIVED);
    const rows = await readPages(page, null, PAGE);
    return rows.map((row) => {
      const createdAt = momentOf(row.create_date);
      const updatedAt = momentOf(row.write_date) ?? createdAt ?? moment;
      return { id: String(row.id), createdAt, updatedAt, mark: markOf(row) };
    });
  }

  async may(login: string, deed: Deed): Promise<boolean | null> {
    return orUnknown(() => new TrytonRights(this.#rpc).may(login, deed));
  }

  linkTo(type: string, id: string): string {
    const base = this.#settings.baseUrl.replace(/\/+$/, '');
    return `${base}/#${encodeURIComponent(this.#settings.database)}/model/${type}/${encodeURIComponent(id)}`;
  }

  /** Turns a fault into `type-unknown` when there is no such model. */
  async #requireType(type: string, fault: unknown): Promise<never> {
    const isFault = fault instanceof CrmError && ['unexpected-answer', 'no-right'].includes(fault.code);
    const parameters = [[['model', '=', type]]];
    if (!isFault || (await this.#rpc.model('ir.model', 'search_count', parameters, z.number())) > 0)
      throw fault;
    throw new CrmError('type-unknown', `Expected a model of Tryton, such as party.party, got ${type}.`);
  }

  async #requireRecord(type: string, id: string): Promise<void> {
    const parameters = [[['id', '=', numberOf(id)]]];
    if ((await this.#rpc.model(type, 'search_count', parameters, z.number(), WITH_ARCHIVED)) > 0) return;
    throw new CrmError(
      'record-unknown',
      `Expected the id of a ${type} in Tryton, got ${id}. It may have been deleted.`,
    );
  }

  #write<T>(type: string, method: string, parameters: unknown[], schema: z.ZodType<T>): Promise<T> {
    return this.#rpc.model(type, method, parameters, schema, { readOnly: false });
  }
}

/** Fields to ask for; of links also what the other record is called. */
function namesOf(fields: readonly TrytonField[]): string[] {
  const titles = fields.filter(({ kind }) => kind === 'link').map(({ name }) => `${name}.rec_name`);
  return ['rec_name', ...fields.map(({ name }) => name), ...titles];
}

function entryOf(row: Row, fields: readonly TrytonField[]): Entry {
  const entry: Entry = { id: String(row.id), title: String(row.rec_name ?? row.id), data: {}, titles: {} };
  for (const { name, kind } of fields) {
    entry.data[name] = valueIn(kind, decode(row[name]) ?? null);
    const related = Related.safeParse(row[`${name}.`]).data;
    if (related?.rec_name) entry.titles[name] = related.rec_name;
  }
  return entry;
}

function valueIn(kind: FieldKind, value: FieldValue): FieldValue {
  if (value === null) return null;
  // On SQLite a boolean is a number.
  if (kind === 'boolean') return Boolean(value);
  return kind === 'link' ? String(value) : value;
}

function valuesOf(data: readonly Assignment<TrytonField>[]): Record<string, unknown> {
  return Object.fromEntries(data.map(({ info, value }) => [info.name, encode(info.type, value)]));
}

function domainOf({ conditions, match }: Query<TrytonField>): unknown[] {
  const clauses = conditions.map(clauseOf);
  return match === 'any' && clauses.length > 0 ? ['OR', ...clauses] : clauses;
}

const COMPARED = { greater: '>', less: '<', 'at-least': '>=', 'at-most': '<=' } as const;

function clauseOf({ info, operator, value }: FieldCondition<TrytonField>): unknown[] {
  const { name, type, kind } = info;
  const one = () => encode(type, [value].flat()[0] ?? null);
  const pattern = () => String(value).replace(/[\\%_]/g, '\\$&');
  const isText = kind === 'text' || kind === 'long-text' || kind === 'choice';
  switch (operator) {
    case 'equals':
      return [name, '=', one()];
    case 'not-equals':
      return ['OR', [name, '!=', one()], [name, '=', null]];
    case 'contains':
      return [name, 'ilike', `%${pattern()}%`];
    case 'starts-with':
      return [name, 'ilike', `${pattern()}%`];
    case 'is-empty':
      return isText ? ['OR', [name, '=', null], [name, '=', '']] : [name, '=', null];
    case 'is-set':
      return isText
        ? [
            [name, '!=', null],
            [name, '!=', ''],
          ]
        : [name, '!=', null];
    case 'in':
      return [name, 'in', [value].flat().map((each) => encode(type, each))];
    default:
      return [name, COMPARED[operator], one()];
  }
}

function momentOf(value: unknown): string | null {
  const moment = decode(value);
  return typeof moment === 'string' ? moment : null;
}

/** An id that is no number belongs to no record, and -1 finds none. */
function numberOf(id: string): number {
  return /^\d{1,15}$/.test(id) ? Number(id) : -1;
}

export const tryton: ConnectorKind<Settings> = {
  name: 'Tryton',
  settings: Settings,
  secret: 'The password of the user.',
  verified: 'Tryton 6.0',
  make: ({ settings, secret }) => connectorOf(new TrytonDriver(settings, secret ?? '')),
};
