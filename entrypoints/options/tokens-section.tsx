import { useEffect, useState } from 'preact/hooks';
import { Button } from '../../components/button.tsx';
import { useClient, useLive, wireErrorOf } from '../../components/client.tsx';
import { ErrorBanner } from '../../components/error-banner.tsx';
import { Loading } from '../../components/loading.tsx';
import { Secret } from '../../components/secret.tsx';
import { Section } from '../../components/section.tsx';
import { text } from '../../components/text.ts';
import { TextInput } from '../../components/text-input.tsx';
import { When } from '../../components/when.tsx';
import type { AccessToken, CreatedToken } from '../../lib/messaging/contract.ts';
import type { WireError } from '../../lib/protocol/index.ts';

/** How long a new token is valid. */
const DAYS = 90;

/** Tokens for the command line and for pipelines, which act in the person's name. */
export function TokensSection() {
  const status = useLive({ kind: 'status' });
  if (!status || status.link === 'signed-out') return null;
  return (
    <Section title={text('tokensTitle')} help={text('tokensHelp')}>
      <Tokens />
    </Section>
  );
}

function Tokens() {
  const { tokens, created, failure, create, revoke } = useTokens();
  return (
    <div class="tokens">
      {failure && <ErrorBanner title={text('tokensFailed')} error={failure} />}
      {created && (
        <Secret
          words={text('tokensCreated', created.name)}
          secret={created.token}
          copyLabel={text('tokensCopy')}
        />
      )}
      {!tokens && !failure && <Loading label={text('tokensLoading')} />}
      {tokens && tokens.length > 0 && <List tokens={tokens} onRevoke={revoke} />}
      <NewToken onCreate={create} />
    </div>
  );
}

function useTokens() {
  const client = useClient();
  const [tokens, setTokens] = useState<AccessToken[] | null>(null);
  const [created, setCreated] = useState<CreatedToken | null>(null);
  const [failure, setFailure] = useState<WireError | null>(null);
  const attempt = async (work: () => Promise<void>) => {
    setFailure(null);
    await work().catch((thrown: unknown) => setFailure(wireErrorOf(thrown)));
  };
  const load = async () => {
    const answer = await client.call({ type: 'tokens.list' });
    if (answer?.type === 'tokens') setTokens(answer.tokens);
  };
  useEffect(() => void attempt(load), [client]);
  return {
    ...{ tokens, created, failure },
    create: (name: string) =>
      attempt(async () => {
        const answer = await client.call({ type: 'token.create', name, days: DAYS });
        if (answer?.type === 'token') setCreated(answer.token);
        await load();
      }),
    revoke: (token: string) =>
      attempt(async () => {
        await client.request({ type: 'token.revoke', token });
        if (created?.id === token) setCreated(null);
        await load();
      }),
  };
}

function List({ tokens, onRevoke }: { tokens: AccessToken[]; onRevoke: (id: string) => void }) {
  return (
    <ul class="token-list" aria-label={text('tokensTitle')}>
      {tokens.map(({ id, name, expiresAt, lastUsedAt }) => (
        <li key={id}>
          <div>
            <p class="account-name">{name}</p>
            <p class="section-help">
              {text('tokensExpires')} <When at={expiresAt} />
              {' · '}
              {lastUsedAt === null ? text('tokensNeverUsed') : text('tokensUsed')}{' '}
              {lastUsedAt !== null && <When at={lastUsedAt} />}
            </p>
          </div>
          <Button onClick={() => onRevoke(id)}>
            {text('tokensRevoke')}
            <span class="visually-hidden"> {name}</span>
          </Button>
        </li>
      ))}
    </ul>
  );
}

function NewToken({ onCreate }: { onCreate: (name: string) => Promise<void> }) {
  const [name, setName] = useState('');
  const [missing, setMissing] = useState(false);
  return (
    <form
      class="token-new"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        setMissing(name.trim() === '');
        if (name.trim() === '') return;
        void onCreate(name.trim());
        setName('');
      }}
    >
      <TextInput
        name="token-name"
        label={text('tokensName')}
        help={text('tokensNameHelp', String(DAYS))}
        error={missing ? text('tokensNameMissing') : null}
        value={name}
        onInput={setName}
        maxLength={100}
      />
      <Button type="submit">{text('tokensCreate')}</Button>
    </form>
  );
}
