import { useState } from 'preact/hooks';
import { Button, LinkButton } from '../../../components/button.tsx';
import { useClient, useLive } from '../../../components/client.tsx';
import { CopyButton } from '../../../components/copy-button.tsx';
import { ErrorBanner } from '../../../components/error-banner.tsx';
import { Secret } from '../../../components/secret.tsx';
import { text } from '../../../components/text.ts';
import type { Answer } from '../../../lib/messaging/contract.ts';
import type { CheckedConnection, System, Webhook } from '../../../lib/protocol/index.ts';
import { Panel } from '../panel.tsx';
import { AskFirst } from './ask-first.tsx';
import { ChangesLine } from './changes-line.tsx';
import { useAsking } from './use-crms.ts';

interface Props {
  system: System;
  connection: CheckedConnection | null;
  webhook: Webhook | null;
  onChanged: () => void;
}

/** What a CRM sends, as docs/rest.md describes it. */
const SAMPLE = `Authorization: Bearer tlh_…
Content-Type: application/json

{"event": "modified", "type": "lead", "id": "7", "changedFields": ["status"]}`;

/** How the server hears of changes, and the webhook by which a CRM tells of them at once. */
export function WebhookPanel({ system, connection, webhook, onChanged }: Props) {
  const client = useClient();
  const { busy, failure, possible, ask } = useAsking();
  const [token, setToken] = useState<string | null>(null);
  const [asking, setAsking] = useState<'renew' | 'revoke' | null>(null);
  const { id } = system;

  const take = (made: Answer | { type: 'done' } | null | undefined) => {
    if (!made) return;
    setToken(made.type === 'webhook' ? made.webhook.token : null);
    setAsking(null);
    onChanged();
  };
  const renew = async () => take(await client.call({ type: 'webhook.make', system: id }));
  const revoke = async () => {
    await client.call({ type: 'webhook.remove', system: id });
    take({ type: 'done' });
  };

  return (
    <Panel title={text('crmsChanges')}>
      <p class="note">{text('crmsChangesHelp')}</p>
      <ChangesLine connection={connection} webhook={webhook} />
      {failure && <ErrorBanner title={text('crmsFailed')} error={failure} />}
      {token !== null && (
        <Secret words={text('crmsToken')} secret={token} copyLabel={text('crmsTokenCopy')} />
      )}
      {(webhook || token !== null) && <WhatToEnter system={id} />}
      <div class="crms-foot">
        {webhook ? (
          <>
            <Button disabled={busy || !possible} onClick={() => setAsking('renew')}>
              {text('crmsWebhookRenew')}
            </Button>
            <Button disabled={busy || !possible} onClick={() => setAsking('revoke')}>
              {text('crmsWebhookRevoke')}
            </Button>
          </>
        ) : (
          <Button
            disabled={busy || !possible}
            onClick={() => void ask({ type: 'webhook.make', system: id }).then(take)}
          >
            {text('crmsWebhookMake')}
          </Button>
        )}
      </div>
      {asking && (
        <AskFirst
          title={text(asking === 'renew' ? 'crmsRenewTitle' : 'crmsRevokeTitle', system.name)}
          action={text(asking === 'renew' ? 'crmsWebhookRenew' : 'crmsWebhookRevoke')}
          words={text(asking === 'renew' ? 'crmsRenewWords' : 'crmsRevokeWords')}
          work={asking === 'renew' ? renew : revoke}
          onClose={() => setAsking(null)}
        />
      )}
    </Panel>
  );
}

/** What has to be entered in the CRM, so that it calls the server. */
function WhatToEnter({ system }: { system: string }) {
  const server = useLive({ kind: 'status' })?.server.replace(/\/+$/, '') ?? '';
  const address = `${server}/hooks/records/${encodeURIComponent(system)}`;
  return (
    <div class="crms-enter">
      <p>{text('crmsEnter')}</p>
      <code class="crms-sample" dir="ltr">{`POST ${address}\n${SAMPLE}`}</code>
      <div class="crms-foot">
        <CopyButton label={text('crmsAddressCopy')} words={() => address} />
        <LinkButton icon="external" href={`${server}/docs`}>
          {text('crmsDocs')}
        </LinkButton>
      </div>
    </div>
  );
}
