import { Adorned } from './adorned.tsx';
import { Field, type FieldProps } from './field.tsx';

interface Props extends FieldProps {
  value: string;
  onInput: (value: string) => void;
  inputType?: 'text' | 'email' | 'tel' | 'url' | 'search' | 'password';
  maxLength?: number | null;
  placeholder?: string;
  /** Stands before or behind what is typed, such as a unit. */
  prefix?: string;
  suffix?: string;
}

/** One line of text. */
export function TextInput({ value, onInput, inputType = 'text', maxLength, placeholder, ...props }: Props) {
  const { prefix, suffix, ...field } = props;
  return (
    <Field {...field}>
      {(attributes) => (
        <Adorned prefix={prefix} suffix={suffix} attributes={attributes}>
          {(described) => (
            <input
              {...described}
              class="control"
              {...typeOf(inputType)}
              value={value}
              placeholder={placeholder}
              readOnly={field.readonly}
              maxLength={maxLength ?? undefined}
              autoComplete={inputType === 'password' ? 'new-password' : 'off'}
              onInput={(event) => onInput(event.currentTarget.value)}
            />
          )}
        </Adorned>
      )}
    </Field>
  );
}

/** The attribute types want one literal type at a time; all of these take the same attributes. */
function typeOf(inputType: NonNullable<Props['inputType']>): { type: 'text' } {
  return { type: inputType as 'text' };
}
