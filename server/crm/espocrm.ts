/** EspoCRM 7 and later, over its REST interface. Types are its entity types (`Lead`). */
import * as z from 'zod';
import { BaseUrl } from './base-url.ts';
import { markOf, type Stamped } from './changes.ts';
import type { Deed, FieldKind, FieldValue } from './connector.ts';
import { connectorOf } from './connector-of.ts';
import type { Assignment, Driver, Entry, Offers, Query } from './driver.ts';
import { CrmError } from './errors.ts';
import { EntityDefinition, type EspoField, fieldsOf } from './espocrm-fields.ts';
import { encode, parametersOf, reachOf, whereOf } from './espocrm-where.ts';
import { Http, type HttpAnswer, type HttpRequest } from './http.ts';
import type { ConnectorKind } from './kind.ts';
import { readPages } from './pages.ts';

/** EspoCRM gives no more at once, unless it is set to. */
const PAGE = 200;
const API = '/api/v1';

const Settings = z.strictObject({
  baseUrl: BaseUrl,
  /** With a user name the secret is the password, without it the key of an API user. */
  user: z.string().min(1).optional(),
});
type Settings = z.infer<typeof Settings>;

const Row = z.looseObject({ id: z.string() });
type Row = z.infer<typeof Row>;
const List = z.object({ total: z.number(), list: z.array(Row) });
const Me = z.object({ user: z.object({ userName: z.string() }) });
const Users = z.object({
  list: z.array(z.object({ id: z.string(), type: z.string().nullish(), isActive: z.boolean().nullish() })),
});
const Scalar = z.union([z.string(), z.number(), z.boolean()]);
const Acl = z.object({ table: z.record(z.string(), z.unknown()) });
/** `all`, `team`, `own` and `no` of records; `yes` and `no` of creating them. */
const Levels = z.record(z.string(), z.string());
const ACTIONS = { read: 'read', add: 'create', modify: 'edit', delete: 'delete' } as const;

const OFFERS: Offers<EspoField> = {
  condition: reachOf,
  ...{ repeated: true, any: true },
  // It takes one key, and puts equal records the way of that key: those of a descending one newest first.
  sort: (keys) => keys.length === 1 && keys.every(({ info, descending }) => info.isStored && !descending),
};

class EspoDriver implements Driver<EspoField> {
  readonly pageSize = () => PAGE;
  readonly offers = () => OFFERS;
  readonly #baseUrl: string;
  readonly #http: Http;

  constructor({ baseUrl, user }: Settings, secret: string) {
    this.#baseUrl = baseUrl.replace(/\/+$/, '');
    const basic = Buffer.from(`${user}:${secret}`).toString('base64');
    const headers: Record<string, string> = user
      ? { Authorization: `Basic ${basic}` }
      : { 'X-Api-Key': secret };
    this.#http = new Http({ name: 'EspoCRM', baseUrl, headers, secrets: [secret, basic] });
  }

