import { Field, type FieldProps } from './field.tsx';

interface Props extends FieldProps {
  value: string;
  onInput: (value: string) => void;
  maxLength?: number | null;
}

/** Several lines of text; grows with what is typed. */
export function TextArea({ value, onInput, maxLength, ...field }: Props) {
  return (
    <Field {...field}>
      {(attributes) => (
        <textarea
          {...attributes}
          class="control"
          rows={3}
          value={value}
          readOnly={field.readonly}
          maxLength={maxLength ?? undefined}
          onInput={(event) => onInput(event.currentTarget.value)}
        />
      )}
    </Field>
  );
}
