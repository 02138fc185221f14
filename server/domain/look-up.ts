/** The records that a lookup of a page finds while a person types (behaviour 1.5). */
import {
  type FoundRecord,
  type LookupQuery,
  ProtocolError,
  phrase,
  type User,
} from '../../lib/protocol/index.ts';
import type { Connector, CrmRecord, FieldInfo } from '../crm/connector.ts';
import { CrmError, crmProblem } from '../crm/errors.ts';
import type { Surroundings } from './surroundings.ts';
import { readTaskPage } from './tasks.ts';

const MOST_FOUND = 20;

/** Fields that hold what a record is called, in this order; else its first text. */
const NAMES = ['name', 'rec_name', 'title', 'subject'];

/**
 * Records whose name contains the text, in the order of their names. Throws `task-unknown` for the task of somebody
 * else, `step-unfit` where its page has no such lookup, `connection-failed` where the CRM cannot be asked.
 */
export async function lookUp(
  around: Surroundings,
  user: User,
  { task, field, text }: Omit<LookupQuery, 'type'>,
): Promise<FoundRecord[]> {
  const { db } = around.store;
  const page = await readTaskPage(db, user.id, task);
  const items = 'items' in page.content ? page.content.items : [];
  const item = items.find((one) => one.type === 'lookup' && one.key === field);
  if (item?.type !== 'lookup')
    throw new ProtocolError('step-unfit', {
      expected: phrase('a-page-with-lookup'),
      got: phrase('without-field', { field }),
    });
  const place = item.records.system ?? page.task.record?.system ?? '';
  const system = await db
    .selectFrom('system')
    .select('id')
    .where((where) => where.or([where('id', '=', place), where('kind', '=', place)]))
    .orderBy((order) => order('id', '=', place), 'desc')
    .orderBy('id')
    .executeTakeFirst();
  const crm = system ? await around.connections.open(system.id) : null;
  if (!crm)
    throw new ProtocolError('connection-failed', {
      system: place || phrase('of-the-record'),
      problem: phrase('no-connection'),
    });
  try {
    const found = await find(crm, item.records, text.trim());
    const seen = await seenBy(crm, (await loginOf(around, user.id)) ?? '', item.records.type, found);
    return seen.map(({ id, title }) => ({ id, title: (title || id).slice(0, 4000) }));
  } catch (fault) {
    if (!(fault instanceof CrmError)) throw fault;
    throw new ProtocolError('connection-failed', { system: place, problem: crmProblem(fault) });
  }
}

async function find(
  crm: Connector,
  { type, field }: { type: string; field: string | null },
  text: string,
): Promise<CrmRecord[]> {
  const name = field ?? nameAmong(await crm.describe(type));
  return crm.read(
    {
      type,
      conditions: text === '' ? [] : [{ field: name, operator: 'contains', value: text }],
      match: 'all',
      sort: [{ field: name, descending: false }],
      limit: MOST_FOUND,
    },
    [name],
  );
}

function nameAmong(fields: readonly FieldInfo[]): string {
  const texts = fields.filter(({ kind }) => kind === 'text').map(({ name }) => name);
  const name = NAMES.find((known) => texts.includes(known)) ?? texts[0];
  if (name !== undefined) return name;
  throw new CrmError(
    'field-unknown',
    'Expected a field with text to search in, got none. Name one in the form.',
    {},
  );
}

/** Without those that the CRM does not let this person read; where it does not tell, what the connection sees. */
async function seenBy(crm: Connector, login: string, type: string, found: CrmRecord[]): Promise<CrmRecord[]> {
  const may = (ids: string[]) => crm.may(login, { right: 'read', type, ids, data: {} });
  if (found.length === 0 || (await may(found.map(({ id }) => id))) !== false) return found;
  const allowed = await Promise.all(found.map(({ id }) => may([id])));
  return found.filter((_, index) => allowed[index] === true);
}

async function loginOf(around: Surroundings, user: string): Promise<string | undefined> {
  const { db } = around.store;
  const row = await db.selectFrom('account').select('login').where('id', '=', user).executeTakeFirst();
  return row?.login;
}
