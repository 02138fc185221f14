import { useState } from 'preact/hooks';
import { useClient, useLive } from '../../../components/client.tsx';
import type { ByHand } from '../../../lib/messaging/contract.ts';
import type { LinkedRecord } from '../../../lib/protocol/index.ts';

export interface Typed {
  /** Null: nothing is being added. Undefined: it is not known yet. */
  draft: ByHand | null | undefined;
  keep: (draft: ByHand | null) => void;
}

/**
 * What was typed and not added, kept by the background: a press on the CRM page takes the view away, a reload the whole
 * document. What is typed here wins over what comes back.
 */
export function useByHand({ system, type, id }: LinkedRecord): Typed {
  const client = useClient();
  const record = { system, type, id };
  const kept = useLive({ kind: 'by-hand', record });
  const [typed, setTyped] = useState<ByHand | null>();
  const keep = (draft: ByHand | null) => {
    setTyped(draft);
    client
      .request({ type: 'by-hand.save', record, draft })
      .catch((error: unknown) => console.warn('by-hand.save', error));
  };
  return { draft: typed === undefined ? kept?.draft : typed, keep };
}
