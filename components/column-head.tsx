import './card-table.css';
import { Icon } from './icon.tsx';

interface Props {
  label: string;
  /** How the rows are sorted by it now; null: by another column. Without, they never are. */
  sorted?: 'ascending' | 'descending' | null | undefined;
  onSort?: () => void;
}

/** The head of a column: a press sorts by it. */
export function ColumnHead({ label, sorted, onSort }: Props) {
  if (sorted === undefined) return <th scope="col">{label}</th>;
  return (
    <th scope="col" aria-sort={sorted ?? undefined}>
      <button type="button" class="column-sort" onClick={onSort}>
        <span>{label}</span>
        {sorted && <Icon name={sorted === 'descending' ? 'down' : 'up'} />}
      </button>
    </th>
  );
}
