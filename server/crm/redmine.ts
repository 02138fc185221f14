/** Redmine 5 and later, over its REST interface. Types: see `redmine-types.ts`. */
import * as z from 'zod';
import { BaseUrl } from './base-url.ts';
import { markOf, type Stamped } from './changes.ts';
import type { Deed, FieldValue } from './connector.ts';
import { connectorOf } from './connector-of.ts';
import type { Assignment, Driver, Entry, FieldCondition, Offers, Query } from './driver.ts';
import { CrmError } from './errors.ts';
import { Http, type HttpAnswer, type HttpRequest, jsonIn } from './http.ts';
import type { ConnectorKind } from './kind.ts';
import { readPages } from './pages.ts';
import { canSort, queryOf, reachOf } from './redmine-filters.ts';
import { RedmineRights } from './redmine-rights.ts';
import { customFieldOf, REDMINE_TYPES, type RedmineField, type RedmineType } from './redmine-types.ts';

/** Redmine gives no more at once. */
const PAGE = 100;

const Settings = z.strictObject({
  baseUrl: BaseUrl,
  /** With a login the secret is the password, without it the key of the interface. */
  user: z.string().min(1).optional(),
});
type Settings = z.infer<typeof Settings>;

const Thing = z.looseObject({ id: z.number() });
type Thing = z.infer<typeof Thing>;
const Reference = z.object({ id: z.number(), name: z.string().optional() });
const Customs = z.array(z.object({ id: z.number(), value: z.unknown() }));
const Refusal = z.object({ errors: z.array(z.string()) });
const Me = z.object({ user: z.object({ login: z.string(), admin: z.boolean().default(false) }) });
const CustomFields = z.object({
  custom_fields: z.array(
    z.object({
      ...{ id: z.number(), name: z.string(), field_format: z.string(), customized_type: z.string() },
      ...{ is_required: z.boolean().optional(), is_filter: z.boolean().optional() },
      multiple: z.boolean().optional(),
      possible_values: z.array(z.object({ value: z.string(), label: z.string().optional() })).optional(),
    }),
  ),
});

const OFFERS: Offers<RedmineField> = { condition: reachOf, repeated: false, any: false, sort: canSort };

class RedmineDriver implements Driver<RedmineField> {
  readonly pageSize = () => PAGE;
  readonly offers = () => OFFERS;
  readonly #baseUrl: string;
  readonly #http: Http;

  constructor({ baseUrl, user }: Settings, secret: string) {
    this.#baseUrl = baseUrl.replace(/\/+$/, '');
    const basic = Buffer.from(`${user}:${secret}`).toString('base64');
    const headers: Record<string, string> = user
      ? { Authorization: `Basic ${basic}` }
      : { 'X-Redmine-API-Key': secret };
    this.#http = new Http({ name: 'Redmine', baseUrl, headers, secrets: [secret, basic] });
  }

