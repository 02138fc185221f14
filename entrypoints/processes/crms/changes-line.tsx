import { Icon } from '../../../components/icon.tsx';
import { text } from '../../../components/text.ts';
import { When } from '../../../components/when.tsx';
import type { CheckedConnection, Webhook } from '../../../lib/protocol/index.ts';

interface Props {
  connection: CheckedConnection | null;
  webhook: Webhook | null;
}

/** How the server hears of what happens to a CRM's records: it is told, it asks, or not at all. */
export function ChangesLine({ connection, webhook }: Props) {
  const asks = connection !== null && connection.problem === null;
  const icon = webhook?.lastAt || (!webhook && asks) ? 'ok' : webhook ? 'unknown' : 'skipped';
  const words = webhook ? 'crmsTells' : asks ? 'crmsAsked' : connection ? 'crmsUnheard' : 'crmsNotHeard';
  return (
    <div class="crms-state">
      <p class={`crms-line crms-${icon}`}>
        <Icon name={icon} />
        <span>{text(words)}</span>
      </p>
      {webhook && (
        <p class="note">
          {webhook.lastAt === null ? (
            text('crmsNothingTold')
          ) : (
            <>
              {text('crmsLastTold')} <When at={webhook.lastAt} />
            </>
          )}
        </p>
      )}
    </div>
  );
}
