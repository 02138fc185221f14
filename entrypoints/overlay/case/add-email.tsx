import type { TargetedSubmitEvent } from 'preact';
import { useState } from 'preact/hooks';
import { Button } from '../../../components/button.tsx';
import { useClient, wireErrorOf } from '../../../components/client.tsx';
import { ErrorBanner } from '../../../components/error-banner.tsx';
import { focusFirstInvalid } from '../../../components/field.tsx';
import { text } from '../../../components/text.ts';
import { TextInput } from '../../../components/text-input.tsx';
import type { WireError } from '../../../lib/protocol/index.ts';

interface Props {
  instance: string;
  subject: string;
  /** Why the server did not add it the last time. */
  refusal: WireError | null;
  onChange: (subject: string) => void;
  onSent: () => void;
  onCancel: () => void;
}

/** Adds an e-mail to the stage: what it is about; it is written on the page of its kind, which opens then. */
export function AddEmail({ instance, subject, refusal, onChange, onSent, onCancel }: Props) {
  const client = useClient();
  const [tried, setTried] = useState(false);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<WireError | null>(null);
  const shown = error ?? refusal;
  const add = (event: TargetedSubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (busy) return;
    const form = event.currentTarget;
    const title = subject.trim();
    setTried(true);
    if (!title) return queueMicrotask(() => focusFirstInvalid(form));
    setBusy(true);
    setError(null);
    client
      .request({
        type: 'case.command',
        command: { type: 'case.add', instance, kind: 'send-email', subject: title },
        title,
      })
      .then(onSent, (thrown: unknown) => setError(wireErrorOf(thrown)))
      .finally(() => setBusy(false));
  };
  return (
    <form class="next-add" noValidate aria-label={text('nextAddEmail')} onSubmit={add}>
      {shown && <ErrorBanner title={text('popupFailed')} error={shown} />}
      <TextInput
        name="subject"
        label={text('nextAddSubject')}
        required
        maxLength={500}
        value={subject}
        error={tried && !subject.trim() ? text('nextAddSubjectMissing') : null}
        onInput={onChange}
      />
      <div class="case-buttons">
        <Button onClick={onCancel}>{text('cancel')}</Button>
        <Button type="submit" look="primary" disabled={busy}>
          {text('nextAddWrite')}
        </Button>
      </div>
    </form>
  );
}
