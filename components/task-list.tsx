import './task-list.css';
import { useId, useRef, useState } from 'preact/hooks';
import type { TaskList as List } from '../lib/messaging/contract.ts';
import type { LinkedRecord, Task } from '../lib/protocol/index.ts';
import { Button, LinkButton } from './button.tsx';
import { useLive } from './client.tsx';
import { now } from './clock.ts';
import { Empty } from './empty.tsx';
import { Loading } from './loading.tsx';
import { OPTIONS_PAGE } from './pages.ts';
import { Refusals } from './refusals.tsx';
import { Reminders } from './reminders.tsx';
import { NO_FILTER, type TaskFilter, TaskFilters } from './task-filters.tsx';
import { type TaskGroup, type TaskGroupName, taskGroups } from './task-groups.ts';
import { TaskItem } from './task-item.tsx';
import { counted, type MessageKey, numeral, text } from './text.ts';

/** How many rows are drawn at first, and how many more at each press: 10,000 tasks open as fast as 10. */
const PAGE_SIZE = 50;

const HEADINGS: Record<TaskGroupName, MessageKey> = {
  overdue: 'groupOverdue',
  today: 'groupToday',
  undated: 'groupUndated',
  later: 'groupLater',
};

const NOTHING = { task: 0, approval: 0 } as const;

interface Props {
  /** The record of the page that this list stands over, if there is one. */
  record: LinkedRecord | null;
  onOpen: (task: Task) => void;
}

/** My tasks (behaviour 6.1): mine or my roles', due up to today, on request the later ones too. */
export function TaskList({ record, onOpen }: Props) {
  const [filter, setFilter] = useState(NO_FILTER);
  const [limit, setLimit] = useState(PAGE_SIZE);
  const status = useLive({ kind: 'status' });
  const { shelf, future, process, search } = filter;
  const onlyRecord = filter.onlyRecord && record !== null;
  const narrowed = onlyRecord ? { system: record.system, type: record.type, id: record.id } : null;
  const list = useKept(useLive({ kind: 'tasks', shelf, future, record: narrowed, process, search, limit }));
  const filtered = onlyRecord || process !== null || search.trim() !== '';
  const change = (changed: Partial<typeof filter>) => {
    setFilter({ ...filter, ...changed });
    setLimit(PAGE_SIZE);
  };

  return (
    <>
      <TaskFilters
        filter={filter}
        onFilter={change}
        record={record}
        counts={list?.counts ?? NOTHING}
        later={list?.later ?? 0}
      />
      <Refusals />
      <Reminders />
      <p class="visually-hidden" role="status">
        {list && counted('tasksListed', list.total)}
      </p>
      {!list && <Loading label={text('tasksLoading')} />}
      {list && list.items.length === 0 && (
        <Nothing
          signedOut={status?.link === 'signed-out'}
          filter={filtered ? filter : null}
          later={future ? 0 : list.later}
          onShowAll={() => change({ ...NO_FILTER, shelf, future: true })}
        />
      )}
      {list &&
        taskGroups(list.items, now.value).map((group) => (
          <Group key={group.name} {...{ group, list, onOpen }} />
        ))}
      {list && list.total > list.items.length && (
        <div class="task-more">
          <Button onClick={() => setLimit(limit + PAGE_SIZE)}>
            {text(
              'tasksMore',
              numeral(Math.min(PAGE_SIZE, list.total - list.items.length)),
              String(list.total),
            )}
          </Button>
        </div>
      )}
    </>
  );
}

interface GroupProps {
  group: TaskGroup;
  list: List;
  onOpen: (task: Task) => void;
}

function Group({ group, list, onOpen }: GroupProps) {
  const id = useId();
  return (
    <section class="task-group" aria-labelledby={id}>
      <h2 class="task-group-heading" id={id}>
        {text(HEADINGS[group.name])}
      </h2>
      <ul>
        {group.tasks.map((task) => (
          <li key={task.id}>
            <TaskItem
              task={task}
              unread={list.unread.includes(task.id)}
              taken={list.taken.includes(task.id)}
              onOpen={onOpen}
            />
          </li>
        ))}
      </ul>
    </section>
  );
}

interface NothingProps {
  signedOut: boolean;
  /** What the list was narrowed to; null: nothing. */
  filter: TaskFilter | null;
  later: number;
  onShowAll: () => void;
}

/** Nothing yet, nothing that fits the filter, nothing left: three different things to be told. */
function Nothing({ signedOut, filter, later, onShowAll }: NothingProps) {
  if (signedOut) {
    const action = (
      <LinkButton look="primary" href={OPTIONS_PAGE}>
        {text('signIn')}
      </LinkButton>
    );
    return (
      <Empty icon="sign-in" title={text('tasksSignedOutTitle')} action={action}>
        {text('tasksSignedOut')}
      </Empty>
    );
  }
  if (filter) {
    return (
      <Empty
        icon="tasks"
        title={text(filter.search || filter.process ? 'tasksNoneFoundTitle' : 'tasksNoneOfRecordTitle')}
        action={<Button onClick={onShowAll}>{text('tasksShowAll')}</Button>}
      />
    );
  }
  return (
    <Empty icon="ok" title={text('tasksDoneTitle')}>
      {later > 0 ? text('tasksDoneLater') : text('tasksDone')}
    </Empty>
  );
}

/** The last list, while the next one (another filter, more rows) is on its way: rows never blink. */
function useKept(list: List | null): List | null {
  const kept = useRef<List | null>(null);
  if (list) kept.current = list;
  return list ?? kept.current;
}
