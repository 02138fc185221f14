import pg from 'pg';
import { ProtocolError, phrase, type RecordRef, type System, type User } from '../../lib/protocol/index.ts';
import type { Db, Tx } from '../store/store.ts';
import { lockCatalogue } from './catalogue-lock.ts';
import { Outbox } from './channels.ts';
import { requirePermission } from './people.ts';
import type { Surroundings } from './surroundings.ts';

/** What is written belongs to a row that is gone: https://www.postgresql.org/docs/current/errcodes-appendix.html. */
const FOREIGN_KEY_VIOLATION = '23503';

/** All CRM installations that the server knows. */
export function listSystems(db: Db): Promise<System[]> {
  return db.selectFrom('system').select(['id', 'kind', 'name', 'origins']).orderBy('id').execute();
}

/** Replaces the list of CRM installations and tells every user. */
export async function replaceSystems(around: Surroundings, user: User, systems: System[]): Promise<System[]> {
  requirePermission(user, 'manage-definitions');
  return around.store.db.transaction().execute(async (tx) => {
    await lockCatalogue(tx);
    // Those that stay are changed in place: their connections belong to them.
    const kept = systems.map(({ id }) => id);
    await tx
      .deleteFrom('system')
      .$if(kept.length > 0, (gone) => gone.where('id', 'not in', kept))
      .execute();
    for (const system of systems) await write(tx, system);
    return tellSystems(tx);
  });
}

/**
 * Adds one CRM installation, or changes it, and tells every user; the others stay as they are, whoever changes them
 * meanwhile. Needs *manage definitions*. Throws `system-taken` for an address that another one has, and for a new
 * one whose id is there already.
 */
export async function putSystem(tx: Tx, user: User, entered: System, isNew: boolean): Promise<void> {
  requirePermission(user, 'manage-definitions');
  await lockCatalogue(tx);
  const origins = [...new Set(entered.origins.map((address) => new URL(address).origin))];
  for (const known of await listSystems(tx)) {
    const { name } = known;
    if (known.id === entered.id) {
      if (isNew) throw new ProtocolError('system-taken', { got: known.id, name });
      continue;
    }
    const shared = known.origins.find((address) => origins.includes(new URL(address).origin));
    // The extension knows a CRM by where it is: of two in one place it would never find the second.
    if (shared !== undefined) throw new ProtocolError('system-taken', { got: shared, name });
  }
  await write(tx, { ...entered, origins });
  await tellSystems(tx);
}

/**
 * Forgets a CRM installation, with its connection and its webhook, and tells every user; instances keep their records.
 * Needs *manage definitions*. Throws `system-unknown`.
 */
export async function removeSystem(tx: Tx, user: User, id: string): Promise<void> {
  requirePermission(user, 'manage-definitions');
  await lockCatalogue(tx);
  await requireSystem(tx, id);
  await tx.deleteFrom('system').where('id', '=', id).execute();
  await tellSystems(tx);
}

/** Throws `system-unknown` unless there is a CRM with this id. */
export async function requireSystem(db: Db, id: string): Promise<System> {
  const systems = await listSystems(db);
  const found = systems.find((system) => system.id === id);
  if (found) return found;
  const known = systems.map((system) => system.id).join(', ') || phrase('none-so-far');
  throw new ProtocolError('system-unknown', { known, got: id });
}

/** Writes what belongs to a CRM. Throws `system-unknown` where another administrator has forgotten it meanwhile. */
export async function writeFor<Result>(db: Db, system: string, writing: Promise<Result>): Promise<Result> {
  return writing.catch(async (error: unknown) => {
    if (error instanceof pg.DatabaseError && error.code === FOREIGN_KEY_VIOLATION)
      await requireSystem(db, system);
    throw error;
  });
}

/** The CRM installation that a record is in; throws `system-unknown`. */
export function readSystem(db: Db, record: RecordRef): Promise<System> {
  return requireSystem(db, record.system);
}

async function write(tx: Tx, { id, kind, name, origins }: System): Promise<void> {
  const values = { kind, name, origins: JSON.stringify(origins) };
  await tx
    .insertInto('system')
    .values({ id, ...values })
    .onConflict((conflict) => conflict.column('id').doUpdateSet(values))
    .execute();
}

/** Everybody gets the whole list, in the transaction that has changed it. */
async function tellSystems(tx: Tx): Promise<System[]> {
  const systems = await listSystems(tx);
  const accounts = await tx.selectFrom('account').select('id').execute();
  const outbox = new Outbox();
  outbox.add(
    accounts.map(({ id }) => id),
    { type: 'systems.replaced', systems },
  );
  await outbox.publish(tx);
  return systems;
}
