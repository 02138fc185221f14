import { useEffect, useRef, useState } from 'preact/hooks';
import { Button } from '../../components/button.tsx';
import { Checkbox } from '../../components/checkbox.tsx';
import { useClient } from '../../components/client.tsx';
import { DateInput } from '../../components/date-input.tsx';
import { durationWords } from '../../components/duration.ts';
import { Select } from '../../components/select.tsx';
import { text } from '../../components/text.ts';
import { TextInput } from '../../components/text-input.tsx';
import type { Choice, Task } from '../../lib/protocol/index.ts';
import {
  type Entry,
  type Errors,
  endFields,
  entryOf,
  errorsOf,
  type KeptSettings,
  keptSettings,
  NO_REMINDER,
  ownerOf,
  postponementOf,
  withoutErrors,
} from './later-entry.ts';
import { fieldsOf, minutesFrom, momentFrom, quickTimes } from './later-times.ts';
import { PeoplePicker } from './people-picker.tsx';
import { StepPanel } from './step-panel.tsx';
import type { Moves } from './use-moves.ts';

interface Props {
  id: string;
  task: Task;
  moves: Moves;
  onCancel: () => void;
}

const DURATIONS = [15, 30, 45, 60, 90, 120, 240, 480, 1440];
const REMINDERS = [0, 5, 10, 15, 30, 60, 120, 1440];
const LONGEST_TITLE = 500;

/**
 * *Perform later* (behaviour 6.4): when, how long, a reminder, who, and what it is called. An activity has its
 * start and due time instead (behaviour 7.3), which may also lie behind.
 */
export function PerformLater({ id, task, moves, onCancel }: Props) {
  const isActivity = task.kind === 'perform-task';
  const [entry, setEntry] = useState<Entry>(() => entryOf(task, new Date()));
  const [errors, setErrors] = useState<Errors>({});
  const touched = useRef<Partial<Entry>>({});
  const change = (part: Partial<Entry>) => {
    touched.current = { ...touched.current, ...part };
    setEntry((before) => ({ ...before, ...part }));
    setErrors((before) => withoutErrors(before, part));
  };
  // The answer may come late: what the person has entered meanwhile stands.
  useKeptSettings(task, (kept) => setEntry((before) => ({ ...before, ...kept, ...touched.current })));

  const submit = () => {
    const found = errorsOf(entry, isActivity, new Date());
    setErrors(found);
    if (Object.keys(found).length > 0) return false;
    moves.send(postponementOf(task, entry));
    return true;
  };

  return (
    <StepPanel
      id={id}
      title={text(isActivity ? 'laterTitleActivity' : 'laterTitle')}
      action={text(isActivity ? 'save' : 'laterAction')}
      moves={moves}
      onSubmit={submit}
      onCancel={onCancel}
    >
      <Quick entry={entry} isActivity={isActivity} onChoose={change} />
      <div class="step-panel-fields">
        <DateInput
          name="later-date"
          kind="date"
          label={text('laterDate')}
          required
          value={entry.date}
          error={errors.date ?? null}
          onInput={(date) => change({ date })}
        />
        <DateInput
          name="later-time"
          kind="time"
          label={text('laterTime')}
          required
          value={entry.time}
          error={errors.time ?? null}
          onInput={(time) => change({ time })}
        />
        {isActivity ? (
          <End entry={entry} errors={errors} onChange={change} />
        ) : (
          <Select
            name="later-minutes"
            label={text('laterDuration')}
            always
            required
            options={durationsWith(Number(entry.minutes))}
            value={entry.minutes}
            onInput={(minutes) => change({ minutes })}
          />
        )}
        <Select
          name="later-remind"
          label={text('laterReminder')}
          always
          required
          options={remindersWith(entry.remind)}
          value={entry.remind}
          onInput={(remind) => change({ remind })}
        />
        <div class="step-panel-wide">
          <PeoplePicker
            name="later-owner"
            label={text('laterOwner')}
            required
            value={entry.owner?.name ?? (entry.ownerCleared ? '' : ownerOf(task))}
            error={errors.owner ?? null}
            onChoose={(owner) => change({ owner, ownerCleared: owner === null })}
          />
        </div>
        <div class="step-panel-wide">
          <TextInput
            name="later-title"
            label={text('laterSubject')}
            required
            maxLength={LONGEST_TITLE}
            value={entry.title}
            error={errors.title ?? null}
            onInput={(title) => change({ title })}
          />
        </div>
        <div class="step-panel-wide">
          <Checkbox
            name="later-calendar"
            label={text('laterCalendar')}
            checked={entry.calendar}
            onChange={(calendar) => change({ calendar })}
          />
        </div>
      </div>
    </StepPanel>
  );
}

interface PartProps {
  entry: Entry;
  onChange: (part: Partial<Entry>) => void;
}

/** One press for the times that people mean most often; the end moves along. */
function Quick(props: { entry: Entry; isActivity: boolean; onChoose: (part: Partial<Entry>) => void }) {
  const { entry, isActivity, onChoose } = props;
  const choose = (at: Date) => {
    const start = momentFrom(entry.date, entry.time);
    const end = momentFrom(entry.endDate, entry.endTime);
    const minutes = isActivity && start && end ? minutesFrom(start, end) : Number(entry.minutes);
    onChoose({ ...fieldsOf(at), ...endFields(at, minutes) });
  };
  return (
    <div class="step-panel-quick">
      {quickTimes(new Date()).map(({ key, at }) => (
        <Button key={key} icon="timer" onClick={() => choose(at)}>
          {text(key)}
        </Button>
      ))}
    </div>
  );
}

function End({ entry, errors, onChange }: PartProps & { errors: Errors }) {
  return (
    <>
      <DateInput
        name="later-end-date"
        kind="date"
        label={text('laterEndDate')}
        required
        value={entry.endDate}
        error={errors.endDate ?? null}
        onInput={(endDate) => onChange({ endDate })}
      />
      <DateInput
        name="later-end-time"
        kind="time"
        label={text('laterEndTime')}
        required
        value={entry.endTime}
        onInput={(endTime) => onChange({ endTime })}
      />
    </>
  );
}

/** What the activity of the step has already, where the server can be asked; else what is usual. */
function useKeptSettings({ activity }: Task, take: (kept: KeptSettings) => void): void {
  const client = useClient();
  useEffect(() => {
    if (activity === null) return;
    let wanted = true;
    client.query({ type: 'activity', activity }).then(
      (answer) => {
        if (wanted && answer) take(keptSettings(answer.activity));
      },
      () => undefined,
    );
    return () => {
      wanted = false;
    };
  }, [client, activity]);
}

function durationsWith(minutes: number): Choice[] {
  return sorted([...DURATIONS, minutes]).map(choiceOf);
}

function remindersWith(remind: string): Choice[] {
  const before = sorted([...REMINDERS, ...(remind === NO_REMINDER ? [] : [Number(remind)])]);
  const choices = before.map((minutes) => ({
    code: String(minutes),
    label:
      minutes === 0 ? text('laterReminderAtStart') : text('laterReminderBefore', choiceOf(minutes).label),
  }));
  return [{ code: NO_REMINDER, label: text('laterReminderNone') }, ...choices];
}

function sorted(minutes: number[]): number[] {
  return [...new Set(minutes)].sort((one, other) => one - other);
}

function choiceOf(minutes: number): Choice {
  return { code: String(minutes), label: durationWords(minutes * 60_000) };
}