  async check() {
    return { user: (await this.#me()).login, version: null };
  }

  async readFields(type: string): Promise<RedmineField[]> {
    const { fields, choices, customized } = typeOf(type);
    const own = fields.map(async (field) => {
      const source = choices[field.name];
      if (!source) return field;
      const list = z.object({ [source.key]: z.array(z.object({ id: z.number(), name: z.string() })) });
      const held = (await this.#get(source.path, list))[source.key] ?? [];
      return { ...field, choices: held.map(({ id, name }) => ({ value: String(id), label: name })) };
    });
    return [...(await Promise.all(own)), ...(await this.#customFields(customized))];
  }

  async list(query: Query<RedmineField>, fields: readonly RedmineField[], offset: number, limit: number) {
    const { things } = await this.#page(
      query.type,
      queryOf(query.type, query.conditions, query.sort),
      offset,
      limit,
    );
    return things.map((thing) => entryOf(query.type, thing, fields));
  }

  async count(query: Query<RedmineField>): Promise<number> {
    return (await this.#page(query.type, queryOf(query.type, query.conditions, []), 0, 1)).total;
  }

  async find(type: string, id: string, fields: readonly RedmineField[]): Promise<Entry | null> {
    const thing = await this.#thing(type, id);
    return thing && entryOf(type, thing, fields);
  }

  async add(type: string, data: readonly Assignment<RedmineField>[]): Promise<string> {
    const { path, one } = typeOf(type);
    const request = { method: 'POST', path: `${path}.json`, body: { [one]: bodyOf(data) } };
    const answer = await this.#send(type, request);
    const added = this.#http.parse(request, answer, z.object({ [one]: Thing }))[one];
    return String(added?.id);
  }

  async modify(type: string, id: string, data: readonly Assignment<RedmineField>[]): Promise<void> {
    const body = { [typeOf(type).one]: bodyOf(data) };
    await this.#send(type, { method: 'PUT', path: pathOf(type, id), body }, id);
    await this.#requireTaken(type, id, data);
  }

  async remove(type: string, id: string): Promise<void> {
    await this.#send(type, { method: 'DELETE', path: pathOf(type, id) }, id);
  }

  async newest(type: string): Promise<string | null> {
    if (!typeOf(type).hasUpdatedFilter) {
      const all = await this.since(type, new Date(0).toISOString());
      return (
        all
          .map(({ updatedAt }) => updatedAt)
          .sort()
          .at(-1) ?? null
      );
    }
    const query = queryOf(type, [], []);
    query.set('sort', 'updated_on:desc');
    const [newest] = (await this.#page(type, query, 0, 1)).things;
    return newest ? momentOf(newest.updated_on) : null;
  }

  async since(type: string, moment: string): Promise<Stamped[]> {
    const updated = typeOf(type).fields.find(({ name }) => name === 'updated_on');
    const conditions: FieldCondition<RedmineField>[] =
      updated && typeOf(type).hasUpdatedFilter
        ? [{ field: 'updated_on', operator: 'at-least', value: moment, info: updated }]
        : [];
    const query = queryOf(type, conditions, []);
    const page = async (offset: number, limit: number) =>
      (await this.#page(type, query, offset, limit)).things;
    const things = await readPages(page, null, PAGE);
    const stamped = things.map((thing) => {
      const createdAt = momentOf(thing.created_on);
      const updatedAt = momentOf(thing.updated_on) ?? createdAt ?? moment;
      return { id: String(thing.id), createdAt, updatedAt, mark: markOf(thing) };
    });
    return stamped.filter(({ updatedAt }) => updatedAt >= moment);
  }

  /** Only an administrator may look through the eyes of others. */
  async may(login: string, deed: Deed): Promise<boolean | null> {
    if (!(await this.#me()).admin) return null;
    return new RedmineRights(this.#http).may(login, deed);
  }

  linkTo(type: string, id: string): string | null {
    const found = REDMINE_TYPES[type];
    return found ? `${this.#baseUrl}${found.path}/${encodeURIComponent(id)}${found.page}` : null;
  }

  async #me(): Promise<{ login: string; admin: boolean }> {
    return (await this.#get('/users/current.json', Me)).user;
  }

  /** Custom fields are listed for administrators only; others do without. */
  async #customFields(customized: string): Promise<RedmineField[]> {
    const request = { method: 'GET', path: '/custom_fields.json' };
    const answer = await this.#http.send(request);
    if (answer.status !== 200) return [];
    const { custom_fields } = this.#http.parse(request, answer, CustomFields);
    return custom_fields
      .filter((custom) => custom.customized_type === customized && custom.multiple !== true)
      .flatMap((custom) => customFieldOf(custom) ?? []);
  }

  async #get<T>(path: string, schema: z.ZodType<T>): Promise<T> {
    const request = { method: 'GET', path };
    const answer = await this.#http.send(request);
    if (answer.status === 403) throw noRight(path);
    return this.#http.parse(request, answer, schema);
  }

  async #page(type: string, query: URLSearchParams, offset: number, limit: number) {
    const { path, list } = typeOf(type);
    const all = new URLSearchParams([...query, ['offset', String(offset)], ['limit', String(limit)]]);
    const request = { method: 'GET', path: `${path}.json`, query: all };
    const answer = await this.#send(type, request);
    const { total_count: total } = this.#http.parse(request, answer, z.object({ total_count: z.number() }));
    const things = this.#http.parse(request, answer, z.object({ [list]: z.array(Thing) }))[list] ?? [];
    return { total, things };
  }

  async #thing(type: string, id: string): Promise<Thing | null> {
    const { one } = typeOf(type);
    const request = { method: 'GET', path: pathOf(type, id) };
    const answer = await this.#http.send(request);
    if (answer.status === 404 || answer.status === 403) return null;
    return this.#http.parse(request, answer, z.object({ [one]: Thing }))[one] ?? null;
  }

  async #send(type: string, request: HttpRequest, id?: string): Promise<HttpAnswer> {
    const answer = await this.#http.send(request);
    if (answer.status < 300) return answer;
    if (answer.status === 403) throw noRight(`${request.method} ${request.path}`);
    if (answer.status === 404 && id !== undefined) {
      const text = `Expected the number of a ${type} in Redmine, got ${id}. It may have been deleted.`;
      throw new CrmError('record-unknown', text);
    }
    const { errors } = Refusal.safeParse(jsonIn(answer.text)).data ?? {};
    if (!errors) throw this.#http.unexpected(request, `${answer.status}: ${this.#http.quote(answer.text)}`);
    const got = this.#http.quote(errors.join('; '));
    throw new CrmError('value-refused', `Expected Redmine to take the ${type}, got: ${got}.`);
  }

  /** Redmine says yes and leaves out what the user, the workflow or the tracker does not allow. */
  async #requireTaken(type: string, id: string, data: readonly Assignment<RedmineField>[]): Promise<void> {
    const thing = await this.#thing(type, id);
    if (!thing) return;
    const held = entryOf(
      type,
      thing,
      data.map(({ info }) => info),
    ).data;
    for (const { info, value } of data) {
      if (info.name === 'notes' || String(held[info.name] ?? '') === String(value ?? '')) continue;
      const text = `Expected Redmine to set ${info.name} of ${type} ${id} to ${JSON.stringify(value)}, got it unchanged. The user of the connection may lack the right, or the workflow or tracker does not allow it.`;
      throw new CrmError('no-right', text, { field: info.name });
    }
  }
}

function typeOf(type: string): RedmineType {
  const found = REDMINE_TYPES[type];
  if (found) return found;
  const known = Object.keys(REDMINE_TYPES).join(', ');
  throw new CrmError('type-unknown', `Expected a type of Redmine (${known}), got ${type}.`);
}

const pathOf = (type: string, id: string) => `${typeOf(type).path}/${encodeURIComponent(id)}.json`;

const noRight = (what: string) =>
  new CrmError('no-right', `Expected Redmine to allow ${what} to the user of the connection, got a refusal.`);

function entryOf(type: string, thing: Thing, fields: readonly RedmineField[]): Entry {
  const entry: Entry = { id: String(thing.id), title: typeOf(type).titleOf(thing), data: {}, titles: {} };
  const customs = Customs.safeParse(thing.custom_fields).data ?? [];
  for (const { name, kind, source, custom } of fields) {
    const held = custom === null ? thing[source] : customs.find(({ id }) => id === custom)?.value;
    const reference = Reference.safeParse(held).data;
    entry.data[name] = valueIn(kind, reference ? String(reference.id) : held);
    if (kind === 'link' && reference?.name) entry.titles[name] = reference.name;
  }
  return entry;
}

function valueIn(kind: RedmineField['kind'], held: unknown): FieldValue {
  if (held === null || held === undefined || held === '') return null;
  if (kind === 'number' || kind === 'integer') return Number(held);
  if (kind === 'boolean') return held === true || held === '1';
  return kind === 'moment' ? momentOf(held) : String(held);
}

function momentOf(value: unknown): string | null {
  return typeof value === 'string' ? new Date(value).toISOString() : null;
}

/** Empty is an empty text there. */
function bodyOf(data: readonly Assignment<RedmineField>[]): Record<string, unknown> {
  const plain = data.filter(({ info }) => info.custom === null);
  const customs = data.filter(({ info }) => info.custom !== null);
  const custom_fields = customs.map(({ info, value }) => ({ id: info.custom, value: customValue(value) }));
  return {
    ...Object.fromEntries(plain.map(({ info, value }) => [info.name, value ?? ''])),
    ...(customs.length > 0 ? { custom_fields } : {}),
  };
}

function customValue(value: FieldValue): FieldValue {
  return typeof value === 'boolean' ? Number(value) : (value ?? '');
}

export const redmine: ConnectorKind<Settings> = {
  name: 'Redmine',
  settings: Settings,
  secret: 'The API access key of the user (My account); the password when a user is named.',
  verified: 'Redmine 5.0',
  make: ({ settings, secret }) => connectorOf(new RedmineDriver(settings, secret ?? '')),
};
