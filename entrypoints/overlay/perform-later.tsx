import { useEffect, useRef, useState } from 'preact/hooks';
import { Button } from '../../components/button.tsx';
import { Checkbox } from '../../components/checkbox.tsx';
import { useClient } from '../../components/client.tsx';
import { DateInput } from '../../components/date-input.tsx';
import { durationWords } from '../../components/duration.ts';
import { reminderChoices } from '../../components/reminder-choices.ts';
import { Select } from '../../components/select.tsx';
import { type MessageKey, text } from '../../components/text.ts';
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
        <Moment
          name="later"
          labels={['laterDate', 'laterTime']}
          value={entry}
          errors={errors}
          onChange={change}
        />
        {isActivity ? (
          <Moment
            name="later-end"
            labels={['laterEndDate', 'laterEndTime']}
            value={{ date: entry.endDate, time: entry.endTime }}
            errors={{ date: errors.endDate }}
            onChange={({ date = entry.endDate, time = entry.endTime }) =>
              change({ endDate: date, endTime: time })
            }
          />
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
          options={[
            { code: NO_REMINDER, label: text('remindNever') },
            ...reminderChoices(entry.remind === NO_REMINDER ? null : Number(entry.remind)),
          ]}
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

interface MomentProps {
  name: string;
  /** Of the day and of the time. */
  labels: [MessageKey, MessageKey];
  value: Pick<Entry, 'date' | 'time'>;
  errors: { date?: string | undefined; time?: string | undefined };
  onChange: (part: Partial<Pick<Entry, 'date' | 'time'>>) => void;
}

/** A day and a time of it. */
function Moment({ name, labels, value, errors, onChange }: MomentProps) {
  return (['date', 'time'] as const).map((kind, index) => (
    <DateInput
      key={kind}
      name={`${name}-${kind}`}
      kind={kind}
      label={text(labels[index] ?? 'laterDate')}
      required
      value={value[kind]}
      error={errors[kind] ?? null}
      onInput={(words) => onChange({ [kind]: words })}
    />
  ));
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
  return [...new Set([...DURATIONS, minutes])]
    .sort((one, other) => one - other)
    .map((count) => ({ code: String(count), label: durationWords(count * 60_000) }));
}
