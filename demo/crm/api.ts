import { z } from 'zod';
import { PEOPLE } from '../crms/people.ts';
import { filtered, parseListQuery } from './filters.ts';
import type { Store, StoredRecord } from './store.ts';
import { changeSchema, creationSchema, type FieldValues, RECORD_TYPES, type RecordType } from './types.ts';

/** A request to `/api/…`, cut into what the answer depends on. */
export interface ApiRequest {
  method: string;
  /** What follows `/api/`, split at the slashes. */
  path: readonly string[];
  query: URLSearchParams;
  body: unknown;
  /** Who asks: the name out of the cookie. */
  who: string;
}

/** What goes back: a status and, except for 204, a JSON body. */
export interface ApiAnswer {
  status: number;
  body?: unknown;
}

const callSchema = z.strictObject({ text: z.string().trim().min(1).max(2_000) });

const failed = (status: number, code: string, message: string): ApiAnswer => ({
  status,
  body: { error: { code, message } },
});

const noRecord = (type: string, id: string) =>
  failed(404, 'not_found', `Expected the id of one of the ${type}, got "${id}".`);

/** Where the value does not fit, and why, in one line. */
function describe(error: z.ZodError): string {
  return error.issues.map((issue) => `${issue.path.join('.') || 'body'}: ${issue.message}`).join('; ');
}

/** A record as clients see it. */
function shown(record: StoredRecord) {
  const { values, history, ...head } = record;
  return { ...head, ...values };
}

function list(store: Store, type: RecordType, folder: string, query: URLSearchParams): ApiAnswer {
  const wanted = parseListQuery(type, query);
  if (typeof wanted === 'string') return failed(400, 'bad_query', wanted);
  const search = (query.get('search') ?? '').toLowerCase();
  const holds = (record: StoredRecord) =>
    Object.values(record.values).some((value) => String(value).toLowerCase().includes(search));
  const found = filtered(store.all(folder), wanted).filter((record) => search === '' || holds(record));
  const page = found.slice(wanted.offset, wanted.offset + wanted.limit);
  return { status: 200, body: { total: found.length, records: page.map(shown) } };
}

function create(store: Store, type: RecordType, folder: string, request: ApiRequest): ApiAnswer {
  const parsed = creationSchema(type).safeParse(request.body);
  if (!parsed.success) {
    return failed(400, 'bad_values', `Expected the fields of a ${type.name}, got ${describe(parsed.error)}.`);
  }
  return { status: 201, body: shown(store.add(folder, parsed.data, request.who)) };
}

function change(store: Store, type: RecordType, folder: string, id: string, request: ApiRequest): ApiAnswer {
  const parsed = changeSchema(type).safeParse(request.body);
  if (!parsed.success) {
    return failed(400, 'bad_values', `Expected fields of a ${type.name}, got ${describe(parsed.error)}.`);
  }
  const present = store.get(folder, id);
  if (!present) return noRecord(folder, id);
  const { version, ...values } = parsed.data;
  if (version !== undefined && version !== present.version) {
    const text = `Expected a change of version ${present.version}, got one of version ${version}: read it again.`;
    return failed(409, 'changed_meanwhile', text);
  }
  const changed = store.change(folder, id, values as FieldValues, request.who);
  return changed ? { status: 200, body: shown(changed) } : noRecord(folder, id);
}

function history(store: Store, folder: string, id: string, request: ApiRequest): ApiAnswer {
  const present = store.get(folder, id);
  if (!present) return noRecord(folder, id);
  if (request.method === 'GET') return { status: 200, body: { events: present.history } };
  if (request.method !== 'POST') return notAllowed(request);
  const parsed = callSchema.safeParse(request.body);
  if (!parsed.success) return failed(400, 'bad_values', `Expected {text}, got ${describe(parsed.error)}.`);
  return { status: 201, body: store.tell(folder, id, { who: request.who, text: parsed.data.text }) };
}

const notAllowed = (request: ApiRequest) =>
  failed(405, 'not_allowed', `Expected GET, POST, PUT or DELETE where they apply, got ${request.method}.`);

function one(store: Store, type: RecordType, folder: string, id: string, request: ApiRequest): ApiAnswer {
  switch (request.method) {
    case 'GET': {
      const found = store.get(folder, id);
      return found ? { status: 200, body: shown(found) } : noRecord(folder, id);
    }
    case 'PUT':
      return change(store, type, folder, id, request);
    case 'DELETE':
      return store.remove(folder, id) ? { status: 204 } : noRecord(folder, id);
    default:
      return notAllowed(request);
  }
}

/** What somebody may do with records: strangers look only. */
function rightsOf(login: string) {
  const isKnown = PEOPLE.some((person) => person.login === login);
  return { login, rights: isKnown ? ['read', 'add', 'modify', 'delete'] : ['read'] };
}

/** Answers one request of the REST interface. */
export function answer(store: Store, request: ApiRequest): ApiAnswer {
  const [folder = '', id, part] = request.path;
  if (folder === 'me') return { status: 200, body: { name: request.who } };
  if (folder === 'people' && id !== undefined) return { status: 200, body: rightsOf(id) };
  if (folder === 'types') return { status: 200, body: RECORD_TYPES };
  const type = RECORD_TYPES[folder];
  if (!type || request.path.length > 3 || (part !== undefined && part !== 'history')) {
    const known = Object.keys(RECORD_TYPES).join(', ');
    return failed(404, 'not_found', `Expected one of ${known}, got "/${request.path.join('/')}".`);
  }
  if (id === undefined) {
    if (request.method === 'GET') return list(store, type, folder, request.query);
    return request.method === 'POST' ? create(store, type, folder, request) : notAllowed(request);
  }
  return part ? history(store, folder, id, request) : one(store, type, folder, id, request);
}
