import { useState } from 'preact/hooks';
import { useClient, wireErrorOf } from '../../../components/client.tsx';
import type { WireError } from '../../../lib/protocol/index.ts';
import { useGuard } from '../use-guard.ts';

export interface Confirming {
  busy: boolean;
  /** Why the last click did nothing. */
  error: WireError | null;
  early: boolean;
  /** Does it if the click counts: a person's, on what they have had the time to see (design 7). */
  confirm: (event: { isTrusted: boolean }, act: () => Promise<void>) => void;
}

/** For a click that cancels or begins something. `about` names what is asked: another question is another guard. */
export function useConfirm(about: string): Confirming {
  const client = useClient();
  const guard = useGuard(about);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<WireError | null>(null);
  const [early, setEarly] = useState(false);
  const confirm: Confirming['confirm'] = (event, act) => {
    if (busy) return;
    const verdict = guard.judge(event);
    if (verdict === 'untrusted') return;
    setEarly(verdict === 'early');
    if (verdict === 'early') return;
    setBusy(true);
    setError(null);
    client
      .request({ type: 'overlay.probe' })
      .then(act)
      .catch((thrown: unknown) => setError(wireErrorOf(thrown)))
      .finally(() => setBusy(false));
  };
  return { busy, error, early, confirm };
}
