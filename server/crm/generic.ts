/** Any CRM whose REST interface a file describes; see `generic-description.ts`. */
import * as z from 'zod';
import { BaseUrl } from './base-url.ts';
import { markOf, type Stamped } from './changes.ts';
import type { FieldKind, FieldValue } from './connector.ts';
import { connectorOf } from './connector-of.ts';
import type { Assignment, Driver, Entry, Offers, Query } from './driver.ts';
import { CrmError } from './errors.ts';
import { Description, type GenericType } from './generic-description.ts';
import {
  abilitiesOf,
  type DescribedField,
  offersOf,
  pageOf,
  pageSizeOf,
  parametersOf,
} from './generic-query.ts';
import { Http, type HttpAnswer, type HttpRequest, jsonIn } from './http.ts';
import type { ConnectorKind } from './kind.ts';
import { readPages } from './pages.ts';

const Settings = z.strictObject({
  baseUrl: BaseUrl,
  user: z.string().min(1).optional(),
  description: Description,
});
type Settings = z.infer<typeof Settings>;

const Items = z.array(z.looseObject({}));
const Scalar = z.union([z.string(), z.number(), z.boolean()]);
type Item = Record<string, unknown>;

class GenericDriver implements Driver<DescribedField> {
  readonly #description: Description;
  readonly #baseUrl: string;
  readonly #http: Http;
  readonly #authQuery: [string, string][];

  constructor({ baseUrl, user, description }: Settings, secret: string) {
    const { auth, name } = description;
    const basic = Buffer.from(`${user ?? ''}:${secret}`).toString('base64');
    this.#description = description;
    this.#baseUrl = baseUrl.replace(/\/+$/, '');
    this.#authQuery = auth.type === 'query' ? [[auth.name, secret]] : [];
    const headers = headersOf(auth, secret, basic);
    this.#http = new Http({ name, baseUrl, headers, secrets: [secret, basic] });
  }

