/** Odoo 14 and later. Types are its models (`crm.lead`), ids its numbers. */
import * as z from 'zod';
import { BaseUrl } from './base-url.ts';
import { markOf, type Stamped } from './changes.ts';
import type { Deed, FieldInfo, FieldKind, FieldValue } from './connector.ts';
import { connectorOf } from './connector-of.ts';
import type { Assignment, Driver, Entry, FieldCondition, Offers, Query } from './driver.ts';
import { CrmError, orUnknown } from './errors.ts';
import type { ConnectorKind } from './kind.ts';
import { OdooRights } from './odoo-rights.ts';
import { type OdooCall, OdooRpc } from './odoo-rpc.ts';
import { readPages } from './pages.ts';

const PAGE = 500;

const Settings = z.strictObject({
  baseUrl: BaseUrl,
  database: z.string().min(1),
  user: z.string().min(1).optional(),
});
type Settings = z.infer<typeof Settings>;

const KINDS: Readonly<Record<string, FieldKind>> = {
  char: 'text',
  text: 'long-text',
  html: 'long-text',
  integer: 'integer',
  float: 'number',
  monetary: 'number',
  boolean: 'boolean',
  date: 'date',
  datetime: 'moment',
  selection: 'choice',
  many2one: 'link',
  many2one_reference: 'integer',
  reference: 'text',
};

const SET_BY_ODOO = new Set(['id', 'display_name', 'create_date', 'create_uid', 'write_date', 'write_uid']);
const WITH_ARCHIVED = { context: { active_test: false } };

/** A field with what matters for questions about it. */
interface OdooField extends FieldInfo {
  isStored: boolean;
  isSearchable: boolean;
}

const ATTRIBUTES = ['string', 'type', 'required', 'readonly', 'selection', 'relation', 'store', 'searchable'];
const Definition = z.object({
  ...{ type: z.string(), string: z.string() },
  ...{ required: z.boolean().default(false), readonly: z.boolean().default(false) },
  ...{ store: z.boolean().default(true), searchable: z.boolean().default(true) },
  relation: z.string().optional(),
  selection: z.array(z.tuple([z.union([z.string(), z.number(), z.boolean()]), z.string()])).optional(),
});
const Row = z.looseObject({ id: z.number() });
type Row = z.infer<typeof Row>;
const Rows = z.array(Row);
const Related = z.tuple([z.number(), z.string().or(z.literal(false))]);
const Scalar = z.union([z.string(), z.number(), z.boolean()]);

class OdooDriver implements Driver<OdooField> {
  readonly pageSize = () => PAGE;
  readonly offers = (): Offers<OdooField> => ({
    condition: (condition) => (canSearch(condition) ? 'whole' : 'no'),
    ...{ repeated: true, any: true },
    sort: (keys) => keys.every(({ info }) => info.isStored),
  });
  readonly #settings: Settings;
  readonly #rpc: OdooRpc;

  constructor(settings: Settings, secret: string) {
    this.#settings = settings;
    this.#rpc = new OdooRpc({ ...settings, user: settings.user ?? null, secret });
  }

  check() {
    return this.#rpc.signIn();
  }

  async readFields(type: string): Promise<OdooField[]> {
    const call = { model: type, method: 'fields_get', values: { attributes: ATTRIBUTES } };
    const definitions = await this.#rpc
      .call(call, z.record(z.string(), Definition))
      .catch((error: unknown) => refuseType(type, error));
    return Object.entries(definitions).flatMap(([name, definition]) => {
      const kind = KINDS[definition.type];
      return kind ? [fieldOf(name, kind, definition)] : [];
    });
  }

  async list(query: Query<OdooField>, fields: readonly OdooField[], offset: number, limit: number) {
    const keys = query.sort.map(({ field, descending }) => `${field} ${descending ? 'desc' : 'asc'}`);
    // Ids count up, so they tell which came first.
    const order = [...keys, 'id asc'].join(', ');
    const rows = await this.#search(query.type, domainOf(query), namesOf(fields), { offset, limit, order });
    return rows.map((row) => entryOf(row, fields));
  }

  count(query: Query<OdooField>): Promise<number> {
    return this.#count(query.type, domainOf(query));
  }

