import { useState } from 'preact/hooks';
import { Button } from '../../../components/button.tsx';
import { useClient } from '../../../components/client.tsx';
import { ErrorBanner } from '../../../components/error-banner.tsx';
import { text } from '../../../components/text.ts';
import type { PageRequest } from '../../../lib/messaging/contract.ts';
import type { CheckedConnection, System } from '../../../lib/protocol/index.ts';
import { Panel } from '../panel.tsx';
import { AskFirst } from './ask-first.tsx';
import type { ReadConnection } from './connection-draft.ts';
import { ConnectionForm } from './connection-form.tsx';
import { ConnectionLine } from './connection-line.tsx';
import { useAsking } from './use-crms.ts';

interface Props {
  system: System;
  connection: CheckedConnection | null;
  /** What the server has said of it; null: there is none any more. */
  onConnection: (connection: CheckedConnection | null) => void;
  onChanged: () => void;
}

/** How the server reaches a CRM: entered, tried at once, said what is wrong. */
export function ConnectionPanel({ system, connection, onConnection, onChanged }: Props) {
  const client = useClient();
  const { busy, failure, possible, ask } = useAsking();
  const [asking, setAsking] = useState(false);
  /** Another form for each connection that is ended: what was entered belongs to the one before. */
  const [ended, setEnded] = useState(0);
  const { id } = system;

  /** Asks for what is answered with the connection; false when it failed. */
  const askFor = async (request: PageRequest) => {
    const answer = await ask(request);
    if (answer?.type === 'connection') onConnection(answer.connection);
    // Somebody else may have ended it, or only the answer was lost.
    else onChanged();
    return answer !== null;
  };
  const check = () => askFor({ type: 'connection.check', system: id });
  const save = async (kind: string, { settings, secret }: Extract<ReadConnection, { settings: unknown }>) => {
    const isSaved = await askFor({
      ...{ type: 'connection.save', system: id, kind, settings },
      ...(secret === undefined ? {} : { secret }),
    });
    if (isSaved) await check();
    return isSaved;
  };
  const end = async () => {
    await client.call({ type: 'connection.remove', system: id });
    setAsking(false);
    setEnded(ended + 1);
    onConnection(null);
  };

  return (
    <Panel
      title={text('crmsConnection')}
      actions={connection && <Button onClick={() => setAsking(true)}>{text('crmsDisconnect')}</Button>}
    >
      <p class="note">{text('crmsConnectionHelp')}</p>
      <ConnectionLine
        connection={connection}
        name={system.name}
        busy={busy}
        onCheck={possible ? () => void check() : null}
      />
      {failure && <ErrorBanner title={text('crmsFailed')} error={failure} />}
      <ConnectionForm
        key={ended}
        system={system}
        connection={connection}
        busy={busy || !possible}
        onSave={save}
      />
      {asking && (
        <AskFirst
          title={text('crmsDisconnectTitle', system.name)}
          action={text('crmsDisconnect')}
          words={text('crmsDisconnectWords')}
          work={end}
          onClose={() => setAsking(false)}
        />
      )}
    </Panel>
  );
}
