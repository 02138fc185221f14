import { Field, type FieldProps } from './field.tsx';

interface Props extends FieldProps {
  value: string;
  onInput: (value: string) => void;
  inputType?: 'text' | 'email' | 'tel' | 'url' | 'search';
  maxLength?: number | null;
  placeholder?: string;
}

/** One line of text. */
export function TextInput({ value, onInput, inputType = 'text', maxLength, placeholder, ...field }: Props) {
  return (
    <Field {...field}>
      {(attributes) => (
        <input
          {...attributes}
          class="control"
          {...typeOf(inputType)}
          value={value}
          placeholder={placeholder}
          readOnly={field.readonly}
          maxLength={maxLength ?? undefined}
          autoComplete="off"
          onInput={(event) => onInput(event.currentTarget.value)}
        />
      )}
    </Field>
  );
}

/** The attribute types want one literal type at a time; all of these take the same attributes. */
function typeOf(inputType: NonNullable<Props['inputType']>): { type: 'text' } {
  return { type: inputType as 'text' };
}
