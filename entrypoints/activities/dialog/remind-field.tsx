import { DateInput } from '../../../components/date-input.tsx';
import { reminderChoices } from '../../../components/reminder-choices.ts';
import { Select } from '../../../components/select.tsx';
import { text } from '../../../components/text.ts';
import { AT, type Reminding } from './form.ts';

interface Props {
  name: string;
  /** Who is reminded. */
  label: string;
  value: Reminding;
  /** When the activity starts. */
  start: string;
  error: string | null;
  onChange: (value: Reminding) => void;
}

/** When somebody is reminded of an activity: so long before its start, or at a time of its own (behaviour 7.2). */
export function RemindField({ name, label, value, start, error, onChange }: Props) {
  return (
    <>
      <Select
        name={name}
        label={label}
        always
        options={[
          { code: '', label: text('remindNever') },
          ...reminderChoices(),
          { code: AT, label: text('remindAt') },
        ]}
        value={value.when}
        onInput={(when) => onChange({ when, at: value.at || start })}
      />
      {value.when === AT && (
        <DateInput
          name={`${name}-at`}
          kind="datetime"
          label={text('remindTimeOf', label)}
          required
          value={value.at}
          error={error}
          onInput={(at) => onChange({ ...value, at })}
        />
      )}
    </>
  );
}
