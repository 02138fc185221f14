import { Checkbox } from '../../../components/checkbox.tsx';
import { Choice } from '../../../components/choice.tsx';
import { DateInput } from '../../../components/date-input.tsx';
import { NumberInput } from '../../../components/number-input.tsx';
import { RecordPicker } from '../../../components/record-picker.tsx';
import { Select } from '../../../components/select.tsx';
import { TagInput } from '../../../components/tag-input.tsx';
import { TextArea } from '../../../components/text-area.tsx';
import { TextInput } from '../../../components/text-input.tsx';
import type { ShownField } from '../../../lib/forms/show-page.ts';
import { type Entry, entryAt, entryOf } from '../values.ts';
import type { FormState } from './form-state.ts';

/** One field of a page. */
export function FormField({ field, form }: { field: ShownField; form: FormState }) {
  const { item, at, place, value } = field;
  const readonly = form.readonly || item.readonly;
  const entry = item.readonly ? entryOf(item, value) : entryAt(form.entries, item, place);
  const shared = {
    name: at,
    label: item.label,
    help: item.description,
    required: item.required && !item.readonly,
    readonly,
    error: form.errors[at] ?? null,
  };
  const typed = typeof entry === 'string' ? entry : '';
  const chosen = Array.isArray(entry) ? entry : [];
  const set = (next: Entry) => form.change(field, next);
  switch (item.type) {
    case 'textfield':
      return (
        <TextInput {...shared} {...adornersOf(item)} inputType={item.inputType} value={typed} onInput={set} />
      );
    case 'textarea':
      return <TextArea {...shared} value={typed} onInput={set} />;
    case 'number':
      return (
        <NumberInput {...shared} {...adornersOf(item)} decimals={item.decimals} value={typed} onInput={set} />
      );
    case 'date':
    case 'time':
    case 'datetime':
      return <DateInput {...shared} kind={item.type} value={typed} onInput={set} />;
    case 'checkbox':
      return <Checkbox {...shared} checked={entry === true} onChange={set} />;
    case 'select':
      return <Select {...shared} options={item.choices} value={knownOr(typed, value)} onInput={set} />;
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
      return <Choice {...shared} options={item.choices} multiple chosen={chosen} onChange={set} />;
    case 'taglist':
      return <TagInput {...shared} options={item.choices} chosen={chosen} onChange={set} />;
    case 'lookup': {
      const title = form.titleOf(item);
      const shown = title ? entryAt(form.entries, title, place) : '';
      return (
        <RecordPicker
          {...shared}
          value={(typeof shown === 'string' && shown) || typed}
          find={(words) => form.lookUp(item, words)}
          onBrowse={item.window ? () => form.browse(field) : undefined}
          onChoose={(record) => form.choose(field, record)}
        />
      );
    }
    case 'lookup-title':
    case 'expression':
      return null;
  }
}

/** A choice that is none any more is chosen no longer. */
function knownOr(typed: string, value: ShownField['value']): string {
  return value === null ? '' : typed;
}

function adornersOf({ prefix, suffix }: { prefix?: string | undefined; suffix?: string | undefined }) {
  return { ...(prefix ? { prefix } : {}), ...(suffix ? { suffix } : {}) };
}
