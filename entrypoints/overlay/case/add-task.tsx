import type { TargetedSubmitEvent } from 'preact';
import { useState } from 'preact/hooks';
import { Button } from '../../../components/button.tsx';
import { useClient, wireErrorOf } from '../../../components/client.tsx';
import { DateInput } from '../../../components/date-input.tsx';
import { ErrorBanner } from '../../../components/error-banner.tsx';
import { focusFirstInvalid } from '../../../components/field.tsx';
import { text } from '../../../components/text.ts';
import { TextInput } from '../../../components/text-input.tsx';
import type { ByHand } from '../../../lib/messaging/contract.ts';
import type { LinkedRecord, WireError } from '../../../lib/protocol/index.ts';

type NewTask = Extract<ByHand, { kind: 'task' }>;

const HALF_AN_HOUR = 30 * 60_000;

interface Props {
  task: NewTask;
  record: LinkedRecord;
  /** Null: it was added, or given up. */
  onChange: (task: NewTask | null) => void;
}

/** Adds a task of one's own: an activity that is connected to the record. */
export function AddTask({ task, record, onChange: keep }: Props) {
  const client = useClient();
  const [wrong, setWrong] = useState<{ title: boolean; due: boolean } | null>(null);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<WireError | null>(null);
  const close = () => keep(null);
  const add = (event: TargetedSubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (busy) return;
    const form = event.currentTarget;
    const title = task.title.trim();
    const found = { title: !title, due: isHalf(form.elements.namedItem('due')) };
    setWrong(found);
    if (found.title || found.due) return queueMicrotask(() => focusFirstInvalid(form));
    const { start, until } = timesOf(task.due, new Date());
    const command = {
      ...{ type: 'activity.save' as const, activity: task.id, create: true },
      fields: { title, start, due: until, showInCalendar: true, connected: [record] },
    };
    setBusy(true);
    client
      .request({ type: 'activity.command', command, title })
      .then(close, (thrown: unknown) => setError(wireErrorOf(thrown)))
      .finally(() => setBusy(false));
  };
  return (
    <form class="next-add" noValidate aria-label={text('nextAdd')} onSubmit={add}>
      {error && <ErrorBanner title={text('popupFailed')} error={error} />}
      <TextInput
        name="title"
        label={text('nextAddTitle')}
        required
        maxLength={500}
        value={task.title}
        error={wrong?.title && !task.title.trim() ? text('nextAddMissing') : null}
        onInput={(title) => keep({ ...task, title })}
      />
      <DateInput
        kind="datetime"
        name="due"
        label={text('nextAddDue')}
        value={task.due}
        error={wrong?.due ? text('fieldIncomplete', text('nextAddDue')) : null}
        onInput={(due) => {
          setWrong(wrong && { ...wrong, due: false });
          keep({ ...task, due });
        }}
      />
      <div class="case-buttons">
        <Button onClick={close}>{text('cancel')}</Button>
        <Button type="submit" look="primary" disabled={busy}>
          {text('nextAddDo')}
        </Button>
      </div>
    </form>
  );
}

/** Whether a control holds something that it cannot read, such as half a date: its value is empty then. */
function isHalf(control: unknown): boolean {
  return control instanceof HTMLInputElement && control.validity.badInput;
}

/** Half an hour up to when it is due; without that, the next half hour. */
export function timesOf(due: string, now: Date): { start: string; until: string } {
  const chosen = new Date(due);
  const until = Number.isNaN(chosen.getTime()) ? new Date(now.getTime() + HALF_AN_HOUR) : chosen;
  return { start: new Date(until.getTime() - HALF_AN_HOUR).toISOString(), until: until.toISOString() };
}
