import { useState } from 'preact/hooks';
import { useClient } from '../../components/client.tsx';
import type { Values } from '../../lib/protocol/index.ts';

export interface Draft {
  /** What was typed here or, before anything was, what was typed the last time. */
  values: Values | null;
  save: (values: Values) => void;
  /** `failed`: the browser could not keep the last entry; it stands only on this page. */
  state: 'untouched' | 'kept' | 'failed';
}

/**
 * Keeps every entry at once. What is typed here wins over what the background sends back, so that an echo, or
 * another tab on the same step, never moves the caret.
 */
export function useDraft(task: string, stored: Values | null): Draft {
  const client = useClient();
  const [typed, setTyped] = useState<Values | null>(null);
  const [failed, setFailed] = useState(false);
  const save = (values: Values) => {
    setTyped(values);
    client.request({ type: 'draft.save', task, draft: values }).then(
      () => setFailed(false),
      () => setFailed(true),
    );
  };
  const values = typed ?? stored;
  return { values, save, state: failed ? 'failed' : values ? 'kept' : 'untouched' };
}
