/** Records that an activity can be connected to, found by a part of their name (behaviour 1.1, 7.2). */
import {
  type ActivityResultOf,
  type LinkedRecord,
  ProtocolError,
  phrase,
  type System,
  type User,
} from '../../../lib/protocol/index.ts';
import { sites } from '../../../lib/sites/index.ts';
import type { Connector, CrmRecord } from '../../crm/connector.ts';
import { CrmError, crmProblem } from '../../crm/errors.ts';
import { nameField } from '../../crm/name-field.ts';
import type { Db } from '../../store/store.ts';
import { listAdapters } from '../adapters.ts';
import { listActive } from '../processes.ts';
import type { Surroundings } from '../surroundings.ts';
import { listSystems } from '../systems.ts';
import { unfit } from './requirements.ts';

type Places = ActivityResultOf<'records.types'>['places'];

const MOST_FOUND = 20;

/**
 * The CRMs that the user can search, with the types of record that processes and pages here know and that the CRM
 * says they may read: where it does not say, a search would show everybody what only the connection may see.
 */
export async function listPlaces({ store: { db }, connections }: Surroundings, user: User): Promise<Places> {
  const login = await readLogin(db, user);
  const known = await knownTypes(db);
  const places = [...known].map(async ([system, types]) => {
    const crm = await connections.open(system).catch(nothing);
    const readable = crm ? await Promise.all(types.map((type) => mayRead(crm, login, type, []))) : [];
    return { system, types: types.filter((_, index) => readable[index]) };
  });
  return (await Promise.all(places)).filter(({ types }) => types.length > 0);
}

/**
 * Records whose name contains the text and that the user may read, in the order of their names. Throws
 * `submission-unfit` for a type that nothing here knows, and `connection-failed` where the CRM cannot be asked.
 */
export async function findRecords(
  { store: { db }, connections }: Surroundings,
  user: User,
  { system, record: type, text }: { system: string; record: string; text: string },
): Promise<LinkedRecord[]> {
  const types = (await knownTypes(db)).get(system) ?? [];
  if (!types.includes(type)) throw unfit('record', phrase('one-of', { names: types.join(', ') }), type);
  const crm = await connections.open(system);
  if (!crm) throw new ProtocolError('connection-failed', { system, problem: phrase('no-connection') });
  try {
    const found = await searched(crm, type, text.trim());
    const seen = await seenBy(crm, await readLogin(db, user), type, found);
    return seen.map(({ id, title, url }) => ({ system, type, id, title: title || null, url }));
  } catch (fault) {
    if (!(fault instanceof CrmError)) throw fault;
    throw new ProtocolError('connection-failed', { system, problem: crmProblem(fault) });
  }
}

/**
 * Types of record, by system: those that processes are offered on, and those whose pages the extension knows, of itself or
 * from an administrator.
 */
async function knownTypes(db: Db): Promise<Map<string, string[]>> {
  const [systems, processes, served] = [await listSystems(db), await listActive(db), await listAdapters(db)];
  const offered = processes.flatMap(({ recordTypes }) => recordTypes);
  const typesOf = ({ id, kind }: System) => [
    ...offered.flatMap((name) => typeIn(name, id) ?? typeIn(name, kind) ?? []),
    ...[...served, ...sites]
      .filter((adapter) => adapter.kind === kind)
      .flatMap(({ addresses }) => addresses.flatMap(({ type }) => type ?? [])),
  ];
  return new Map(systems.map((system) => [system.id, [...new Set(typesOf(system))].sort()]));
}

/** `lead` of `demo:lead`, where the place is `demo`. */
function typeIn(name: string, place: string): string | null {
  return name.startsWith(`${place}:`) ? name.slice(place.length + 1) : null;
}

async function searched(crm: Connector, type: string, text: string): Promise<CrmRecord[]> {
  const field = nameField(await crm.describe(type));
  if (field === null) return [];
  const conditions = text === '' ? [] : [{ field, operator: 'contains' as const, value: text }];
  const sort = [{ field, descending: false }];
  return crm.read({ type, conditions, match: 'all', sort, limit: MOST_FOUND }, [field]);
}

async function seenBy(crm: Connector, login: string, type: string, found: CrmRecord[]): Promise<CrmRecord[]> {
  const ids = found.map(({ id }) => id);
  if (ids.length === 0 || (await mayRead(crm, login, type, ids))) return found;
  const allowed = await Promise.all(ids.map((id) => mayRead(crm, login, type, [id])));
  return found.filter((_, index) => allowed[index]);
}

async function mayRead(crm: Connector, login: string, type: string, ids: string[]): Promise<boolean> {
  return (await crm.may(login, { right: 'read', type, ids, data: {} }).catch(nothing)) === true;
}

/** What cannot be found out now counts as not allowed. */
function nothing(fault: unknown): null {
  if (fault instanceof CrmError) return null;
  throw fault;
}

async function readLogin(db: Db, { id }: User): Promise<string> {
  const row = await db.selectFrom('account').select('login').where('id', '=', id).executeTakeFirst();
  return row?.login ?? '';
}
