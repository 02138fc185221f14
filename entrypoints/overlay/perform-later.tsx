import { useEffect, useState } from 'preact/hooks';
import { Button } from '../../components/button.tsx';
import { Checkbox } from '../../components/checkbox.tsx';
import { useClient } from '../../components/client.tsx';
import { DateInput } from '../../components/date-input.tsx';
import { durationWords } from '../../components/duration.ts';
import { Select } from '../../components/select.tsx';
import { text } from '../../components/text.ts';
import { TextInput } from '../../components/text-input.tsx';
import type { Assignee, Choice, Task } from '../../lib/protocol/index.ts';
import { fieldsOf, inAnHour, minutesFrom, momentFrom, quickTimes } from './later-times.ts';
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
const NO_REMINDER = 'none';
/** As the reference has it (behaviour 6.4). */
const USUAL_REMINDER = 10;
const USUAL_MINUTES = 30;
const LONGEST_TITLE = 500;

/** What is entered, as the fields have it. */
interface Entry {
  date: string;
  time: string;
  endDate: string;
  endTime: string;
  minutes: string;
  remind: string;
  calendar: boolean;
  title: string;
  /** Null: as it is. */
  owner: Assignee | null;
  ownerCleared: boolean;
}

type Errors = Partial<Record<'date' | 'time' | 'endDate' | 'owner' | 'title', string>>;

/**
 * *Perform later* (behaviour 6.4): when, how long, a reminder, who, and what it is called. An activity has its
 * start and due time instead (behaviour 7.3), which may also lie behind.
 */
export function PerformLater({ id, task, moves, onCancel }: Props) {
  const isActivity = task.kind === 'perform-task';
  const [entry, setEntry] = useState<Entry>(() => entryOf(task, new Date()));
  const [errors, setErrors] = useState<Errors>({});
  const change = (part: Partial<Entry>) => {
    setEntry((before) => ({ ...before, ...part }));
    setErrors((before) => without(before, part));
  };
  useKeptSettings(task, change);

  const submit = () => {
    const found = errorsOf(entry, isActivity, new Date());
    setErrors(found);
    if (Object.keys(found).length > 0) return false;
    const start = momentFrom(entry.date, entry.time) ?? new Date();
    const end = momentFrom(entry.endDate, entry.endTime);
    const { owner } = entry;
    moves.send({
      ...{ type: 'task.postpone', task: task.id, start: start.toISOString() },
      minutes: isActivity && end ? minutesFrom(start, end) : Number(entry.minutes),
      remindMinutes: entry.remind === NO_REMINDER ? null : Number(entry.remind),
      showInCalendar: entry.calendar,
      title: entry.title.trim(),
      ...(owner && { performer: performerOf(owner) }),
    });
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
function useKeptSettings({ activity }: Task, change: (part: Partial<Entry>) => void): void {
  const client = useClient();
  useEffect(() => {
    if (activity === null) return;
    let wanted = true;
    client.query({ type: 'activity', activity }).then(
      (answer) => {
        if (!wanted || !answer) return;
        const { showInCalendar: calendar, remindAt, start } = answer.activity;
        const remind = remindAt ? String(minutesFrom(new Date(remindAt), new Date(start))) : NO_REMINDER;
        change({ calendar, remind });
      },
      () => undefined,
    );
    return () => {
      wanted = false;
    };
  }, [client, activity]);
}

function entryOf(task: Task, now: Date): Entry {
  const isActivity = task.kind === 'perform-task';
  const planned = new Date(task.start);
  const start = isActivity || planned > now ? planned : inAnHour(now);
  const due = task.due === null ? null : new Date(task.due);
  const minutes = (due && minutesFrom(planned, due)) || USUAL_MINUTES;
  return {
    ...fieldsOf(start),
    ...endFields(start, minutes),
    ...{ minutes: String(minutes), remind: String(USUAL_REMINDER), calendar: true },
    ...{ title: task.title, owner: null, ownerCleared: false },
  };
}

function endFields(start: Date, minutes: number): Pick<Entry, 'endDate' | 'endTime'> {
  const { date, time } = fieldsOf(new Date(start.getTime() + minutes * 60_000));
  return { endDate: date, endTime: time };
}

function errorsOf(entry: Entry, isActivity: boolean, now: Date): Errors {
  const errors: Errors = {};
  const start = momentFrom(entry.date, entry.time);
  const end = momentFrom(entry.endDate, entry.endTime);
  if (!entry.date) errors.date = text('fieldEmpty', text('laterDate'));
  if (!entry.time) errors.time = text('fieldEmpty', text('laterTime'));
  if (start && !isActivity && start <= now) errors.date = text('laterPast');
  if (isActivity && start && (!end || end < start)) errors.endDate = text('laterEndsBefore');
  if (entry.ownerCleared) errors.owner = text('laterNobody');
  if (entry.title.trim() === '') errors.title = text('fieldEmpty', text('laterSubject'));
  return errors;
}

function without(errors: Errors, part: Partial<Entry>): Errors {
  const { owner, ...others } = errors;
  if ('date' in part || 'time' in part || 'endDate' in part || 'endTime' in part) {
    const { title } = errors;
    return { ...(owner && { owner }), ...(title && { title }) };
  }
  if ('owner' in part) return others;
  if (!('title' in part)) return errors;
  const { title: _, ...rest } = errors;
  return rest;
}

function ownerOf({ performer: { user, role } }: Task): string {
  return user?.name ?? role?.name ?? '';
}

/** Whom a choice of the picker makes the performer. */
export function performerOf({ type, id }: Assignee): { user: string | null; role: string | null } {
  return type === 'user' ? { user: id, role: null } : { user: null, role: id };
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
