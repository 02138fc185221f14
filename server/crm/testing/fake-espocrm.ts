/**
 * Stands in for EspoCRM, which no package registry has: the part of its REST interface that the connector uses, as its
 * documentation and source describe it. Conditions behave as in SQL; times are to the second.
 */
import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';

type Row = Record<string, string | number | boolean | null>;

/** The key that it accepts. */
export const FAKE_KEY = 'espo-key';
/** An account that is there. */
export const FAKE_ACCOUNT = { id: '6b0001bea8266112c', name: 'Almond Grove Bakery' };

const DEFINITION = {
  fields: {
    name: { type: 'varchar', required: true },
    amount: { type: 'currency' },
    closeDate: { type: 'date' },
    stage: { type: 'enum', options: ['Prospecting', 'Proposal', 'Closed Won'] },
    account: { type: 'link' },
    tags: { type: 'multiEnum' },
    createdAt: { type: 'datetime', readOnly: true },
    modifiedAt: { type: 'datetime', readOnly: true },
  },
  links: { account: { type: 'belongsTo', entity: 'Account' } },
};

const USERS: Row[] = [
  { id: 'u1', userName: 'admin', type: 'admin', isActive: true },
  { id: 'u2', userName: 'alice', type: 'regular', isActive: true },
  { id: 'u3', userName: 'bob', type: 'regular', isActive: true },
  { id: 'u4', userName: 'maria', type: 'regular', isActive: true },
];
const RIGHTS: Record<string, unknown> = {
  u2: { create: 'yes', read: 'all', edit: 'team', delete: 'no' },
  u3: false,
  u4: { create: 'no', read: 'own', edit: 'own', delete: 'own' },
};

interface Item {
  type: string;
  attribute?: string;
  value?: unknown;
}

const now = () => new Date().toISOString().slice(0, 19).replace('T', ' ');

/** `where[0][type]=equals` as PHP reads it. */
function nested(query: URLSearchParams, name: string): unknown[] {
  const root: Record<string, unknown> = {};
  for (const [key, value] of query) {
    const path = [...key.matchAll(/\[([^\]]*)\]/g)].map((match) => match[1] ?? '');
    if (!key.startsWith(`${name}[`)) continue;
    let held = root;
    for (const step of path.slice(0, -1)) {
      held[step] ??= {};
      held = held[step] as Record<string, unknown>;
    }
    held[path.at(-1) ?? ''] = value;
  }
  return Object.values(root);
}

function like(value: string, pattern: string): boolean {
  const text = pattern
    .replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
    .replaceAll('%', '.*')
    .replaceAll('_', '.');
  return new RegExp(`^${text}$`, 'is').test(value);
}

function fits(row: Row, item: Item): boolean {
  const parts = () => Object.values(item.value ?? {}) as Item[];
  if (item.type === 'or') return parts().some((part) => fits(row, part));
  if (item.type === 'and') return parts().every((part) => fits(row, part));
  const held = row[item.attribute ?? ''] ?? null;
  if (item.type === 'isNull') return held === null;
  // Nothing compares with null, as in SQL.
  if (held === null) return false;
  if (item.type === 'in') return Object.values(item.value as object).includes(String(held));
  const wanted = String(item.value);
  const order =
    typeof held === 'number'
      ? held - Number(wanted)
      : String(held) < wanted
        ? -1
        : Number(String(held) > wanted);
  const answers: Record<string, boolean> = {
    isNotNull: true,
    equals: order === 0,
    notEquals: order !== 0,
    contains: like(String(held), `%${wanted}%`),
    startsWith: like(String(held), `${wanted}%`),
    greaterThan: order > 0,
    lessThan: order < 0,
    greaterThanOrEquals: order >= 0,
    lessThanOrEquals: order <= 0,
  };
  const answer = answers[item.type];
  if (answer === undefined) throw new Error(`Expected a documented type of condition, got ${item.type}.`);
  return answer;
}

interface Answer {
  status: number;
  body?: unknown;
  reason?: string;
}

/** The rows of one entity type. */
class Table {
  #rows: Row[] = [];
  #count = 0;