  async check() {
    return { user: (await this.#get('/App/user', Me)).user.userName, version: null };
  }

  async readFields(type: string): Promise<EspoField[]> {
    const query = { key: `entityDefs.${type}` };
    const definition = await this.#get('/Metadata', EntityDefinition.nullable().catch(null), query);
    if (definition) return fieldsOf(definition);
    const text = `Expected an entity type of EspoCRM that the user may see, such as Lead, got ${type}.`;
    throw new CrmError('type-unknown', text);
  }

  async list(query: Query<EspoField>, fields: readonly EspoField[], offset: number, limit: number) {
    const { list } = await this.#page(query, fields, offset, limit);
    return list.map((row) => entryOf(row, fields));
  }

  async count(query: Query<EspoField>): Promise<number> {
    return (await this.#page(query, [], 0, 1)).total;
  }

  async find(type: string, id: string, fields: readonly EspoField[]): Promise<Entry | null> {
    const request = { method: 'GET', path: pathOf(type, id) };
    const answer = await this.#http.send(request);
    if (answer.status === 404 || answer.status === 403) return null;
    return entryOf(this.#http.parse(request, answer, Row), fields);
  }

  async add(type: string, data: readonly Assignment<EspoField>[]): Promise<string> {
    const request = { method: 'POST', path: pathOf(type), body: bodyOf(data) };
    return this.#http.parse(request, await this.#send(type, request), Row).id;
  }

  async modify(type: string, id: string, data: readonly Assignment<EspoField>[]): Promise<void> {
    await this.#send(type, { method: 'PUT', path: pathOf(type, id), body: bodyOf(data) }, id);
  }

  async remove(type: string, id: string): Promise<void> {
    await this.#send(type, { method: 'DELETE', path: pathOf(type, id) }, id);
  }

  async newest(type: string): Promise<string | null> {
    const query = { orderBy: 'modifiedAt', order: 'desc', maxSize: '1', select: 'modifiedAt' };
    const { list } = await this.#get(`/${encodeURIComponent(type)}`, List, query);
    return list[0] ? momentOf(list[0].modifiedAt) : null;
  }

  async since(type: string, moment: string): Promise<Stamped[]> {
    const at = encode('moment', moment);
    const where = [{ type: 'greaterThanOrEquals', attribute: 'modifiedAt', value: at }];
    const page = async (offset: number, limit: number) => {
      const paging = { offset: String(offset), maxSize: String(limit), orderBy: 'createdAt', order: 'asc' };
      const query = new URLSearchParams([...parametersOf('where', where), ...Object.entries(paging)]);
      return (await this.#get(`/${encodeURIComponent(type)}`, List, query)).list;
    };
    const rows = await readPages(page, null, PAGE);
    return rows.map((row) => {
      const createdAt = momentOf(row.createdAt);
      return {
        id: row.id,
        createdAt,
        updatedAt: momentOf(row.modifiedAt) ?? createdAt ?? moment,
        mark: markOf(row),
      };
    });
  }

  /** Sure when the person's roles give all records of the type, or none; only administrators may ask. */
  async may(login: string, { right, type }: Deed): Promise<boolean | null> {
    const where = parametersOf('where', [{ type: 'equals', attribute: 'userName', value: login }]);
    const search = new URLSearchParams([...where, ['select', 'id,type,isActive']]);
    const asked = { method: 'GET', path: `${API}/User`, query: search };
    const found = await this.#http.send(asked);
    if (found.status === 403) return null;
    const [user] = this.#http.parse(asked, found, Users).list;
    if (!user || user.isActive === false) return false;
    if (user.type === 'admin') return true;
    const request = { method: 'GET', path: `${API}/User/${encodeURIComponent(user.id)}/acl` };
    const answer = await this.#http.send(request);
    if (answer.status >= 400) return null;
    const held = this.#http.parse(request, answer, Acl).table[type];
    if (held === false) return false;
    const level = Levels.safeParse(held).data?.[ACTIONS[right]];
    return level === 'all' || level === 'yes' ? true : level === 'no' ? false : null;
  }

  linkTo(type: string, id: string): string {
    return `${this.#baseUrl}/#${type}/view/${encodeURIComponent(id)}`;
  }

  async #get<T>(path: string, schema: z.ZodType<T>, query: HttpRequest['query'] = {}): Promise<T> {
    const request = { method: 'GET', path: `${API}${path}`, query };
    return this.#http.parse(request, await this.#send(path, request), schema);
  }

  #page(query: Query<EspoField>, fields: readonly EspoField[], offset: number, limit: number) {
    const attributes = fields.flatMap(({ name, titleAttribute }) =>
      titleAttribute ? [name, titleAttribute] : [name],
    );
    const [key] = query.sort;
    const parameters: [string, string][] = [
      ...whereOf(query),
      ['select', ['id', 'name', ...attributes].join(',')],
      ['orderBy', key ? orderOf(key.info) : 'createdAt'],
      ['order', 'asc'],
      ['offset', String(offset)],
      ['maxSize', String(limit)],
    ];
    return this.#get(`/${encodeURIComponent(query.type)}`, List, new URLSearchParams(parameters));
  }

  async #send(type: string, request: HttpRequest, id?: string): Promise<HttpAnswer> {
    const answer = await this.#http.send(request);
    if (answer.status < 300) return answer;
    if (answer.status === 404 && id !== undefined) {
      const text = `Expected the id of a ${type} in EspoCRM, got ${id}. It may have been deleted.`;
      throw new CrmError('record-unknown', text);
    }
    const said = this.#http.quote(answer.headers.get('x-status-reason') ?? answer.text);
    const text = `Expected EspoCRM to accept ${request.method} ${request.path}, got ${answer.status}: ${said}`;
    // 409: it found the record to be a duplicate.
    const isRefused = answer.status === 400 || answer.status === 409;
    throw new CrmError(
      isRefused ? 'value-refused' : answer.status === 403 ? 'no-right' : 'unexpected-answer',
      text,
    );
  }
}

const pathOf = (type: string, id?: string) =>
  `${API}/${encodeURIComponent(type)}${id === undefined ? '' : `/${encodeURIComponent(id)}`}`;

/** Orders name the field itself: of a link that is the name without `Id`. */
const orderOf = ({ name, kind }: EspoField) => (kind === 'link' ? name.replace(/Id$/, '') : name);

function entryOf(row: Row, fields: readonly EspoField[]): Entry {
  const entry: Entry = { id: row.id, title: String(row.name ?? row.id), data: {}, titles: {} };
  for (const { name, kind, titleAttribute } of fields) {
    entry.data[name] = decode(kind, row[name]);
    const title = titleAttribute === null ? null : row[titleAttribute];
    if (typeof title === 'string') entry.titles[name] = title;
  }
  return entry;
}

function decode(kind: FieldKind, value: unknown): FieldValue {
  const held = Scalar.safeParse(value).data;
  if (held === undefined || held === '') return null;
  // Decimals come as text where the database keeps them exactly.
  if (kind === 'number' || kind === 'integer') return Number(held);
  return kind === 'moment' ? momentOf(held) : held;
}

/** `2026-05-01 08:30:00`, in UTC. */
function momentOf(value: unknown): string | null {
  return typeof value === 'string' ? new Date(`${value.replace(' ', 'T')}Z`).toISOString() : null;
}

function bodyOf(data: readonly Assignment<EspoField>[]): Record<string, FieldValue> {
  return Object.fromEntries(data.map(({ info, value }) => [info.name, encode(info.kind, value)]));
}

export const espocrm: ConnectorKind<Settings> = {
  name: 'EspoCRM',
  settings: Settings,
  secret: 'The API key of an API user; the password when a user is named.',
  verified: null,
  make: ({ settings, secret }) => connectorOf(new EspoDriver(settings, secret ?? '')),
};
