import { useState } from 'preact/hooks';
import { Button } from '../../components/button.tsx';
import { useClient, useLive, wireErrorOf } from '../../components/client.tsx';
import { ErrorBanner } from '../../components/error-banner.tsx';
import { Loading } from '../../components/loading.tsx';
import { Section } from '../../components/section.tsx';
import { text } from '../../components/text.ts';
import type { PageRequest } from '../../lib/messaging/contract.ts';
import type { User, WireError } from '../../lib/protocol/index.ts';

/** Who I am on the process server: sign in, sign out, my roles. */
export function AccountSection() {
  const client = useClient();
  const status = useLive({ kind: 'status' });
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<WireError | null>(null);
  const ask = (request: PageRequest) => {
    setBusy(true);
    setFailure(null);
    client
      .request(request)
      .catch((error: unknown) => setFailure(wireErrorOf(error)))
      .finally(() => setBusy(false));
  };
  return (
    <Section title={text('accountTitle')} help={text('accountHelp')}>
      {!status && <Loading label={text('linkUnknown')} />}
      {status && (
        <div class="account">
          <Who user={status.user} signedOut={status.link === 'signed-out'} />
          {status.link === 'signed-out' ? (
            <Button look="primary" icon="sign-in" disabled={busy} onClick={() => ask({ type: 'sign-in' })}>
              {busy ? text('signInWaiting') : text('signIn')}
            </Button>
          ) : (
            <Button disabled={busy} onClick={() => ask({ type: 'sign-out' })}>
              {text('signOut')}
            </Button>
          )}
        </div>
      )}
      {failure && <ErrorBanner title={text('signInFailed')} error={failure} />}
    </Section>
  );
}

function Who({ user, signedOut }: { user: User | null; signedOut: boolean }) {
  if (signedOut || !user) return <p>{signedOut ? text('accountSignedOut') : text('accountUnknown')}</p>;
  return (
    <div>
      <p class="account-name">{user.name}</p>
      {user.email && <p class="section-help">{user.email}</p>}
      {user.roles.length > 0 && (
        <ul class="tags" aria-label={text('accountRoles')}>
          {user.roles.map((role) => (
            <li class="tag" key={role.id}>
              {role.name}
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
