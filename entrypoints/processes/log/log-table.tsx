import './log-table.css';
import type { JSX } from 'preact';
import { ColumnHead } from '../../../components/column-head.tsx';
import { durationWords } from '../../../components/duration.ts';
import { safeAddress } from '../../../components/pages.ts';
import { hrefOf } from '../../../components/route.ts';
import { text } from '../../../components/text.ts';
import { When } from '../../../components/when.tsx';
import type { InstanceSummary, LogSort } from '../../../lib/protocol/index.ts';
import { COLUMNS, type Column, sortOf } from './columns.ts';
import type { LogRows } from './log-rows.ts';
import { StatusBadge } from './status-badge.tsx';
import { originWord } from './words.ts';

interface Props {
  shown: LogRows;
  columns: readonly Column[];
  sort: LogSort;
  descending: boolean;
  onSort: (sort: LogSort, descending: boolean) => void;
  /** Null: this person may not do anything with several. */
  selected: ReadonlySet<string> | null;
  onSelect: (selected: ReadonlySet<string>) => void;
}

/** The instances as a table; on a narrow screen each row is a small page of its own. */
export function LogTable({ shown, columns, selected, onSelect, ...order }: Props) {
  return (
    <table class="card-table log-table">
      <caption class="visually-hidden">{text('logTitle')}</caption>
      <thead>
        <tr>
          {selected && <SelectAll rows={shown.rows} selected={selected} onSelect={onSelect} />}
          <th scope="col">{text('logColumnCaption')}</th>
          {columns.map((column) => (
            <Head key={column} column={column} {...order} />
          ))}
        </tr>
      </thead>
      <tbody>
        {shown.rows.map((row) => (
          <Row
            key={row.id}
            row={row}
            columns={columns}
            left={shown.left.has(row.id)}
            selected={selected ? selected.has(row.id) : null}
            onSelect={(on) => selected && onSelect(toggled(selected, row.id, on))}
          />
        ))}
      </tbody>
    </table>
  );
}

function toggled(selected: ReadonlySet<string>, id: string, on: boolean): ReadonlySet<string> {
  const next = new Set(selected);
  if (on) next.add(id);
  else next.delete(id);
  return next;
}

interface SelectAllProps {
  rows: readonly InstanceSummary[];
  selected: ReadonlySet<string>;
  onSelect: (selected: ReadonlySet<string>) => void;
}

/** Selects all rows that are shown and can be cancelled, or none. */
function SelectAll({ rows, selected, onSelect }: SelectAllProps) {
  const possible = rows.filter(isOpen);
  const all = possible.length > 0 && possible.every(({ id }) => selected.has(id));
  return (
    <td class="log-select">
      <label class="log-check">
        <input
          type="checkbox"
          checked={all}
          indeterminate={selected.size > 0 && !all}
          onChange={() => onSelect(new Set(all ? [] : possible.map(({ id }) => id)))}
        />
        <span class="log-check-words">{text('logSelectAll')}</span>
      </label>
    </td>
  );
}

type HeadProps = Pick<Props, 'sort' | 'descending' | 'onSort'> & { column: Column };

function Head({ column, sort, descending, onSort }: HeadProps) {
  const label = text(COLUMNS[column].label);
  const own = sortOf(column);
  if (!own) return <ColumnHead label={label} />;
  const sorted = own !== sort ? null : descending ? 'descending' : 'ascending';
  return (
    <ColumnHead label={label} sorted={sorted} onSort={() => onSort(own, sorted === null || !descending)} />
  );
}

interface RowProps {
  row: InstanceSummary;
  columns: readonly Column[];
  /** It does not fit the filter any more. */
  left: boolean;
  selected: boolean | null;
  onSelect: (on: boolean) => void;
}

function Row({ row, columns, left, selected, onSelect }: RowProps) {
  return (
    <tr class={selected ? 'log-row-selected' : undefined}>
      {selected !== null && (
        <td class="log-select">
          {isOpen(row) && (
            <label class="log-check">
              <input
                type="checkbox"
                aria-label={text('logSelect', row.caption)}
                checked={selected}
                onChange={(event) => onSelect(event.currentTarget.checked)}
              />
            </label>
          )}
        </td>
      )}
      <th scope="row">
        <a href={hrefOf(['log', row.id])}>{row.caption}</a>
        {row.incident && <p class="log-problem">{row.incident.message}</p>}
        {left && <p class="log-left">{text('logRowLeft')}</p>}
      </th>
      {columns.map((column) => (
        <td key={column} data-label={text(COLUMNS[column].label)} class={`log-${column}`}>
          {CELLS[column](row)}
        </td>
      ))}
    </tr>
  );
}

/** Only what has not ended can be selected: there is nothing to do with several others. */
export function isOpen({ status }: InstanceSummary): boolean {
  return status === 'running' || status === 'error';
}

const CELLS: Record<Column, (row: InstanceSummary) => JSX.Element | string> = {
  process: ({ process }) => process.name,
  version: ({ process }) => String(process.version),
  stage: ({ stage }) => stage ?? '',
  owner: ({ owner }) => owner?.name ?? text('nobody'),
  status: ({ status }) => <StatusBadge status={status} />,
  started: ({ startedAt }) => <When at={startedAt} />,
  ended: ({ endedAt }) => (endedAt ? <When at={endedAt} /> : ''),
  duration: ({ duration }) => (duration === null ? '' : durationWords(duration)),
  origin: ({ origin }) => originWord(origin),
  record: ({ record }) => {
    if (!record) return '';
    const title = record.title ?? `${record.type} ${record.id}`;
    const address = safeAddress(record.url);
    return address ? (
      <a href={address} target="_blank" rel="noreferrer">
        {title}
      </a>
    ) : (
      title
    );
  },
  parent: ({ parent }) => (parent ? <a href={hrefOf(['log', parent])}>{text('logParent')}</a> : ''),
  trace: ({ traced }) => (traced ? text('logTraced') : ''),
};
