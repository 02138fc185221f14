/** The demo CRM of this repository. */
import * as z from 'zod';
import { BaseUrl } from './base-url.ts';
import { markOf, type Stamped } from './changes.ts';
import type { Deed, FieldInfo, FieldKind, Operator, RecordData } from './connector.ts';
import { connectorOf } from './connector-of.ts';
import type { Assignment, Driver, Entry, Query } from './driver.ts';
import { CrmError } from './errors.ts';
import { Http, type HttpRequest, jsonIn } from './http.ts';
import type { ConnectorKind } from './kind.ts';
import { readPages } from './pages.ts';

const PAGE = 500;

const Settings = z.strictObject({ baseUrl: BaseUrl });

const Lead = z
  .object({ id: z.string(), createdAt: z.iso.datetime(), updatedAt: z.iso.datetime() })
  .catchall(z.union([z.string(), z.number(), z.null()]));
type Lead = z.infer<typeof Lead>;
const List = z.object({ total: z.number(), records: z.array(Lead) });
const Refusal = z.object({ error: z.object({ code: z.string(), message: z.string() }) });
const Types = z.record(
  z.string(),
  z.object({
    ...{ name: z.string(), title: z.string() },
    fields: z.array(
      z.object({
        ...{ name: z.string(), label: z.string(), kind: z.string() },
        required: z.boolean().default(false),
        choices: z.array(z.string()).optional(),
      }),
    ),
  }),
);

const KINDS: Readonly<Record<string, FieldKind>> = {
  number: 'number',
  date: 'date',
  choice: 'choice',
  long: 'long-text',
};

const OPERATORS: Readonly<Record<Operator, string>> = {
  equals: 'eq',
  'not-equals': 'ne',
  contains: 'contains',
  'starts-with': 'starts',
  greater: 'gt',
  less: 'lt',
  'at-least': 'gte',
  'at-most': 'lte',
  'is-set': 'set',
  'is-empty': 'empty',
  in: 'in',
};

class DemoDriver implements Driver {
  readonly pageSize = () => PAGE;
  readonly #baseUrl: string;
  readonly #http: Http;
  readonly #titles = new Map<string, string>();

  constructor(baseUrl: string, secret: string | null) {
    this.#baseUrl = baseUrl.replace(/\/+$/, '');
    const headers: Record<string, string> = secret === null ? {} : { Authorization: `Bearer ${secret}` };
    this.#http = new Http({ name: 'the demo CRM', baseUrl, headers, secrets: [secret] });
  }

  async check() {
    const { name } = await this.#get('/api/me', z.object({ name: z.string() }));
    return { user: name, version: null };
  }

