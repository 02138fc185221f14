import { useEffect, useRef, useState } from 'preact/hooks';
import { useClient, wireErrorOf } from '../../components/client.tsx';
import { errorText } from '../../lib/error-text/error-text.ts';
import type { PageView } from '../../lib/messaging/contract.ts';
import type { Submission, WireError } from '../../lib/protocol/index.ts';
import { useGuard } from './use-guard.ts';

export type Phase =
  | 'editing'
  /** On its way: with the background, in the outbox, or with the server. */
  | 'sending'
  | 'queued'
  /** Completed from this page. */
  | 'done'
  /** Completed, cancelled or reassigned by somebody else, or from another page. */
  | 'ended';

export interface Submitting {
  phase: Phase;
  /** Why the last attempt was refused. */
  error: WireError | null;
  /** Why the last click did not count. */
  notice: { kind: 'early' } | { kind: 'covered'; message: string } | null;
  send: (event: { isTrusted: boolean }, submission: Submission) => void;
}

interface Context {
  task: string;
  view: PageView;
  framed: boolean;
  /** The person's id, if somebody is signed in. */
  me: string | null;
}

/** Sends a step's submission if the click counts, and tells what becomes of it. */
export function useSubmit({ task, view, framed, me }: Context): Submitting {
  const client = useClient();
  const guard = useGuard(task);
  const sentHere = useRef(false);
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<WireError | null>(null);
  const [notice, setNotice] = useState<Submitting['notice']>(null);
  const phase = phaseOf(view, busy, sentHere.current && (view.end?.by?.id ?? me) === me);

  const deliver = async (submission: Submission): Promise<void> => {
    if (framed) {
      try {
        await client.request({ type: 'overlay.probe' });
      } catch (error) {
        setNotice({ kind: 'covered', message: errorText(wireErrorOf(error)) });
        return;
      }
    }
    try {
      sentHere.current = true;
      await client.request({ type: 'task.complete', task, submission });
    } catch (error) {
      sentHere.current = false;
      setFailure(wireErrorOf(error));
    }
  };

  const send: Submitting['send'] = (event, submission) => {
    if (phase !== 'editing') return;
    const verdict = guard.judge(event);
    if (verdict === 'untrusted') return;
    setNotice(verdict === 'early' ? { kind: 'early' } : null);
    if (verdict === 'early') return;
    setFailure(null);
    setBusy(true);
    void deliver(submission).finally(() => setBusy(false));
  };

  const error = phase === 'editing' ? (failure ?? view.error) : null;
  // Pressed again it means something else then: the second half of a double click is not meant so.
  const changed = error?.code === 'record-changed' ? error.message : null;
  useEffect(() => {
    if (changed !== null) guard.seen(document.visibilityState === 'visible');
  }, [changed, guard]);
  return { phase, error, notice, send };
}

function phaseOf(view: PageView, busy: boolean, mine: boolean): Phase {
  if (view.state === 'ended') return mine && view.end?.reason !== 'cancelled' ? 'done' : 'ended';
  if (view.sending === 'queued') return 'queued';
  return busy || view.sending === 'sending' ? 'sending' : 'editing';
}