  async find(type: string, id: string, fields: readonly OdooField[]): Promise<Entry | null> {
    const [row] = await this.#search(type, [['id', '=', numberOf(id)]], namesOf(fields), WITH_ARCHIVED);
    return row ? entryOf(row, fields) : null;
  }

  async add(type: string, data: readonly Assignment<OdooField>[]): Promise<string> {
    const first: OdooCall['first'] = ['vals_list', [valuesOf(data)]];
    const [id] = await this.#rpc.call(
      { model: type, method: 'create', first, readOnly: false },
      z.tuple([z.number()]),
    );
    return String(id);
  }

  async modify(type: string, id: string, data: readonly Assignment<OdooField>[]): Promise<void> {
    await this.#change(type, id, { method: 'write', first: ['vals', valuesOf(data)] });
  }

  async remove(type: string, id: string): Promise<void> {
    await this.#change(type, id, { method: 'unlink' });
  }

  async newest(type: string): Promise<string | null> {
    const more = { ...WITH_ARCHIVED, limit: 1, order: 'write_date desc, id desc' };
    const [row] = await this.#search(type, [], ['write_date'], more);
    return row ? momentOf(row.write_date) : null;
  }

  async since(type: string, moment: string, fields: readonly OdooField[]): Promise<Stamped[]> {
    // Computed fields may be costly, and change without the record. The stamp alone is to the second.
    const names = fields.filter(({ isStored }) => isStored).map(({ name }) => name);
    const domain = [['write_date', '>=', encode('moment', moment)]];
    const page = (offset: number, limit: number) =>
      this.#search(type, domain, names, { ...WITH_ARCHIVED, offset, limit, order: 'id asc' });
    const rows = await readPages(page, null, PAGE);
    return rows.map((row) => {
      const createdAt = momentOf(row.create_date);
      const updatedAt = momentOf(row.write_date) ?? createdAt ?? moment;
      return { id: String(row.id), createdAt, updatedAt, mark: markOf(row) };
    });
  }

  async may(login: string, deed: Deed): Promise<boolean | null> {
    return orUnknown(() => new OdooRights(this.#rpc).may(login, deed));
  }

  /** The form of older versions, which newer ones still lead on to theirs. */
  linkTo(type: string, id: string): string {
    const place = new URLSearchParams({ id, model: type, view_type: 'form' });
    return `${this.#settings.baseUrl.replace(/\/+$/, '')}/web#${place}`;
  }

  #search(
    model: string,
    domain: unknown[],
    fields: string[],
    more: Record<string, unknown> = {},
  ): Promise<Row[]> {
    const values = { fields, ...more };
    return this.#rpc.call({ model, method: 'search_read', first: ['domain', domain], values }, Rows);
  }

  #count(model: string, domain: unknown[], values: Record<string, unknown> = {}): Promise<number> {
    return this.#rpc.call({ model, method: 'search_count', first: ['domain', domain], values }, z.number());
  }

  async #change(type: string, id: string, call: Pick<OdooCall, 'method' | 'first'>): Promise<void> {
    const ids = [numberOf(id)];
    if ((await this.#count(type, [['id', 'in', ids]], WITH_ARCHIVED)) === 0) {
      const text = `Expected the id of a ${type} in Odoo, got ${id}. It may have been deleted.`;
      throw new CrmError('record-unknown', text);
    }
    await this.#rpc.call({ ...call, model: type, ids, readOnly: false }, z.unknown());
  }
}

function refuseType(type: string, error: unknown): never {
  const isRefused = error instanceof CrmError && ['value-refused', 'unexpected-answer'].includes(error.code);
  if (!isRefused) throw error;
  throw new CrmError('type-unknown', `Expected a model of Odoo, such as crm.lead, got ${type}.`);
}

function fieldOf(name: string, kind: FieldKind, definition: z.infer<typeof Definition>): OdooField {
  const writable = !definition.readonly && !SET_BY_ODOO.has(name);
  const choices = definition.selection?.map(([value, label]) => ({ value: String(value), label }));
  return {
    ...{ name, kind, writable, label: definition.string },
    required: writable && definition.required,
    choices: kind === 'choice' ? (choices ?? null) : null,
    target: definition.relation ?? null,
    ...{ isStored: definition.store, isSearchable: definition.store || definition.searchable },
  };
}