  async readFields(type: string): Promise<FieldInfo[]> {
    const types = Object.values(await this.#get('/api/types', Types));
    const found = types.find(({ name }) => name === type);
    if (!found) {
      const known = types.map(({ name }) => name).join(', ');
      throw new CrmError('type-unknown', `Expected a type of the demo CRM (${known}), got ${type}.`);
    }
    this.#titles.set(type, found.title);
    const own = found.fields.map(({ kind, choices, ...field }): FieldInfo => {
      const labelled = choices?.map((value) => ({ value, label: value })) ?? null;
      return { ...field, kind: KINDS[kind] ?? 'text', writable: true, choices: labelled, target: null };
    });
    return [...own, stamp('createdAt', 'Created'), stamp('updatedAt', 'Changed')];
  }

  async list(query: Query, _fields: readonly FieldInfo[], offset: number, limit: number): Promise<Entry[]> {
    const { records } = await this.#page(query, offset, limit);
    return records.map((record) => this.#entry(query.type, record));
  }

  async count(query: Query): Promise<number> {
    return (await this.#page(query, 0, 0)).total;
  }

  async find(type: string, id: string): Promise<Entry | null> {
    const request = { method: 'GET', path: pathOf(type, id) };
    const answer = await this.#http.send(request);
    if (answer.status === 404) return null;
    return this.#entry(type, this.#http.parse(request, answer, Lead));
  }

  async add(type: string, data: readonly Assignment[]): Promise<string> {
    return (await this.#write(type, { method: 'POST', path: pathOf(type), body: bodyOf(data) })).id;
  }

  async modify(type: string, id: string, data: readonly Assignment[]): Promise<void> {
    await this.#write(type, { method: 'PUT', path: pathOf(type, id), body: bodyOf(data) });
  }

  async remove(type: string, id: string): Promise<void> {
    const answer = await this.#http.send({ method: 'DELETE', path: pathOf(type, id) });
    if (answer.status !== 204) this.#refuse(type, answer.text);
  }

  async newest(type: string): Promise<string | null> {
    const { records } = await this.#get(pathOf(type), List, { sort: '-updatedAt', limit: '1' });
    return records[0]?.updatedAt ?? null;
  }

  since(type: string, moment: string): Promise<Stamped[]> {
    const page = async (offset: number, limit: number) => {
      const query = { 'updatedAt[gte]': moment, offset: String(offset), limit: String(limit) };
      return (await this.#get(pathOf(type), List, query)).records;
    };
    return readPages(page, null, PAGE).then((records) =>
      records.map((record) => ({ ...record, mark: markOf(record) })),
    );
  }

  /** The same for every record there. */
  async may(login: string, { right }: Deed): Promise<boolean> {
    const path = `/api/people/${encodeURIComponent(login)}`;
    return (await this.#get(path, z.object({ rights: z.array(z.string()) }))).rights.includes(right);
  }

  linkTo(type: string, id: string): string {
    return `${this.#baseUrl}/${type}s/${encodeURIComponent(id)}`;
  }

  #page({ type, conditions, match, sort }: Query, offset: number, limit: number) {
    const query = new URLSearchParams({ match, offset: String(offset), limit: String(limit) });
    for (const { field, operator, value } of conditions) {
      query.append(`${field}[${OPERATORS[operator]}]`, [value].flat().join(','));
    }
    if (sort.length > 0) {
      query.set('sort', sort.map(({ field, descending }) => `${descending ? '-' : ''}${field}`).join(','));
    }
    return this.#get(pathOf(type), List, query);
  }

  async #get<T>(path: string, schema: z.ZodType<T>, query?: HttpRequest['query']): Promise<T> {
    const request = { method: 'GET', path, ...(query === undefined ? {} : { query }) };
    return this.#http.parse(request, await this.#http.send(request), schema);
  }

  async #write(type: string, request: HttpRequest): Promise<Lead> {
    const answer = await this.#http.send(request);
    if (answer.status >= 400) this.#refuse(type, answer.text);
    return this.#http.parse(request, answer, Lead);
  }

  #refuse(type: string, text: string): never {
    const parsed = Refusal.safeParse(jsonIn(text));
    const { code = '', message = this.#http.quote(text) } = parsed.data?.error ?? {};
    if (code === 'not_found') throw new CrmError('record-unknown', `${message} It may have been deleted.`);
    throw new CrmError('value-refused', `Expected the demo CRM to accept the ${type}, got: ${message}`);
  }

  #entry(type: string, record: Lead): Entry {
    const title = String(record[this.#titles.get(type) ?? 'name'] ?? record.id);
    const data = Object.entries(record).map(([name, value]) => [name, value === '' ? null : value]);
    return { id: record.id, title, data: Object.fromEntries(data), titles: {} };
  }
}

const pathOf = (type: string, id?: string) =>
  `/api/${encodeURIComponent(type)}s${id === undefined ? '' : `/${encodeURIComponent(id)}`}`;

/** Empty is an empty text there, but for numbers. */
function bodyOf(data: readonly Assignment[]): RecordData {
  return Object.fromEntries(
    data.map(({ info, value }) => [info.name, value === null && info.kind !== 'number' ? '' : value]),
  );
}

const stamp = (name: string, label: string): FieldInfo => ({
  ...{ name, label, kind: 'moment', required: false, writable: false, choices: null, target: null },
});

export const demo: ConnectorKind<z.infer<typeof Settings>> = {
  name: 'Demo CRM',
  settings: Settings,
  secret: 'The key of programs; it may be left empty.',
  verified: 'the demo CRM',
  make: ({ settings, secret }) => connectorOf(new DemoDriver(settings.baseUrl, secret)),
};
