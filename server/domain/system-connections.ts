/** Connections of CRMs as administrators see and change them; secrets go in and never come out. */
import { type CheckedConnection, ProtocolError, phrase, type User } from '../../lib/protocol/index.ts';
import type { Connection, ConnectionDraft } from '../crm/connections.ts';
import { CrmError, crmProblem } from '../crm/errors.ts';
import { requirePermission } from './people.ts';
import type { Surroundings } from './surroundings.ts';
import { requireSystem, writeFor } from './systems.ts';

/** All connections, by system. Needs *manage definitions*. */
export async function listConnections(around: Surroundings, user: User): Promise<CheckedConnection[]> {
  requirePermission(user, 'manage-definitions');
  return (await around.connections.list()).map(toShown);
}

/** Saves how a system is reached. Needs *manage definitions*. Throws `system-unknown` or `message-malformed`. */
export async function saveConnection(
  around: Surroundings,
  user: User,
  system: string,
  { kind, settings, secret }: Omit<ConnectionDraft, 'secret'> & { secret?: string | null | undefined },
): Promise<CheckedConnection> {
  requirePermission(user, 'manage-definitions');
  await requireSystem(around.store.db, system);
  const draft = { kind, settings, ...(secret === undefined ? {} : { secret }) };
  const saved = around.connections.save(system, draft).catch(refuse(system));
  return toShown(await writeFor(around.store.db, system, saved));
}

/** Signs in to the CRM; the answer says how it went. Needs *manage definitions*. */
export async function checkConnection(
  around: Surroundings,
  user: User,
  system: string,
): Promise<CheckedConnection> {
  requirePermission(user, 'manage-definitions');
  await requireSystem(around.store.db, system);
  const checked = await around.connections.check(system);
  if (checked) return toShown(checked);
  throw new ProtocolError('connection-failed', { system, problem: phrase('not-connected') });
}

/** Forgets a connection with its secret. Needs *manage definitions*. */
export async function deleteConnection(around: Surroundings, user: User, system: string): Promise<void> {
  requirePermission(user, 'manage-definitions');
  await requireSystem(around.store.db, system);
  await around.connections.remove(system);
}

function toShown({ checkedAt, ...rest }: Connection): CheckedConnection {
  return { ...rest, checkedAt: checkedAt?.toISOString() ?? null };
}

function refuse(system: string): (error: unknown) => never {
  return (error) => {
    if (!(error instanceof CrmError)) throw error;
    if (error.code === 'value-refused')
      throw new ProtocolError('message-malformed', { where: 'the connection', problem: error.message });
    throw new ProtocolError('connection-failed', { system, problem: crmProblem(error) });
  };
}
