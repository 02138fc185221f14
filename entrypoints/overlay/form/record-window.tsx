import './record-window.css';
import type { TargetedKeyboardEvent } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { Banner } from '../../../components/banner.tsx';
import { Button } from '../../../components/button.tsx';
import { Dialog } from '../../../components/dialog.tsx';
import { SearchInput } from '../../../components/search-input.tsx';
import { shownValue } from '../../../components/shown-value.ts';
import { counted, text } from '../../../components/text.ts';
import type { FoundRecord, LookupResultOf } from '../../../lib/protocol/index.ts';

type Rows = Omit<LookupResultOf<'lookup.browse'>, 'type'>;

interface Props {
  /** What the field is called. */
  label: string;
  find: (words: string, page: number) => Promise<Rows>;
  onChoose: (record: FoundRecord) => void;
  onClose: () => void;
}

type Search = { state: 'busy' } | { state: 'failed' } | { state: 'found'; rows: Rows };

/** The records that a lookup can choose from, as a table with search and pages (behaviour 1.5). */
export function RecordWindow({ label, find, onChoose, onClose }: Props) {
  const [words, setWords] = useState('');
  const [page, setPage] = useState(0);
  const [attempt, setAttempt] = useState(0);
  const search = useRows(find, words, page, attempt);
  const around = useRef<HTMLDivElement>(null);
  const hasMore = search.state === 'found' && search.rows.more;
  // While it searches nothing is taken away from under the focus.
  const isAll = search.state === 'found' && page === 0 && !hasMore;
  const turn = (to: number) => {
    setPage(to);
    around.current?.querySelector('.record-window-rows')?.scrollTo(0, 0);
  };
  return (
    <Dialog title={text('lookupWindowTitle', label)} action="" done wide onSubmit={onClose} onClose={onClose}>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: the arrow keys go on from the field to the rows */}
      <div class="record-window" ref={around} onKeyDown={(event) => walk(event, around.current)}>
        <SearchInput
          placeholder={text('lookupPlaceholder')}
          value={words}
          onChange={(next) => {
            setWords(next);
            setPage(0);
          }}
        />
        {search.state === 'failed' ? (
          <Banner
            kind="error"
            title={text('lookupWindowFailed')}
            actions={<Button onClick={() => setAttempt(attempt + 1)}>{text('answerAgain')}</Button>}
          />
        ) : (
          <Table label={label} search={search} onChoose={onChoose} />
        )}
        <div class="record-window-pages">
          {!isAll && (
            <Button look="quiet" disabled={page === 0} onClick={() => turn(page - 1)}>
              {text('tableBefore')}
            </Button>
          )}
          <span role="status">{statusOf(search, page)}</span>
          {!isAll && (
            <Button look="quiet" disabled={!hasMore} onClick={() => turn(page + 1)}>
              {text('tableAfter')}
            </Button>
          )}
        </div>
      </div>
    </Dialog>
  );
}

interface TableProps {
  label: string;
  search: Search;
  onChoose: Props['onChoose'];
}

function Table({ label, search, onChoose }: TableProps) {
  const isNone = search.state === 'found' && search.rows.rows.length === 0 && !search.rows.more;
  const { columns, rows } = search.state === 'found' ? search.rows : { columns: [], rows: [] };
  return (
    <section
      class="record-window-rows"
      aria-label={label}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be scrolled by keyboard too
      tabIndex={0}
      aria-busy={search.state === 'busy'}
    >
      {isNone && <p class="record-window-none">{text('lookupNone')}</p>}
      {rows.length > 0 && (
        <table aria-label={label}>
          <thead>
            <tr>
              {[text('lookupName'), ...columns].map((column, index) => (
                <th key={index} scope="col">
                  {column}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map(({ id, title, cells }) => (
              <tr key={id}>
                <td>
                  <Button look="quiet" onClick={() => onChoose({ id, title })}>
                    {title}
                  </Button>
                </td>
                {cells.map((cell, index) => (
                  <td key={index}>
                    <bdi>{cell === null ? '' : shownValue(cell)}</bdi>
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}

function statusOf(search: Search, page: number): string {
  if (search.state === 'busy') return text('lookupBusy');
  if (search.state === 'failed') return '';
  const { rows, more } = search.rows;
  return page === 0 && !more
    ? counted('lookupFound', rows.length)
    : text('lookupWindowPage', String(page + 1));
}

/** Up and down go from row to row, and from the field to the first one. */
function walk(event: TargetedKeyboardEvent<HTMLElement>, around: HTMLElement | null): void {
  const move = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
  if (move === 0 || !around) return;
  const rows = [...around.querySelectorAll<HTMLElement>('td .button')];
  const next = rows.indexOf(document.activeElement as HTMLElement) + move;
  if (next < 0 && move < 0) around.querySelector('input')?.focus();
  else rows[Math.min(next, rows.length - 1)]?.focus();
  event.preventDefault();
}

/** The rows of a page. Answers to an older question are dropped. */
function useRows(find: Props['find'], words: string, page: number, attempt: number): Search {
  const [search, setSearch] = useState<Search>({ state: 'busy' });
  const latest = useRef(find);
  latest.current = find;
  useEffect(() => {
    let current = true;
    setSearch({ state: 'busy' });
    latest.current(words.trim(), page).then(
      (rows) => current && setSearch({ state: 'found', rows }),
      () => current && setSearch({ state: 'failed' }),
    );
    return () => {
      current = false;
    };
  }, [words, page, attempt]);
  return search;
}
