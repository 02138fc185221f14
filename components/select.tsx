import type { Choice as Option } from '../lib/protocol/index.ts';
import { Field, type FieldProps } from './field.tsx';
import { text } from './text.ts';

interface Props extends FieldProps {
  options: readonly Option[];
  /** The chosen code; empty: none. */
  value: string;
  onInput: (code: string) => void;
  /** One is always chosen: nothing can be left empty, and nothing marks it as required. */
  always?: boolean;
}

/** One of many, in the browser's own list. */
export function Select({ options, value, onInput, always = false, ...field }: Props) {
  return (
    <Field {...field}>
      {(attributes) => (
        <select
          {...attributes}
          class="control"
          value={value}
          aria-readonly={field.readonly || undefined}
          onChange={(event) => onInput(event.currentTarget.value)}
        >
          {!always && (
            <option value="" disabled={field.required}>
              {text('selectNothing')}
            </option>
          )}
          {options.map((option) => (
            <option key={option.code} value={option.code} disabled={field.readonly && option.code !== value}>
              {option.label}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}
