import { useEffect, useRef, useState } from 'preact/hooks';
import type { FoundRecord } from '../lib/protocol/index.ts';
import { Combobox } from './combobox.tsx';
import { Field, type FieldProps } from './field.tsx';
import { counted, text } from './text.ts';

/** Shorter than a person pauses between words, longer than between letters. */
const PAUSE_MS = 200;

interface Props extends FieldProps {
  /** What the chosen record is called; empty: none is chosen. */
  value: string;
  find: (words: string) => Promise<readonly FoundRecord[]>;
  onChoose: (record: FoundRecord | null) => void;
}

type Search = { state: 'busy' } | { state: 'failed' } | { state: 'found'; found: readonly FoundRecord[] };

/** A record of the CRM, found by a part of its name as the person types. */
export function RecordPicker({ value, find, onChoose, ...field }: Props) {
  const [typed, setTyped] = useState<string | null>(null);
  const search = useSearch(typed, find);
  const found = search.state === 'found' ? search.found : [];
  return (
    <Field {...field}>
      {(attributes) => (
        <Combobox
          attributes={attributes}
          label={field.label}
          readonly={field.readonly ?? false}
          typed={typed ?? value}
          options={typed === null ? null : found.map(({ id, title }) => ({ code: id, label: title }))}
          status={statusOf(search)}
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
      )}
    </Field>
  );
}

function statusOf(search: Search): string {
  if (search.state === 'busy') return text('lookupBusy');
  if (search.state === 'failed') return text('lookupFailed');
  return search.found.length === 0 ? text('lookupNone') : counted('lookupFound', search.found.length);
}

/** What the words find. Answers to older words are dropped. */
function useSearch(typed: string | null, find: Props['find']): Search {
  const [search, setSearch] = useState<Search>({ state: 'busy' });
  const latest = useRef(find);
  latest.current = find;
  useEffect(() => {
    if (typed === null) return;
    let current = true;
    setSearch({ state: 'busy' });
    const timer = setTimeout(() => {
      latest.current(typed.trim()).then(
        (found) => current && setSearch({ state: 'found', found }),
        () => current && setSearch({ state: 'failed' }),
      );
    }, PAUSE_MS);
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }, [typed]);
  return search;
}
