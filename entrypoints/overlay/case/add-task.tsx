import { useState } from 'preact/hooks';
import { Button } from '../../../components/button.tsx';
import { useClient, wireErrorOf } from '../../../components/client.tsx';
import { DateInput } from '../../../components/date-input.tsx';
import { ErrorBanner } from '../../../components/error-banner.tsx';
import { text } from '../../../components/text.ts';
import { TextInput } from '../../../components/text-input.tsx';
import type { LinkedRecord, WireError } from '../../../lib/protocol/index.ts';

const HALF_AN_HOUR = 30 * 60_000;

/** Adds a task of one's own beside those of the case: an activity that is connected to the record (behaviour 8.4). */
export function AddTask({ record }: { record: LinkedRecord }) {
  const client = useClient();
  const [open, setOpen] = useState(false);
  const [title, setTitle] = useState('');
  const [due, setDue] = useState('');
  const [missing, setMissing] = useState(false);
  const [error, setError] = useState<WireError | null>(null);
  if (!open)
    return (
      <div>
        <Button icon="add" onClick={() => setOpen(true)}>
          {text('nextAdd')}
        </Button>
      </div>
    );
  const add = (event: Event) => {
    event.preventDefault();
    if (!title.trim()) return setMissing(true);
    const { start, until } = timesOf(due, new Date());
    const command = {
      ...{ type: 'activity.save' as const, activity: crypto.randomUUID(), create: true },
      fields: { title: title.trim(), start, due: until, showInCalendar: true, connected: [record] },
    };
    client.request({ type: 'activity.command', command, title: title.trim() }).then(
      () => {
        setOpen(false);
        setTitle('');
        setDue('');
        setMissing(false);
        setError(null);
      },
      (thrown: unknown) => setError(wireErrorOf(thrown)),
    );
  };
  return (
    <form class="next-add" noValidate aria-label={text('nextAdd')} onSubmit={add}>
      {error && <ErrorBanner title={text('popupFailed')} error={error} />}
      <TextInput
        name="title"
        label={text('nextAddTitle')}
        required
        maxLength={500}
        value={title}
        error={missing && !title.trim() ? text('nextAddMissing') : null}
        onInput={setTitle}
      />
      <DateInput kind="datetime" name="due" label={text('nextAddDue')} value={due} onInput={setDue} />
      <div class="case-buttons">
        <Button onClick={() => setOpen(false)}>{text('cancel')}</Button>
        <Button type="submit" look="primary">
          {text('nextAddDo')}
        </Button>
      </div>
    </form>
  );
}

/** Half an hour up to when it is due; without that, the next half hour. */
export function timesOf(due: string, now: Date): { start: string; until: string } {
  const chosen = new Date(due);
  const until = Number.isNaN(chosen.getTime()) ? new Date(now.getTime() + HALF_AN_HOUR) : chosen;
  return { start: new Date(until.getTime() - HALF_AN_HOUR).toISOString(), until: until.toISOString() };
}
