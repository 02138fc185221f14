import { useState } from 'preact/hooks';
import { useClient, wireErrorOf } from '../../components/client.tsx';
import type { PageView } from '../../lib/messaging/contract.ts';
import type { ActivityCommand, Task, WireError } from '../../lib/protocol/index.ts';

export interface Moves {
  /** One is on its way. */
  busy: boolean;
  /** It waits for the link. */
  queued: boolean;
  /** Why the last one was not carried out. */
  error: WireError | null;
  send: (command: ActivityCommand) => void;
  /** The person has read the error. */
  dismiss: () => void;
}

/** Postpones the task, or gives it to somebody: what is sent, and what has become of it. */
export function useMoves(task: Task, moving: PageView['moving']): Moves {
  const client = useClient();
  const [storing, setStoring] = useState(false);
  const [failure, setFailure] = useState<WireError | null>(null);
  const send = (command: ActivityCommand) => {
    setFailure(null);
    setStoring(true);
    client
      .request({ type: 'activity.command', command, title: task.title })
      .catch((error: unknown) => setFailure(wireErrorOf(error)))
      .finally(() => setStoring(false));
  };
  const dismiss = () => {
    setFailure(null);
    if (moving?.state === 'refused')
      client.request({ type: 'refusal.dismiss', command: moving.command }).catch(() => undefined);
  };
  const queued = moving?.state === 'queued';
  return {
    busy: storing || moving?.state === 'sending' || queued,
    queued,
    error: failure ?? moving?.error ?? null,
    send,
    dismiss,
  };
}
