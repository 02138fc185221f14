import { Field, type FieldProps } from '../../../components/field.tsx';
import type { Choice } from '../../../lib/protocol/index.ts';

interface Props extends FieldProps {
  options: readonly Choice[];
  /** The chosen code; empty: everything. */
  value: string;
  /** The word for everything. */
  all: string;
  onChoose: (code: string) => void;
}

/** One of many, or all of them. */
export function FilterSelect({ options, value, all, onChoose, ...field }: Props) {
  const known = value === '' || options.some(({ code }) => code === value);
  return (
    <Field {...field}>
      {(attributes) => (
        <select
          {...attributes}
          class="control"
          value={value}
          onChange={(event) => onChoose(event.currentTarget.value)}
        >
          <option value="">{all}</option>
          {!known && <option value={value}>{value}</option>}
          {options.map(({ code, label }) => (
            <option key={code} value={code}>
              {label}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}
