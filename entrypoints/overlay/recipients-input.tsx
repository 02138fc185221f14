import { useState } from 'preact/hooks';
import { Combobox } from '../../components/combobox.tsx';
import { Field, type FieldProps } from '../../components/field.tsx';
import { type RecordSearch, searchWords, useRecordSearch } from '../../components/record-search.ts';
import { addRecipient, lastRecipient } from '../../lib/email/recipients.ts';
import type { FoundRecord } from '../../lib/protocol/index.ts';

interface Props extends FieldProps {
  value: string;
  find: (words: string) => Promise<readonly FoundRecord[]>;
  onInput: (value: string) => void;
}

/** Addresses with commas between them; who is meant by the last words is found in the CRM (behaviour 1.7). */
export function RecipientsInput({ value, find, onInput, ...field }: Props) {
  const [typed, setTyped] = useState<string | null>(null);
  const search = useRecordSearch(typed, find);
  const options = typed === null ? null : optionsOf(search);
  return (
    <Field {...field}>
      {(attributes) => (
        <Combobox
          attributes={attributes}
          label={field.label}
          readonly={field.readonly ?? false}
          typed={value}
          options={options}
          status={searchWords(search)}
          onType={(words) => {
            onInput(words);
            setTyped(soughtIn(words) || null);
          }}
          onOpen={() => setTyped(soughtIn(value))}
          onClose={() => setTyped(null)}
          onChoose={({ code }) => {
            const record = search.state === 'found' ? search.found.find(({ id }) => id === code) : undefined;
            setTyped(null);
            if (record?.address) onInput(addRecipient(value, record.title, record.address));
          }}
        />
      )}
    </Field>
  );
}

/** What is to be found; null: the last one is an address already, or is being written as one. */
function soughtIn(list: string): string | null {
  const last = lastRecipient(list);
  return last.includes('@') ? null : last;
}

function optionsOf(search: RecordSearch) {
  if (search.state !== 'found') return [];
  return search.found.map(({ id, title, address = '' }) => ({ code: id, label: `${title} <${address}>` }));
}
