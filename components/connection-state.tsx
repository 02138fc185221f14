import './connection-state.css';
import type { Status } from '../lib/messaging/contract.ts';
import { Button, LinkButton } from './button.tsx';
import { useLive, useSend } from './client.tsx';
import { now } from './clock.ts';
import { Icon, type IconName } from './icon.tsx';
import { DIAGNOSE_PAGE, OPTIONS_PAGE } from './pages.ts';
import { relativeTime } from './relative-time.ts';
import { counted, text } from './text.ts';

interface Shown {
  icon: IconName;
  look: 'live' | 'calm' | 'trouble';
  words: string;
  action?: 'sign-in' | 'retry' | 'diagnose';
}

interface Props {
  /** The page has a sign-in button of its own. */
  signInHere?: boolean;
}

/** The line that always says how the link to the process server is, and what waits for it. */
export function ConnectionState({ signInHere = false }: Props) {
  const status = useLive({ kind: 'status' });
  const shown = status
    ? describeLink(status, now.value)
    : { icon: 'busy', look: 'calm', words: text('linkUnknown') };
  return (
    <div class={`connection connection-${shown.look}`}>
      <span class="connection-state" role="status">
        <Icon name={shown.icon as IconName} />
        <span>{shown.words}</span>
      </span>
      {status && status.queued > 0 && (
        <span class="connection-state">
          <Icon name="queued" />
          <span>{counted('queued', status.queued)}</span>
        </span>
      )}
      {'action' in shown && !(signInHere && shown.action === 'sign-in') && <Action action={shown.action} />}
    </div>
  );
}

function Action({ action }: { action: Shown['action'] }) {
  const send = useSend();
  if (action === 'sign-in') {
    return (
      <LinkButton look="quiet" href={OPTIONS_PAGE}>
        {text('signIn')}
      </LinkButton>
    );
  }
  if (action === 'retry') {
    return (
      <Button look="quiet" onClick={() => send({ type: 'link.retry' })}>
        {text('linkRetry')}
      </Button>
    );
  }
  if (action === 'diagnose') {
    return (
      <LinkButton look="quiet" href={DIAGNOSE_PAGE}>
        {text('linkDiagnose')}
      </LinkButton>
    );
  }
  return null;
}

/** A state of the link in words; `live` over HTTP is said too, because the person asked why it feels slower. */
export function describeLink(status: Status, now: Date): Shown {
  switch (status.link) {
    case 'signed-out':
      return { icon: 'sign-in', look: 'trouble', words: text('linkSignedOut'), action: 'sign-in' };
    case 'offline':
      return { icon: 'offline', look: 'calm', words: text('linkOffline') };
    case 'waiting':
      return { icon: 'warning', look: 'trouble', words: waiting(status, now), action: 'retry' };
    case 'connecting':
      return { icon: 'busy', look: 'calm', words: text('linkConnecting') };
    case 'syncing':
      return { icon: 'busy', look: 'calm', words: text('linkSyncing') };
    case 'live':
      return status.transport === 'http'
        ? { icon: 'info', look: 'calm', words: text('linkHttp'), action: 'diagnose' }
        : { icon: 'live', look: 'live', words: text('linkLive') };
    case 'refused':
      return {
        icon: 'error',
        look: 'trouble',
        words: status.problem?.code === 'version-mismatch' ? text('linkUpdateNeeded') : text('linkRefused'),
        action: 'diagnose',
      };
  }
}

/** Seconds are not counted down: a line that changes every second is read out every second. */
function waiting({ nextAttemptAt }: Status, now: Date): string {
  const at = nextAttemptAt ? new Date(nextAttemptAt) : null;
  if (!at || at.getTime() - now.getTime() < 60_000) return text('linkWaiting');
  return text('linkWaitingUntil', relativeTime(at, now));
}
