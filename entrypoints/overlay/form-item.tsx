import { Checkbox } from '../../components/checkbox.tsx';
import { Choice } from '../../components/choice.tsx';
import { DateInput } from '../../components/date-input.tsx';
import { NumberInput } from '../../components/number-input.tsx';
import { Select } from '../../components/select.tsx';
import { TextArea } from '../../components/text-area.tsx';
import { TextInput } from '../../components/text-input.tsx';
import type { FieldItem, PageItem } from '../../lib/protocol/index.ts';
import type { Entry } from './values.ts';

interface Props {
  item: PageItem;
  entry: Entry | undefined;
  error: string | null;
  /** The page takes no input now; an item may be read-only of itself. */
  readonly: boolean;
  onChange: (key: string, entry: Entry) => void;
}

/** One item of an auto-generated page. */
export function FormItem({ item, entry, error, readonly, onChange }: Props) {
  if (item.type === 'text') return <p class="step-text">{item.text}</p>;
  if (item.type === 'separator') return <hr class="step-rule" />;
  return <FormField {...{ item, error, onChange }} entry={entry} readonly={readonly || item.readonly} />;
}

function FormField({ item, entry, error, readonly, onChange }: Props & { item: FieldItem }) {
  const shared = {
    name: item.key,
    label: item.label,
    help: item.description,
    required: item.required && !item.readonly,
    readonly,
    error,
  };
  const typed = typeof entry === 'string' ? entry : '';
  const set = (value: Entry) => onChange(item.key, value);
  switch (item.type) {
    case 'textfield':
      return <TextInput {...shared} inputType={item.inputType} value={typed} onInput={set} />;
    case 'textarea':
      return <TextArea {...shared} value={typed} onInput={set} />;
    case 'number':
      return <NumberInput {...shared} decimals={item.decimals} value={typed} onInput={set} />;
    case 'date':
    case 'time':
    case 'datetime':
      return <DateInput {...shared} kind={item.type} value={typed} onInput={set} />;
    case 'checkbox':
      return <Checkbox {...shared} checked={entry === true} onChange={set} />;
    case 'select':
      return <Select {...shared} options={item.choices} value={typed} onInput={set} />;
    case 'radio':
      return (
        <Choice
          {...shared}
          options={item.choices}
          multiple={false}
          chosen={typed ? [typed] : []}
          onChange={([code]) => set(code ?? '')}
        />
      );
    case 'checklist':
      return (
        <Choice
          {...shared}
          options={item.choices}
          multiple
          chosen={Array.isArray(entry) ? entry : []}
          onChange={set}
        />
      );
  }
}
