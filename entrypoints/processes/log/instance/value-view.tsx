import './value-view.css';
import { absoluteTime } from '../../../../components/relative-time.ts';
import { counted, locale, text } from '../../../../components/text.ts';
import type { Row, Scalar, Value } from '../../../../lib/protocol/index.ts';

/** Longer texts are folded. */
const LONG = 160;
/** More rows than these are folded. */
const MANY = 5;

/** A value of a process by its type: lists as lists, rows as tables, long ones folded. */
export function ValueView({ value }: { value: Value }) {
  if (Array.isArray(value)) return <ListView list={value} />;
  if (value !== null && typeof value === 'object') return <RowView row={value} />;
  return <ScalarView value={value} />;
}

function ScalarView({ value }: { value: Scalar }) {
  if (value === null || value === '') return <span class="value-none">{text('valueEmpty')}</span>;
  if (typeof value === 'boolean') return <span>{text(value ? 'valueYes' : 'valueNo')}</span>;
  if (typeof value === 'number')
    return <span>{new Intl.NumberFormat(locale(), { maximumFractionDigits: 20 }).format(value)}</span>;
  if (value.length > LONG) {
    return (
      <details class="value-long">
        <summary>{`${value.slice(0, LONG)}…`}</summary>
        <p>{value}</p>
      </details>
    );
  }
  return <span title={momentWords(value)}>{value}</span>;
}

/** A point in time in the person's zone; nothing for other texts. */
function momentWords(value: string): string | undefined {
  const isMoment = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}.*(?:Z|[+-]\d{2}:\d{2})$/.test(value);
  return isMoment && !Number.isNaN(Date.parse(value)) ? absoluteTime(new Date(value)) : undefined;
}

function ListView({ list }: { list: readonly (Scalar | Row)[] }) {
  if (list.length === 0) return <span class="value-none">{text('valueEmptyList')}</span>;
  const rows = list.filter(isRow);
  const shown =
    rows.length === list.length ? (
      <RowsView rows={rows} />
    ) : (
      <ul class="value-list">
        {list.map((one, index) => (
          <li key={index}>{isRow(one) ? <RowView row={one} /> : <ScalarView value={one} />}</li>
        ))}
      </ul>
    );
  if (list.length <= MANY) return shown;
  return (
    <details class="value-long">
      <summary>{counted('valueEntries', list.length)}</summary>
      {shown}
    </details>
  );
}

function isRow(one: Scalar | Row): one is Row {
  return one !== null && typeof one === 'object';
}

function RowsView({ rows }: { rows: readonly Row[] }) {
  const names = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset would not scroll, a section would be a landmark
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached with the keyboard
    <div class="value-scroll" tabIndex={0} role="group" aria-label={text('valueRows')}>
      <table class="value-rows">
        <thead>
          <tr>
            {names.map((name) => (
              <th key={name} scope="col">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, index) => (
            <tr key={index}>
              {names.map((name) => (
                <td key={name}>{Object.hasOwn(row, name) && <ScalarView value={row[name] ?? null} />}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function RowView({ row }: { row: Row }) {
  return (
    <dl class="value-row">
      {Object.entries(row).map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>
            <ScalarView value={value} />
          </dd>
        </div>
      ))}
    </dl>
  );
}
