import { ProtocolError, phrase, type User } from '../../lib/protocol/index.ts';
import type { Tx } from '../store/store.ts';
import type { Changed } from './carry-out.ts';
import type { Outbox } from './channels.ts';
import { instruct } from './events.ts';
import type { Surroundings } from './surroundings.ts';

/**
 * Cancels an instance: its open tasks end, its timers and jobs go, instances that it has called are cancelled
 * after it (behaviour 5.1). Who may has been looked at. Throws `instance-closed` when it has ended.
 */
export async function cancelIn(
  around: Surroundings,
  tx: Tx,
  user: User | null,
  id: string,
  reason: string,
  outbox: Outbox | null = null,
): Promise<Changed> {
  return instruct(
    around,
    tx,
    id,
    { type: 'cancel', reason },
    {
      ...{ actor: user, outbox },
      before: ({ status }) => {
        if (status === 'completed' || status === 'cancelled')
          throw new ProtocolError('instance-closed', { status: phrase(status) });
      },
      prepare: (change) => change.log.push({ element: null, event: 'instance.cancelling', data: { reason } }),
    },
  );
}
