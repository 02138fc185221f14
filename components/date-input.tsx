import { Field, type FieldProps } from './field.tsx';

interface Props extends FieldProps {
  /** As the native control has it: `2026-03-09`, `14:30` or `2026-03-09T14:30`, in the person's zone. */
  value: string;
  onInput: (value: string) => void;
  kind: 'date' | 'time' | 'datetime';
}

const TYPES = { date: 'date', time: 'time', datetime: 'datetime-local' } as const;

/** A date, a time or both, on the browser's own picker. */
export function DateInput({ value, onInput, kind, ...field }: Props) {
  return (
    <Field {...field}>
      {(attributes) => (
        <input
          {...attributes}
          class="control control-short"
          type={TYPES[kind]}
          value={value}
          readOnly={field.readonly}
          onInput={(event) => onInput(event.currentTarget.value)}
        />
      )}
    </Field>
  );
}
