import { useEffect, useRef, useState } from 'preact/hooks';
import { useClient, wireErrorOf } from '../../../components/client.tsx';
import type { PageView } from '../../../lib/messaging/contract.ts';
import type { WireError } from '../../../lib/protocol/index.ts';

export interface Check {
  /** Asks the server to look at the record again. */
  ask: () => void;
  /** It has looked, and the step is not done. */
  stillOpen: boolean;
  error: WireError | null;
}

/** *Check again*: for what was saved elsewhere, or unnoticed. */
export function useCheck(task: string, view: PageView): Check {
  const client = useClient();
  const asked = useRef(false);
  const before = useRef(view.sending);
  const [stillOpen, setStillOpen] = useState(false);
  const [error, setError] = useState<WireError | null>(null);

  useEffect(() => {
    const settled = before.current !== 'none' && view.sending === 'none' && view.state === 'open';
    before.current = view.sending;
    if (settled && asked.current) setStillOpen(true);
    if (settled) asked.current = false;
  }, [view.sending, view.state]);

  const ask = () => {
    asked.current = true;
    setStillOpen(false);
    setError(null);
    client.request({ type: 'task.check', task }).catch((problem) => setError(wireErrorOf(problem)));
  };
  return { ask, stillOpen, error };
}
