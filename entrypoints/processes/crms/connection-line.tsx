import { Button } from '../../../components/button.tsx';
import { Icon, type IconName } from '../../../components/icon.tsx';
import { text } from '../../../components/text.ts';
import { When } from '../../../components/when.tsx';
import type { CheckedConnection } from '../../../lib/protocol/index.ts';

interface Props {
  connection: CheckedConnection | null;
  /** Of the CRM: the button says by it which one is checked. */
  name: string;
  /** It is being checked. */
  busy: boolean;
  /** Null: it cannot be checked now. */
  onCheck: (() => void) | null;
}

/** Whether the server gets into a CRM, and as whom; else what is wrong. */
export function ConnectionLine({ connection, name, busy, onCheck }: Props) {
  const { icon, words } = busy ? { icon: 'busy' as const, words: text('crmsChecking') } : stateOf(connection);
  return (
    <div class="crms-state">
      <p class={`crms-line crms-${icon}`} role="status">
        <Icon name={icon} />
        <span>{words}</span>
      </p>
      {connection?.checkedAt && !busy && (
        <p class="note">
          {text('crmsChecked')} <When at={connection.checkedAt} />
        </p>
      )}
      {connection && (
        <Button icon="retry" disabled={busy || !onCheck} onClick={() => onCheck?.()}>
          {text(connection.checkedAt === null ? 'crmsCheck' : 'crmsCheckAgain')}
          <span class="visually-hidden"> {name}</span>
        </Button>
      )}
    </div>
  );
}

function stateOf(connection: CheckedConnection | null): { icon: IconName; words: string } {
  if (!connection) return { icon: 'skipped', words: text('crmsNotConnected') };
  const { checkedAt, problem, signedInAs } = connection;
  if (problem !== null) return { icon: 'error', words: problem };
  if (checkedAt === null) return { icon: 'unknown', words: text('crmsUnchecked') };
  return {
    icon: 'ok',
    words: signedInAs === null ? text('crmsConnected') : text('crmsSignedInAs', signedInAs),
  };
}
