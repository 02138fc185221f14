import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import { Dialog } from '../../../components/dialog.tsx';
import { ErrorBanner } from '../../../components/error-banner.tsx';
import { text } from '../../../components/text.ts';
import { TextArea } from '../../../components/text-area.tsx';
import type { WireError } from '../../../lib/protocol/index.ts';

interface Props {
  title: string;
  help: string;
  action: string;
  busy: boolean;
  failure: WireError | null;
  children?: ComponentChildren;
  onSubmit: (reason: string) => void;
  onClose: () => void;
}

/** Asks for the reason of something that cannot be taken back; the history keeps it. */
export function ReasonDialog({ title, help, action, busy, failure, children, onSubmit, onClose }: Props) {
  const [reason, setReason] = useState('');
  const [missing, setMissing] = useState(false);
  const submit = () => {
    const given = reason.trim();
    setMissing(given === '');
    if (given !== '') onSubmit(given);
  };
  return (
    <Dialog title={title} action={action} look="danger" busy={busy} onSubmit={submit} onClose={onClose}>
      <p>{help}</p>
      {children}
      <TextArea
        name="reason"
        label={text('reason')}
        help={text('reasonHelp')}
        required
        maxLength={4000}
        value={reason}
        error={missing ? text('reasonMissing') : null}
        onInput={setReason}
      />
      {failure && <ErrorBanner title={text('orderFailed')} error={failure} />}
    </Dialog>
  );
}