  list(query: URLSearchParams): Answer {
    const where = nested(query, 'where') as Item[];
    const key = query.get('orderBy') ?? 'createdAt';
    const sign = query.get('order') === 'desc' ? -1 : 1;
    const text = (row: Row, name: string) => row[name] ?? '';
    const compare = (one: Row, other: Row, name: string) =>
      text(one, name) < text(other, name) ? -1 : Number(text(one, name) > text(other, name));
    const found = this.#rows
      .filter((row) => where.every((item) => fits(row, item)))
      .sort((one, other) => sign * (compare(one, other, key) || compare(one, other, 'id')));
    const offset = Number(query.get('offset') ?? 0);
    const list = found.slice(offset, offset + Math.min(200, Number(query.get('maxSize') ?? 200)));
    return { status: 200, body: { total: found.length, list } };
  }

  get(id: string): Row | undefined {
    return this.#rows.find((row) => row.id === id);
  }

  add(values: Row): Answer {
    if (!values.name)
      return { status: 400, reason: 'Field validation failure; field: name, type: required.' };
    this.#count += 1;
    const id = this.#count.toString(16).padStart(17, '6b0001bea82661120');
    const row = { id, amount: null, closeDate: null, stage: 'Prospecting', ...linked(values) };
    this.#rows.push({ ...row, createdAt: now(), modifiedAt: now() });
    return { status: 200, body: this.get(id) };
  }

  change(row: Row, values: Row): Answer {
    Object.assign(row, linked(values), { modifiedAt: now() });
    return { status: 200, body: row };
  }

  remove(row: Row): Answer {
    this.#rows = this.#rows.filter((other) => other !== row);
    return { status: 200, body: true };
  }
}

function linked(values: Row): Row {
  if (values.accountId === undefined) return values;
  return { ...values, accountName: values.accountId === FAKE_ACCOUNT.id ? FAKE_ACCOUNT.name : null };
}

async function readBody(request: IncomingMessage): Promise<Row> {
  let text = '';
  for await (const chunk of request.setEncoding('utf8')) text += chunk;
  return text === '' ? {} : JSON.parse(text);
}

function answer(table: Table, method: string, url: URL, body: Row): Answer {
  const [type = '', id, part] = url.pathname.replace('/api/v1/', '').split('/');
  if (type === 'App') return { status: 200, body: { user: { id: 'u1', userName: 'admin' } } };
  if (type === 'Metadata') {
    return {
      status: 200,
      body: url.searchParams.get('key') === 'entityDefs.Opportunity' ? DEFINITION : null,
    };
  }
  if (type === 'User' && part === 'acl')
    return { status: 200, body: { table: { Opportunity: RIGHTS[id ?? ''] } } };
  if (type === 'User') {
    const where = nested(url.searchParams, 'where') as Item[];
    const list = USERS.filter((user) => where.every((item) => fits(user, item)));
    return { status: 200, body: { total: list.length, list } };
  }
  if (type !== 'Opportunity') return { status: 404 };
  if (id === undefined) return method === 'POST' ? table.add(body) : table.list(url.searchParams);
  const row = table.get(id);
  if (!row) return { status: 404 };
  if (method === 'DELETE') return table.remove(row);
  return method === 'PUT' ? table.change(row, body) : { status: 200, body: row };
}

/** Starts it on a free port. */
export async function startFakeEspo(): Promise<{ origin: string; close(): Promise<void> }> {
  const table = new Table();
  const server = createServer(async (request, response) => {
    const url = new URL(request.url ?? '/', 'http://espo.invalid');
    const isKnown = request.headers['x-api-key'] === FAKE_KEY;
    const { status, body, reason } = isKnown
      ? answer(table, request.method ?? 'GET', url, await readBody(request))
      : { status: 401, body: undefined, reason: undefined };
    response.writeHead(status, {
      'Content-Type': 'application/json',
      ...(reason ? { 'X-Status-Reason': reason } : {}),
    });
    response.end(body === undefined ? '' : JSON.stringify(body));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async close() {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}
