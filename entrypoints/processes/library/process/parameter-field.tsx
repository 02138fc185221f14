import { Checkbox } from '../../../../components/checkbox.tsx';
import { DateInput } from '../../../../components/date-input.tsx';
import { NumberInput } from '../../../../components/number-input.tsx';
import { text } from '../../../../components/text.ts';
import { TextArea } from '../../../../components/text-area.tsx';
import { TextInput } from '../../../../components/text-input.tsx';
import type { Parameter } from '../../../../lib/protocol/index.ts';

interface Props {
  parameter: Parameter;
  value: string | boolean;
  error: string | null;
  onInput: (value: string | boolean) => void;
}

/** The field for one parameter of a process, by its type. */
export function ParameterField({ parameter, value, error, onInput }: Props) {
  const { name, label, required, type } = parameter;
  const field = { name, label: label || name, required, error };
  if (typeof value === 'boolean')
    return <Checkbox {...field} required={false} checked={value} onChange={onInput} />;
  switch (type) {
    case 'integer':
    case 'decimal':
      return (
        <NumberInput {...field} decimals={type === 'integer' ? 0 : null} value={value} onInput={onInput} />
      );
    case 'date':
    case 'datetime':
      return <DateInput {...field} kind={type} value={value} onInput={onInput} />;
    case 'list':
      return <TextArea {...field} help={text('startList')} value={value} onInput={onInput} />;
    case 'record':
      return <TextInput {...field} help={text('startRecord')} value={value} onInput={onInput} />;
    default:
      return <TextInput {...field} value={value} onInput={onInput} />;
  }
}
