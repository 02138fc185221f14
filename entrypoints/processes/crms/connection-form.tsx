import type { TargetedSubmitEvent } from 'preact';
import { useRef, useState } from 'preact/hooks';
import { Button } from '../../../components/button.tsx';
import { focusFirstInvalid } from '../../../components/field.tsx';
import { Select } from '../../../components/select.tsx';
import { type MessageKey, text } from '../../../components/text.ts';
import { TextInput } from '../../../components/text-input.tsx';
import {
  type CheckedConnection,
  CONNECTOR_FORMS,
  type ConnectorForm,
  type System,
} from '../../../lib/protocol/index.ts';
import {
  type ConnectionDraft,
  connectionDraft,
  formOf,
  isConnectorKind,
  type ReadConnection,
  readConnection,
  type SettingProblem,
} from './connection-draft.ts';
import { SettingInput } from './setting-input.tsx';

const PROBLEMS: Record<SettingProblem, MessageKey> = {
  missing: 'crmsFillIn',
  address: 'crmsBaseUrlWrong',
  json: 'crmsNoJson',
  again: 'crmsSecretAgain',
};

const SECRETS: Record<ConnectorForm['secret'], MessageKey> = {
  password: 'crmsPassword',
  'password-or-key': 'crmsPasswordOrKey',
  key: 'crmsKey',
};

interface Props {
  system: System;
  connection: CheckedConnection | null;
  busy: boolean;
  onSave: (kind: string, read: Extract<ReadConnection, { settings: unknown }>) => Promise<boolean>;
}

/** What the server needs to sign in to a CRM. */
export function ConnectionForm({ system, connection, busy, onSave }: Props) {
  const form = useRef<HTMLFormElement>(null);
  const [draft, setDraft] = useState(() => connectionDraft(system, connection));
  const [tried, setTried] = useState(false);
  const { fields, secret } = formOf(draft.kind);
  const change = (changed: Partial<ConnectionDraft>) => setDraft((before) => ({ ...before, ...changed }));
  const read = readConnection(draft, connection);
  const wrong = (name: string) => {
    const problem = tried && 'problems' in read ? read.problems[name] : null;
    return problem ? text(PROBLEMS[problem]) : null;
  };

  const submit = async (event: TargetedSubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (busy) return;
    setTried('problems' in read);
    if ('problems' in read) queueMicrotask(() => form.current && focusFirstInvalid(form.current));
    // What was sent is not kept where it could be seen.
    else if (await onSave(draft.kind, read)) change({ secret: '' });
  };

  return (
    <form class="crms-form" noValidate ref={form} aria-busy={busy} onSubmit={(event) => void submit(event)}>
      <Select
        name="connector"
        label={text('crmsConnector')}
        always
        options={Object.entries(CONNECTOR_FORMS).map(([code, { name }]) => ({
          ...{ code, label: name ?? text('crmsGeneric') },
        }))}
        value={draft.kind}
        onInput={(kind) => isConnectorKind(kind) && change({ kind })}
      />
      <TextInput
        name="base-url"
        label={text('crmsBaseUrl')}
        help={text('crmsBaseUrlHelp')}
        inputType="url"
        required
        error={wrong('baseUrl')}
        value={draft.baseUrl}
        onInput={(baseUrl) => change({ baseUrl })}
      />
      {fields.map((field) => (
        <SettingInput
          key={field.name}
          field={field}
          error={wrong(field.name)}
          value={draft.values[field.name] ?? ''}
          onInput={(value) =>
            setDraft((before) => ({ ...before, values: { ...before.values, [field.name]: value } }))
          }
        />
      ))}
      <TextInput
        name="secret"
        label={text(SECRETS[secret])}
        help={secretHelp(secret, connection?.hasSecret === true)}
        inputType="password"
        error={wrong('secret')}
        value={draft.secret}
        onInput={(words) => change({ secret: words })}
      />
      <div class="crms-foot">
        <Button type="submit" look="primary" disabled={busy}>
          {text('crmsConnect')}
        </Button>
      </div>
    </form>
  );
}

function secretHelp(secret: ConnectorForm['secret'], isStored: boolean): string | null {
  if (isStored) return text('crmsSecretStored');
  return secret === 'password-or-key' ? text('crmsSecretHelp') : null;
}
