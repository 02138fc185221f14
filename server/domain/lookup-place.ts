/** Where a lookup of a page searches: in which CRM, among which records, on whose behalf (behaviour 1.5, 1.7). */
import { type FieldItem, ProtocolError, phrase, type User } from '../../lib/protocol/index.ts';
import type { Connector, CrmRecord, FieldInfo } from '../crm/connector.ts';
import { CrmError, crmProblem } from '../crm/errors.ts';
import { nameField } from '../crm/name-field.ts';
import type { Surroundings } from './surroundings.ts';
import { readTaskPage } from './tasks.ts';

type Lookup = Extract<FieldItem, { type: 'lookup' }>;

export interface Place {
  crm: Connector;
  records: Lookup['records'];
  /** Recipients of an e-mail: the field with their address; null: the one that is for it. Undefined: no recipients. */
  address?: string | null;
  /** What the person is called in the CRM. */
  login: string;
}

/**
 * What the search finds at the lookup of a page. Throws `task-unknown` for the task of somebody else, `step-unfit`
 * where its page has no such lookup, `connection-failed` where the CRM cannot be asked.
 */
export async function atLookup<Found>(
  around: Surroundings,
  user: User,
  asked: { task: string; field: string },
  search: (place: Place) => Promise<Found>,
): Promise<Found> {
  const { db } = around.store;
  const page = await readTaskPage(db, user.id, asked.task);
  const { records, ...more } = lookupOf(page.content, asked.field);
  const wanted = records.system ?? page.task.record?.system ?? '';
  const system = await db
    .selectFrom('system')
    .select('id')
    .where((where) => where.or([where('id', '=', wanted), where('kind', '=', wanted)]))
    .orderBy((order) => order('id', '=', wanted), 'desc')
    .orderBy('id')
    .executeTakeFirst();
  const crm = system ? await around.connections.open(system.id) : null;
  if (!crm)
    throw new ProtocolError('connection-failed', {
      system: wanted || phrase('of-the-record'),
      problem: phrase('no-connection'),
    });
  const account = await db.selectFrom('account').select('login').where('id', '=', user.id).executeTakeFirst();
  try {
    return await search({ crm, records, ...more, login: account?.login ?? '' });
  } catch (fault) {
    if (!(fault instanceof CrmError)) throw fault;
    throw new ProtocolError('connection-failed', { system: wanted, problem: crmProblem(fault) });
  }
}

function lookupOf(
  content: Awaited<ReturnType<typeof readTaskPage>>['content'],
  field: string,
): Pick<Place, 'records' | 'address'> {
  if (content.kind === 'send-email' && content.recipients && ['to', 'cc', 'bcc'].includes(field)) {
    const { system, type, address } = content.recipients;
    return { records: { system, type, field: null }, address };
  }
  const items = 'items' in content ? content.items : [];
  const item = items.find((one) => one.type === 'lookup' && one.key === field);
  if (item?.type === 'lookup') return { records: item.records };
  throw new ProtocolError('step-unfit', {
    ...{ expected: phrase('a-page-with-lookup'), got: phrase('without-field', { field }) },
  });
}

/** The field that is searched. */
export function nameAmong({ records }: Place, fields: readonly FieldInfo[]): string {
  if (records.field !== null) return records.field;
  const name = nameField(fields);
  if (name !== null) return name;
  throw new CrmError(
    'field-unknown',
    'Expected a field with text to search in, got none. Name one in the form.',
    {},
  );
}

/** Without those that the CRM does not let this person read; where it does not tell, what the connection sees. */
export async function seenBy({ crm, login, records }: Place, found: CrmRecord[]): Promise<CrmRecord[]> {
  const may = (ids: string[]) => crm.may(login, { right: 'read', type: records.type, ids, data: {} });
  if (found.length === 0 || (await may(found.map(({ id }) => id))) !== false) return found;
  const allowed = await Promise.all(found.map(({ id }) => may([id])));
  return found.filter((_, index) => allowed[index] === true);
}