const namesOf = (fields: readonly OdooField[]) => ['display_name', ...fields.map(({ name }) => name)];

function entryOf(row: Row, fields: readonly OdooField[]): Entry {
  const entry: Entry = {
    id: String(row.id),
    title: String(row.display_name || row.id),
    data: {},
    titles: {},
  };
  for (const { name, kind } of fields) {
    const related = kind === 'link' ? Related.safeParse(row[name]).data : undefined;
    entry.data[name] = related ? String(related[0]) : decode(kind, row[name]);
    if (related?.[1]) entry.titles[name] = related[1];
  }
  return entry;
}

/** What is empty is `false` in Odoo, but for booleans. */
function decode(kind: FieldKind, value: unknown): FieldValue {
  const held = Scalar.safeParse(value).data;
  if (held === undefined) return null;
  if (kind === 'boolean') return Boolean(held);
  if (held === false || held === '') return null;
  return kind === 'moment' ? momentOf(held) : held;
}

function encode(kind: FieldKind, value: FieldValue): unknown {
  if (value === null) return false;
  if (kind === 'link') return numberOf(String(value));
  if (kind === 'moment') return new Date(String(value)).toISOString().slice(0, 19).replace('T', ' ');
  return value;
}

/** `2026-05-01 08:30:00`, in UTC. */
function momentOf(value: unknown): string | null {
  return typeof value === 'string' ? new Date(`${value.replace(' ', 'T')}Z`).toISOString() : null;
}

function valuesOf(data: readonly Assignment<OdooField>[]): Record<string, unknown> {
  return Object.fromEntries(data.map(({ info, value }) => [info.name, encode(info.kind, value)]));
}

/** Odoo takes an empty number for 0. */
function canSearch({ info, operator }: FieldCondition<OdooField>): boolean {
  const isNumber = info.kind === 'number' || info.kind === 'integer';
  return info.isSearchable && !(isNumber && (operator === 'is-set' || operator === 'is-empty'));
}

/** Odoo's domains put the operator before what it joins. */
function domainOf({ conditions, match }: Query<OdooField>): unknown[] {
  const joints = conditions.slice(1).map(() => (match === 'any' ? '|' : '&'));
  return [...joints, ...conditions.flatMap(clausesOf)];
}

const COMPARED = { greater: '>', less: '<', 'at-least': '>=', 'at-most': '<=' } as const;

function clausesOf({ info, operator, value }: FieldCondition<OdooField>): unknown[] {
  const { name, kind } = info;
  const one = () => encode(kind, [value].flat()[0] ?? null);
  const pattern = () => String(value).replace(/[\\%_]/g, '\\$&');
  const isText = kind === 'text' || kind === 'long-text';
  switch (operator) {
    case 'equals':
      return [[name, '=', one()]];
    case 'not-equals':
      return kind === 'number' || kind === 'integer' || kind === 'boolean'
        ? [[name, '!=', one()]]
        : ['|', [name, '!=', one()], [name, '=', false]];
    case 'contains':
      return [[name, 'ilike', pattern()]];
    case 'starts-with':
      return [[name, '=ilike', `${pattern()}%`]];
    case 'is-empty':
      return isText ? ['|', [name, '=', false], [name, '=', '']] : [[name, '=', false]];
    case 'is-set':
      return isText ? ['&', [name, '!=', false], [name, '!=', '']] : [[name, '!=', false]];
    case 'in':
      return [[name, 'in', [value].flat().map((each) => encode(kind, each))]];
    default:
      return [[name, COMPARED[operator], one()]];
  }
}

/** An id that is no number belongs to no record, and -1 finds none. */
function numberOf(id: string): number {
  return /^\d{1,15}$/.test(id) ? Number(id) : -1;
}

export const odoo: ConnectorKind<Settings> = {
  name: 'Odoo',
  settings: Settings,
  secret: 'The password or an API key of the user; without a user an API key, which Odoo 19 takes alone.',
  verified: 'Odoo 19.0',
  make: ({ settings, secret }) => connectorOf(new OdooDriver(settings, secret ?? '')),
};
