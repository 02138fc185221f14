import './record-picker.css';
import { useState } from 'preact/hooks';
import type { FoundRecord } from '../lib/protocol/index.ts';
import { IconButton } from './button.tsx';
import { Combobox } from './combobox.tsx';
import { Field, type FieldProps } from './field.tsx';
import { searchWords, useRecordSearch } from './record-search.ts';
import { text } from './text.ts';

interface Props extends FieldProps {
  /** What the chosen record is called; empty: none is chosen. */
  value: string;
  find: (words: string) => Promise<readonly FoundRecord[]>;
  onChoose: (record: FoundRecord | null) => void;
  /** Opens a window to choose in; missing: there is none. */
  onBrowse?: (() => void) | undefined;
}

/** A record of the CRM, found by a part of its name as the person types. */
export function RecordPicker({ value, find, onChoose, onBrowse, ...field }: Props) {
  const [typed, setTyped] = useState<string | null>(null);
  const search = useRecordSearch(typed, find);
  const found = search.state === 'found' ? search.found : [];
  return (
    <Field {...field}>
      {(attributes) => (
        <div class="record-picker">
          <Combobox
            attributes={attributes}
            label={field.label}
            readonly={field.readonly ?? false}
            typed={typed ?? value}
            options={typed === null ? null : found.map(({ id, title }) => ({ code: id, label: title }))}
            status={searchWords(search)}
            placeholder={field.readonly ? '' : text('lookupPlaceholder')}
            onType={(words) => {
              if (words === '' && value !== '') onChoose(null);
              setTyped(words);
            }}
            onOpen={() => setTyped((words) => words ?? '')}
            onClose={() => setTyped(null)}
            onChoose={({ code, label }) => {
              setTyped(null);
              onChoose({ id: code, title: label });
            }}
          />
          {onBrowse && !field.readonly && (
            <IconButton icon="search" name={text('lookupWindow', field.label)} onClick={onBrowse} />
          )}
        </div>
      )}
    </Field>
  );
}
