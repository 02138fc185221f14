import { ProtocolError, phrase, type RecordRef, type System, type User } from '../../lib/protocol/index.ts';
import type { Db } from '../store/store.ts';
import { lockCatalogue } from './catalogue-lock.ts';
import { Outbox } from './channels.ts';
import { requirePermission } from './people.ts';
import type { Surroundings } from './surroundings.ts';

/** All CRM installations that the server knows. */
export function listSystems(db: Db): Promise<System[]> {
  return db.selectFrom('system').select(['id', 'kind', 'name', 'origins']).orderBy('id').execute();
}

/** Replaces the list of CRM installations and tells every user. */
export async function replaceSystems(around: Surroundings, user: User, systems: System[]): Promise<System[]> {
  requirePermission(user, 'manage-definitions');
  const rows = systems.map((system) => ({ ...system, origins: JSON.stringify(system.origins) }));
  return around.store.db.transaction().execute(async (tx) => {
    await lockCatalogue(tx);
    // Those that stay are changed in place: their connections belong to them.
    const kept = rows.map(({ id }) => id);
    await tx
      .deleteFrom('system')
      .$if(kept.length > 0, (gone) => gone.where('id', 'not in', kept))
      .execute();
    for (const { id, ...values } of rows) {
      await tx
        .insertInto('system')
        .values({ id, ...values })
        .onConflict((conflict) => conflict.column('id').doUpdateSet(values))
        .execute();
    }
    const stored = await listSystems(tx);
    const accounts = await tx.selectFrom('account').select('id').execute();
    const outbox = new Outbox();
    outbox.add(
      accounts.map((account) => account.id),
      { type: 'systems.replaced', systems: stored },
    );
    await outbox.publish(tx);
    return stored;
  });
}

/** The CRM installation that a record is in; throws `system-unknown`. */
export async function readSystem(db: Db, record: RecordRef): Promise<System> {
  const systems = await listSystems(db);
  const found = systems.find((system) => system.id === record.system);
  if (found) return found;
  const known = systems.map((system) => system.id).join(', ') || phrase('none-so-far');
  throw new ProtocolError('system-unknown', { known, got: record.system });
}
