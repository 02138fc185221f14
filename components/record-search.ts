/** Asks the CRM for records while a person types. */
import { useEffect, useRef, useState } from 'preact/hooks';
import type { FoundRecord } from '../lib/protocol/index.ts';
import { counted, text } from './text.ts';

/** Shorter than a person pauses between words, longer than between letters. */
const PAUSE_MS = 200;

export type RecordSearch =
  | { state: 'busy' }
  | { state: 'failed' }
  | { state: 'found'; found: readonly FoundRecord[] };

/** What is said about a search. */
export function searchWords(search: RecordSearch): string {
  if (search.state === 'busy') return text('lookupBusy');
  if (search.state === 'failed') return text('lookupFailed');
  return search.found.length === 0 ? text('lookupNone') : counted('lookupFound', search.found.length);
}

/** What the words find; null: nothing is looked for. Answers to older words are dropped. */
export function useRecordSearch(
  typed: string | null,
  find: (words: string) => Promise<readonly FoundRecord[]>,
): RecordSearch {
  const [search, setSearch] = useState<RecordSearch>({ state: 'busy' });
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
