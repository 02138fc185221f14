import { useEffect, useState } from 'preact/hooks';
import type { LinkedRecord } from '../lib/protocol/index.ts';
import { Checkbox } from './checkbox.tsx';
import { useLive } from './client.tsx';
import { Segments } from './segments.tsx';
import { goAmongTasks } from './task-keys.ts';
import { text } from './text.ts';

/** What a person has narrowed the list of tasks to. */
export interface TaskFilter {
  shelf: 'task' | 'approval';
  future: boolean;
  onlyRecord: boolean;
  process: string | null;
  search: string;
}

export const NO_FILTER: TaskFilter = {
  shelf: 'task',
  future: false,
  onlyRecord: false,
  process: null,
  search: '',
};

/** From so many tasks on, the list can be searched. */
const SEARCH_FROM = 8;
/** Shorter than a person pauses between words, longer than between letters. */
const PAUSE_MS = 150;

interface Props {
  filter: TaskFilter;
  onFilter: (change: Partial<TaskFilter>) => void;
  record: LinkedRecord | null;
  /** How many there are on each shelf. */
  counts: { task: number; approval: number };
  later: number;
}

/** Which of my tasks are listed: by kind, date, record, process and words. */
export function TaskFilters({ filter, onFilter, record, counts, later }: Props) {
  const processes = useLive({ kind: 'task-processes' }) ?? [];
  const many = counts.task + counts.approval + later >= SEARCH_FROM;
  const searching = filter.search !== '' || filter.process !== null;
  return (
    <div class="task-filters">
      {(counts.approval > 0 || filter.shelf === 'approval') && (
        <Segments
          label={text('tasksShelf')}
          labelHidden
          options={[
            { code: 'task', label: text('tasksShelfTask', String(counts.task)) },
            { code: 'approval', label: text('tasksShelfApproval', String(counts.approval)) },
          ]}
          chosen={filter.shelf}
          onChoose={(shelf) => onFilter({ shelf })}
        />
      )}
      {(many || searching) && (
        <div class="task-search">
          <Search words={filter.search} onSearch={(search) => onFilter({ search })} />
          {processes.length > 1 && (
            <select
              class="control"
              aria-label={text('tasksProcess')}
              value={filter.process ?? ''}
              onChange={({ currentTarget }) => onFilter({ process: currentTarget.value || null })}
            >
              <option value="">{text('tasksAnyProcess')}</option>
              {processes.map(({ key, name }) => (
                <option key={key} value={key}>
                  {name}
                </option>
              ))}
            </select>
          )}
        </div>
      )}
      <div class="task-choices">
        <Checkbox
          name="future"
          label={later > 0 ? text('tasksFutureCount', String(later)) : text('tasksFuture')}
          checked={filter.future}
          onChange={(future) => onFilter({ future })}
        />
        {record && (
          <Checkbox
            name="record"
            label={text('tasksOnlyRecord')}
            checked={filter.onlyRecord}
            onChange={(onlyRecord) => onFilter({ onlyRecord })}
          />
        )}
      </div>
    </div>
  );
}

function Search({ words, onSearch }: { words: string; onSearch: (words: string) => void }) {
  const [typed, setTyped] = useState(words);
  useEffect(() => setTyped(words), [words]);
  useEffect(() => {
    if (typed === words) return;
    const timer = setTimeout(() => onSearch(typed), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [typed, words]);
  return (
    <input
      class="control"
      type="search"
      aria-label={text('tasksSearch')}
      placeholder={text('tasksSearch')}
      autoComplete="off"
      maxLength={200}
      value={typed}
      onInput={({ currentTarget }) => setTyped(currentTarget.value)}
      onKeyDown={(event) => {
        goAmongTasks(event);
        // The first Escape empties the field, the next one closes what it stands in.
        if (event.key !== 'Escape' || typed === '') return;
        event.preventDefault();
        setTyped('');
        onSearch('');
      }}
    />
  );
}
