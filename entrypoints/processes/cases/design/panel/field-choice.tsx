import type { FieldProps } from '../../../../../components/field.tsx';
import { Select } from '../../../../../components/select.tsx';
import { TextInput } from '../../../../../components/text-input.tsx';
import { useSection } from '../section.tsx';

interface Props extends FieldProps {
  value: string;
  /** Only fields that can be written. */
  writable?: boolean;
  onInput: (field: string) => void;
}

/** A field of the records: chosen among those that the CRM tells of, or written where it does not. */
export function FieldChoice({ value, writable = false, onInput, ...field }: Props) {
  const { fields } = useSection();
  const offered = fields?.filter((one) => one.writable || !writable) ?? [];
  if (offered.length === 0) return <TextInput {...field} required value={value} onInput={onInput} />;
  const options = offered.map(({ name, label }) => ({
    ...{ code: name, label: label === name ? name : `${label} (${name})` },
  }));
  // What the document says stays, whatever the CRM says now.
  const known = value === '' || options.some(({ code }) => code === value);
  return (
    <Select
      {...field}
      required
      options={known ? options : [{ code: value, label: value }, ...options]}
      value={value}
      onInput={onInput}
    />
  );
}
