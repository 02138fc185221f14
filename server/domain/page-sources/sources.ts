/** The records that the fields of a page are bound to, in their CRMs (behaviour 1.6). */
import {
  type Detail,
  type FieldItem,
  type FoundRecord,
  type PageContent,
  type PageItem,
  type PageSource,
  ProtocolError,
  phrase,
  type User,
  type Value,
} from '../../../lib/protocol/index.ts';
import type { Connector, CrmRecord, FieldValue, RecordData } from '../../crm/connector.ts';
import { CrmError, crmProblem } from '../../crm/errors.ts';
import { fits } from '../../engine/prefill.ts';
import type { Surroundings } from '../surroundings.ts';

export type SourcePage = Extract<PageContent, { kind: 'pre-configured-page' }> & { sources: PageSource[] };
export type BoundItem = FieldItem & { bound: { source: string; field: string } };

/** A record of a page with its CRM and the items that are bound to it. */
export interface OpenSource {
  source: PageSource;
  /** The id of the system, where the page names it by its kind. */
  system: string;
  crm: Connector;
  items: BoundItem[];
  /** What the person is called in the CRM. */
  login: string;
  /** What the record is called where nothing is known of it but its place. */
  name: Detail;
}

/** No longer text travels as an entry of a page. */
const MAX_TEXT = 20_000;

/** Whether fields of the page are bound to records. */
export function hasSources(content: PageContent): content is SourcePage {
  return content.kind === 'pre-configured-page' && (content.sources?.length ?? 0) > 0;
}

/** The items of a page that are bound to the record. */
function boundTo(items: readonly PageItem[], code: string): BoundItem[] {
  return items.filter((item): item is BoundItem => 'bound' in item && item.bound?.source === code);
}

/** The records of a page, each with its CRM. Throws `connection-failed` where one has no connection. */
export async function openSources(
  { store: { db }, connections }: Surroundings,
  user: User,
  { sources, items }: SourcePage,
): Promise<OpenSource[]> {
  const account = await db.selectFrom('account').select('login').where('id', '=', user.id).executeTakeFirst();
  const opened: OpenSource[] = [];
  for (const source of sources) {
    const known = await db
      .selectFrom('system')
      .select('id')
      .where((where) => where.or([where('id', '=', source.system), where('kind', '=', source.system)]))
      .orderBy((order) => order('id', '=', source.system), 'desc')
      .orderBy('id')
      .executeTakeFirst();
    const crm = known ? await connections.open(known.id) : null;
    if (!known || !crm)
      throw new ProtocolError('connection-failed', {
        system: source.system,
        problem: phrase('no-connection'),
      });
    const { type, id } = source;
    const name = id === null ? phrase('a-new-record', { type }) : `${type} ${id}`;
    const bound = boundTo(items, source.code);
    opened.push({ source, system: known.id, crm, items: bound, login: account?.login ?? '', name });
  }
  return opened;
}

/** Reads the record. Throws `record-denied` where the person may not read it, `record-unshown` where it is not there. */
export async function readSource({ source, crm, items, login, name }: OpenSource): Promise<CrmRecord | null> {
  const { type, id } = source;
  if (id === null) return null;
  await requireRight({ crm, login }, { right: 'read', type, ids: [id], data: {} });
  const fields = [...new Set(items.map(({ bound }) => bound.field))];
  const record = await crm.readOne(type, id, fields);
  if (record !== null) return record;
  throw new ProtocolError('record-unshown', { record: name, problem: phrase('record-not-there') });
}

/** What the CRM says no to is refused; where it does not tell, the connection's own rights decide (behaviour 3.8). */
export async function requireRight(
  { crm, login }: Pick<OpenSource, 'crm' | 'login'>,
  deed: { right: 'read' | 'add' | 'modify'; type: string; ids: string[]; data: RecordData },
): Promise<void> {
  if ((await crm.may(login, deed)) !== false) return;
  const { right, type, ids } = deed;
  const record = `${type} ${ids.join(', ')}`;
  const who = {
    read: () => phrase('who-may-read-record', { record }),
    add: () => phrase('who-may-add-record', { type }),
    modify: () => phrase('who-may-change-record', { record }),
  };
  throw new ProtocolError('record-denied', { expected: who[right]() });
}

/**
 * What an item shows of a record; null: nothing that it can show. Throws `record-unshown` for a text that is too long
 * to travel: a page that shows it empty would have it written over.
 */
export function shownIn(item: BoundItem, { data }: Pick<CrmRecord, 'data'>): Value {
  const value = entryOf(item, data[item.bound.field] ?? null);
  if (typeof value === 'string' && value.length > MAX_TEXT)
    throw new ProtocolError(
      'record-unshown',
      {
        record: item.bound.source,
        problem: phrase('text-too-long', { field: `"${item.label}"`, limit: MAX_TEXT }),
      },
      `values.${item.key}`,
    );
  return value === null || fits(item, value) ? value : null;
}

/** Whether two entries are the same to the control that shows them, which keeps minutes and no line ends of its own. */
export function isSameEntry({ type }: BoundItem, one: Value, other: Value): boolean {
  const plain = (value: Value): Value => {
    if (typeof value !== 'string') return value;
    if (type === 'datetime') return value.slice(0, 'YYYY-MM-DDTHH:MM'.length);
    if (type === 'textfield') return value.replace(/[\r\n]/g, '');
    return type === 'textarea' ? value.replace(/\r\n?/g, '\n') : value;
  };
  return JSON.stringify(plain(one)) === JSON.stringify(plain(other));
}

function entryOf({ type }: BoundItem, value: FieldValue): FieldValue {
  if (type === 'checkbox') return value === true || value === 1;
  if (value === null || value === '') return null;
  if (type === 'number') return Number.isFinite(Number(value)) ? Number(value) : null;
  if (type === 'date') return String(value).slice(0, 10);
  if (type === 'datetime') {
    const at = new Date(String(value));
    return Number.isNaN(at.getTime()) ? null : at.toISOString();
  }
  return String(value);
}

/** What the record of a bound lookup is called. */
export function titleIn(item: BoundItem, { data, titles }: CrmRecord): FoundRecord['title'] {
  const id = data[item.bound.field];
  return (titles[item.bound.field] ?? (id === null ? '' : String(id))).slice(0, 4000);
}

/** Turns what a CRM refuses into words for the person; `code`: what it refuses. */
export async function asked<Answer>(
  source: OpenSource,
  ask: () => Promise<Answer>,
  code: 'record-unshown' | 'record-refused' = 'record-refused',
): Promise<Answer> {
  try {
    return await ask();
  } catch (fault) {
    if (!(fault instanceof CrmError)) throw fault;
    if (fault.retryable)
      throw new ProtocolError('connection-failed', { system: source.system, problem: crmProblem(fault) });
    const item = source.items.find(({ bound }) => bound.field === fault.field);
    throw new ProtocolError(
      code,
      { record: source.name, problem: crmProblem(fault) },
      item === undefined ? undefined : `values.${item.key}`,
    );
  }
}
