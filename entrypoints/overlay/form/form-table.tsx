import { useId, useState } from 'preact/hooks';
import { Button } from '../../../components/button.tsx';
import { Icon } from '../../../components/icon.tsx';
import { counted, locale, numeral, text } from '../../../components/text.ts';
import { isRow } from '../../../lib/forms/paths.ts';
import type { PageItem, Scalar } from '../../../lib/protocol/index.ts';

type Table = Extract<PageItem, { type: 'table' }>;

interface Order {
  key: string;
  descending: boolean;
}

/** Rows that the process has: sorted by a press on a heading, a page of them at a time. */
export function FormTable({ item }: { item: Table }) {
  const id = useId();
  const [order, setOrder] = useState<Order | null>(null);
  const [page, setPage] = useState(0);
  const rows = sorted(item, order);
  const size = item.pageSize ?? Math.max(1, rows.length);
  const pages = Math.max(1, Math.ceil(rows.length / size));
  const current = Math.min(page, pages - 1);
  const sort = (key: string) => {
    setPage(0);
    setOrder(nextOrder(order, key));
  };
  return (
    <div class="form-table">
      <p class={item.label ? 'form-table-label' : 'visually-hidden'} id={id}>
        {item.label || text('tableUnnamed')}
      </p>
      {rows.length === 0 ? (
        <p class="form-list-none">{text('tableEmpty')}</p>
      ) : (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be scrolled by keyboard too
        <section class="form-table-scroll" aria-labelledby={id} tabIndex={0}>
          <table aria-labelledby={id}>
            <thead>
              <tr>
                {item.columns.map((column) => (
                  <Heading key={column.key} column={column} order={order} onSort={() => sort(column.key)} />
                ))}
              </tr>
            </thead>
            <tbody>
              {rows.slice(current * size, (current + 1) * size).map((row, index) => (
                <tr key={index}>
                  {item.columns.map(({ key }) => (
                    <td key={key}>{printed(cell(row, key))}</td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      )}
      {pages > 1 && (
        <div class="form-table-pages">
          <Button look="quiet" disabled={current === 0} onClick={() => setPage(current - 1)}>
            {text('tableBefore')}
          </Button>
          <span role="status">
            {text('tablePage', numeral(current + 1), numeral(pages))} · {counted('tableRows', rows.length)}
          </span>
          <Button look="quiet" disabled={current === pages - 1} onClick={() => setPage(current + 1)}>
            {text('tableAfter')}
          </Button>
        </div>
      )}
    </div>
  );
}

interface HeadingProps {
  column: Table['columns'][number];
  order: Order | null;
  onSort: () => void;
}

function Heading({ column, order, onSort }: HeadingProps) {
  const mine = order?.key === column.key ? order : null;
  return (
    <th scope="col" aria-sort={mine ? (mine.descending ? 'descending' : 'ascending') : undefined}>
      <button type="button" class="form-table-sort" onClick={onSort}>
        <span>{column.label}</span>
        {mine && <Icon name={mine.descending ? 'down' : 'up'} />}
      </button>
    </th>
  );
}

function nextOrder(order: Order | null, key: string): Order | null {
  if (order?.key !== key) return { key, descending: false };
  return order.descending ? null : { key, descending: true };
}

function sorted({ rows }: Table, order: Order | null): Table['rows'] {
  if (order === null) return rows;
  const compare = new Intl.Collator(locale(), { numeric: true }).compare;
  const sign = order.descending ? -1 : 1;
  return rows.toSorted((one, other) => {
    const [a, b] = [cell(one, order.key), cell(other, order.key)];
    if (typeof a === 'number' && typeof b === 'number') return sign * (a - b);
    return sign * compare(String(a ?? ''), String(b ?? ''));
  });
}

function cell(row: Table['rows'][number], key: string): Scalar {
  if (!isRow(row)) return row;
  return Object.hasOwn(row, key) ? (row[key] ?? null) : null;
}

function printed(value: Scalar): string {
  if (value === null) return '';
  if (typeof value === 'number') return new Intl.NumberFormat(locale()).format(value);
  return typeof value === 'boolean' ? text(value ? 'valueYes' : 'valueNo') : value;
}
