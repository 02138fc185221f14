import { useState } from 'preact/hooks';
import { useLive, wireErrorOf } from '../../../components/client.tsx';
import { Dialog } from '../../../components/dialog.tsx';
import { ErrorBanner } from '../../../components/error-banner.tsx';
import { text } from '../../../components/text.ts';
import type { WireError } from '../../../lib/protocol/index.ts';

interface Props {
  title: string;
  /** The verb on the button. */
  action: string;
  /** What it means. */
  words: string;
  /** Does it; what it throws is said, and the dialog stays. */
  work: () => Promise<void>;
  onClose: () => void;
}

/** Says what something means before it is done, where it cannot be taken back. */
export function AskFirst({ title, action, words, work, onClose }: Props) {
  const possible = useLive({ kind: 'status' })?.link === 'live';
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<WireError | null>(null);
  const submit = async () => {
    setBusy(true);
    setFailure(null);
    await work().catch((error: unknown) => setFailure(wireErrorOf(error)));
    setBusy(false);
  };
  return (
    <Dialog
      title={title}
      action={action}
      look="danger"
      busy={busy || !possible}
      onSubmit={() => void submit()}
      onClose={onClose}
    >
      <p>{words}</p>
      {failure && <ErrorBanner title={text('crmsFailed')} error={failure} />}
    </Dialog>
  );
}
