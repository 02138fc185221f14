import { Adorned } from './adorned.tsx';
import { Field, type FieldProps } from './field.tsx';

interface Props extends FieldProps {
  /** As typed: a half-typed number is kept too. */
  value: string;
  onInput: (value: string) => void;
  decimals?: number | null;
  /** Stands before or behind what is typed, such as a currency. */
  prefix?: string;
  suffix?: string;
}

/**
 * A number, typed as people write it. Not `type="number"`: that control hides what it can't read, changes on
 * the mouse wheel and has no decimal comma in half of the browsers.
 */
export function NumberInput({ value, onInput, decimals, prefix, suffix, ...field }: Props) {
  return (
    <Field {...field}>
      {(attributes) => (
        <Adorned prefix={prefix} suffix={suffix} attributes={attributes}>
          {(described) => (
            <input
              {...described}
              class="control control-short"
              type="text"
              inputMode={decimals === 0 ? 'numeric' : 'decimal'}
              value={value}
              readOnly={field.readonly}
              autoComplete="off"
              onInput={(event) => onInput(event.currentTarget.value)}
            />
          )}
        </Adorned>
      )}
    </Field>
  );
}
