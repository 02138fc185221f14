/** The person says that a record is as it should be: where no connection lets the server see for itself. */
import { ProtocolError, phrase, type Values } from '../../../lib/protocol/index.ts';
import type { Tx } from '../../store/store.ts';
import { readWatchedTask } from './watched.ts';

/** What the process gets then. Throws `step-unfit` where the server can see for itself. */
export async function confirmedByPerson(tx: Tx, id: string): Promise<Values> {
  const task = await readWatchedTask(tx, id);
  if (task === null) return {};
  const { target } = task.content;
  const connected = await tx
    .selectFrom('system_connection')
    .select('system')
    .where('system', '=', target.system)
    .executeTakeFirst();
  if (connected)
    throw new ProtocolError('step-unfit', {
      ...{ expected: phrase('an-unreadable-crm'), got: phrase('readable-crm', { system: target.system }) },
    });
  const variable = task.watch.outputs.id;
  return variable === undefined || target.id === null ? {} : { [variable]: target.id };
}