  pageSize(type: string): number {
    return pageSizeOf(abilitiesOf(this.#description, this.#type(type)));
  }

  offers(type: string): Offers<DescribedField> {
    return offersOf(abilitiesOf(this.#description, this.#type(type)));
  }

  async check() {
    const { path, user } = this.#description.check;
    const request = { method: 'GET', path };
    const found = Scalar.safeParse(at(await this.#body(request, await this.#send(request)), user));
    if (found.success) return { user: String(found.data), version: null };
    throw this.#http.unexpected(request, `an answer without a text at ${user}`);
  }

  async readFields(type: string): Promise<DescribedField[]> {
    return Object.entries(this.#type(type).fields).map(([name, described]) => {
      const { kind, label = name, required, writable, choices, target = null } = described;
      const listed = Object.entries(choices ?? {}).map(([value, text]) => ({ value, label: text }));
      return { name, kind, label, required, writable, choices: choices ? listed : null, target, described };
    });
  }

  async list(query: Query<DescribedField>, fields: readonly DescribedField[], offset: number, limit: number) {
    const { items } = await this.#page(query, offset, limit);
    return items.map((item) => this.#entry(query.type, item, fields));
  }

  async count(query: Query<DescribedField>): Promise<number> {
    const { total } = await this.#page(query, 0, 1);
    return total ?? (await this.#all(query)).length;
  }

  async find(type: string, id: string, fields: readonly DescribedField[]): Promise<Entry | null> {
    const { path, item } = this.#type(type).get;
    const request = { method: 'GET', path: withId(path, id) };
    const answer = await this.#send(request);
    if (answer.status === 404) return null;
    const found = z.looseObject({}).safeParse(at(await this.#body(request, answer), item));
    if (found.success) return this.#entry(type, found.data, fields);
    throw this.#http.unexpected(request, `an answer without a record at ${item || 'its top'}`);
  }

  async add(type: string, data: readonly Assignment<DescribedField>[]): Promise<string> {
    const create = this.#type(type).create ?? this.#notOffered('create', type);
    const request = { method: create.method, path: create.path, body: this.#sent(create.wrap, data) };
    const id = Scalar.safeParse(at(await this.#body(request, await this.#send(request)), create.id));
    if (id.success) return String(id.data);
    throw this.#http.unexpected(request, `an answer without the new id at ${create.id}`);
  }

  async modify(type: string, id: string, data: readonly Assignment<DescribedField>[]): Promise<void> {
    const update = this.#type(type).update ?? this.#notOffered('update', type);
    const body = this.#sent(update.wrap, data);
    await this.#change(type, id, { method: update.method, path: withId(update.path, id), body });
  }

  async remove(type: string, id: string): Promise<void> {
    const { method, path } = this.#type(type).delete ?? this.#notOffered('delete', type);
    await this.#change(type, id, { method, path: withId(path, id) });
  }

  async newest(type: string): Promise<string | null> {
    const info = await this.#updatedAt(type);
    const sort = [{ field: info.name, descending: true, info }];
    if (!this.offers(type).sort(sort)) {
      const all = await this.since(type, new Date(0).toISOString());
      return (
        all
          .map(({ updatedAt }) => updatedAt)
          .sort()
          .at(-1) ?? null
      );
    }
    const query: Query<DescribedField> = { type, conditions: [], match: 'all', sort };
    const [newest] = (await this.#page(query, 0, 1)).items;
    return newest ? momentAt(newest, info) : null;
  }

  async since(type: string, moment: string): Promise<Stamped[]> {
    const info = await this.#updatedAt(type);
    const condition = { field: info.name, operator: 'at-least', value: moment, info } as const;
    const conditions = this.offers(type).condition(condition) === 'no' ? [] : [condition];
    const { createdAt, id } = this.#type(type);
    const created = (await this.readFields(type)).find(({ name }) => name === createdAt);
    const items = await this.#all({ type, conditions, match: 'all', sort: [] });
    const stamped = items.map((item) => ({
      id: String(at(item, id)),
      createdAt: created ? momentAt(item, created) : null,
      updatedAt: momentAt(item, info) ?? moment,
      mark: markOf(item),
    }));
    return stamped.filter(({ updatedAt }) => updatedAt >= moment);
  }

  /** No file describes whom a CRM lets see what. */
  async may(): Promise<null> {
    return null;
  }

  linkTo(type: string, id: string): string | null {
    const page = this.#description.types[type]?.page;
    return page === undefined ? null : `${this.#baseUrl}${withId(page, id)}`;
  }

  #type(type: string): GenericType {
    const { types, name } = this.#description;
    const found = Object.hasOwn(types, type) ? types[type] : undefined;
    if (found) return found;
    const known = Object.keys(types).join(', ');
    throw new CrmError(
      'type-unknown',
      `Expected a type that is described for ${name} (${known}), got ${type}.`,
    );
  }

  async #updatedAt(type: string): Promise<DescribedField> {
    const { updatedAt } = this.#type(type);
    const info = (await this.readFields(type)).find(({ name }) => name === updatedAt);
    return info ?? this.#notOffered('updatedAt', type);
  }

  #notOffered(what: string, type: string): never {
    const { name } = this.#description;
    const text = `Expected the description of ${name} to have ${what} for ${type}, got none. Add it, or do without.`;
    throw new CrmError('not-offered', text);
  }

  /** Adds the key to the query, where that is its place. */
  #send(request: HttpRequest): Promise<HttpAnswer> {
    const query = new URLSearchParams([...new URLSearchParams(request.query), ...this.#authQuery]);
    return this.#http.send({ ...request, query });
  }

  async #body(request: HttpRequest, answer: HttpAnswer): Promise<unknown> {
    if (answer.status < 300) return this.#http.parse(request, answer, z.unknown());
    throw this.#refusal(request, answer);
  }

  async #change(type: string, id: string, request: HttpRequest): Promise<void> {
    const answer = await this.#send(request);
    if (answer.status < 300) return;
    if (answer.status !== 404) throw this.#refusal(request, answer);
    const text = `Expected the id of a ${type} in ${this.#description.name}, got ${id}. It may have been deleted.`;
    throw new CrmError('record-unknown', text);
  }

  #refusal({ method, path }: HttpRequest, { status, text }: HttpAnswer): CrmError {
    const { name, error } = this.#description;
    const said = error === undefined ? text : at(jsonIn(text), error);
    const got = this.#http.quote(typeof said === 'string' ? said : text);
    const told = `Expected ${name} to accept ${method} ${path}, got ${status}: ${got}`;
    return new CrmError(status === 403 ? 'no-right' : 'value-refused', told);
  }

  async #page(query: Query<DescribedField>, offset: number, limit: number) {
    const type = this.#type(query.type);
    const abilities = abilitiesOf(this.#description, type);
    const { pairs, from, limit: wanted } = pageOf(abilities, offset, limit);
    const all = new URLSearchParams([...parametersOf(type, abilities, query), ...pairs]);
    const request = { method: 'GET', path: type.list.path, query: all };
    const body = await this.#body(request, await this.#send(request));
    const items = Items.safeParse(at(body, type.list.items));
    if (!items.success) throw this.#http.unexpected(request, `no list at ${type.list.items || 'the top'}`);
    const total = type.list.total === undefined ? null : Number(at(body, type.list.total));
    return { total, items: items.data.slice(from, from + wanted) };
  }

  #all(query: Query<DescribedField>): Promise<Item[]> {
    const page = async (offset: number, limit: number) => (await this.#page(query, offset, limit)).items;
    return readPages<Item>(page, null, this.pageSize(query.type));
  }

  #entry(type: string, item: Item, fields: readonly DescribedField[]): Entry {
    const { id, title } = this.#type(type);
    const entry: Entry = {
      id: String(at(item, id)),
      title: String(at(item, title) ?? ''),
      data: {},
      titles: {},
    };
    for (const { name, kind, described } of fields) {
      entry.data[name] = valueIn(kind, at(item, described.path ?? name));
      const linked = described.titlePath === undefined ? undefined : at(item, described.titlePath);
      if (typeof linked === 'string') entry.titles[name] = linked;
    }
    return entry;
  }

  #sent(wrap: string | undefined, data: readonly Assignment<DescribedField>[]): Item {
    const { empty } = this.#description;
    const values = Object.fromEntries(
      data.map(({ info, value }) => [info.described.send ?? info.name, value ?? empty]),
    );
    return wrap === undefined ? values : { [wrap]: values };
  }
}

function headersOf(auth: Description['auth'], secret: string, basic: string): Record<string, string> {
  if (auth.type === 'bearer') return { Authorization: `Bearer ${secret}` };
  if (auth.type === 'basic') return { Authorization: `Basic ${basic}` };
  return auth.type === 'header' ? { [auth.name]: auth.value.replace('{secret}', () => secret) } : {};
}

const withId = (path: string, id: string) => path.replace('{id}', () => encodeURIComponent(id));

/** What stands at a path of keys; `undefined` when nothing does. */
function at(value: unknown, path: string): unknown {
  if (path === '') return value;
  return path.split('.').reduce<unknown>((held, key) => {
    const isThere = typeof held === 'object' && held !== null && Object.hasOwn(held, key);
    return isThere ? (held as Item)[key] : undefined;
  }, value);
}

function valueIn(kind: FieldKind, value: unknown): FieldValue {
  const held = Scalar.safeParse(value).data;
  if (held === undefined || held === '') return null;
  if (kind === 'number' || kind === 'integer') return Number.isNaN(Number(held)) ? null : Number(held);
  if (kind === 'boolean') return held === true || held === 1 || held === '1' || held === 'true';
  if (kind === 'date') return String(held).slice(0, 10);
  return kind === 'moment' ? momentIn(held) : String(held);
}

/** A moment as ISO text with its zone, or without one in UTC, or in milliseconds. */
function momentIn(held: string | number | boolean): string | null {
  const text =
    typeof held === 'string' && !/(?:Z|[+-]\d\d:?\d\d)$/.test(held) ? `${held.replace(' ', 'T')}Z` : held;
  const moment = new Date(typeof text === 'boolean' ? Number.NaN : text);
  return Number.isNaN(moment.getTime()) ? null : moment.toISOString();
}

function momentAt(item: Item, { name, described }: DescribedField): string | null {
  const value = valueIn('moment', at(item, described.path ?? name));
  return typeof value === 'string' ? value : null;
}

export const generic: ConnectorKind<Settings> = {
  name: 'Generic REST',
  settings: Settings,
  secret: 'The key or password, as the description says how it is sent.',
  verified: 'the demo CRM and on Redmine 5.0',
  make: ({ settings, secret }) => connectorOf(new GenericDriver(settings, secret ?? '')),
};
