import './task-list.css';
import { useId, useRef, useState } from 'preact/hooks';
import type { TaskList as List } from '../lib/messaging/contract.ts';
import type { LinkedRecord, Task } from '../lib/protocol/index.ts';
import { Button, LinkButton } from './button.tsx';
import { Checkbox } from './checkbox.tsx';
import { useLive } from './client.tsx';
import { now } from './clock.ts';
import { Empty } from './empty.tsx';
import { Loading } from './loading.tsx';
import { OPTIONS_PAGE } from './pages.ts';
import { Refusals } from './refusals.tsx';
import { type TaskGroup, type TaskGroupName, taskGroups } from './task-groups.ts';
import { TaskItem } from './task-item.tsx';
import { type MessageKey, text } from './text.ts';

/** How many rows are drawn at first, and how many more at each press: 10,000 tasks open as fast as 10. */
const PAGE_SIZE = 50;

const HEADINGS: Record<TaskGroupName, MessageKey> = {
  overdue: 'groupOverdue',
  today: 'groupToday',
  undated: 'groupUndated',
  later: 'groupLater',
};

interface Props {
  /** The record of the page that this list stands over, if there is one. */
  record: LinkedRecord | null;
  onOpen: (task: Task) => void;
}

/** My tasks (behaviour 6.1): mine or my roles', due up to today, on request the later ones too. */
export function TaskList({ record, onOpen }: Props) {
  const [future, setFuture] = useState(false);
  const [onlyRecord, setOnlyRecord] = useState(false);
  const [limit, setLimit] = useState(PAGE_SIZE);
  const status = useLive({ kind: 'status' });
  const narrowed = onlyRecord && record ? { system: record.system, type: record.type, id: record.id } : null;
  const list = useKept(useLive({ kind: 'tasks', future, record: narrowed, limit }));
  const showAll = () => {
    setFuture(true);
    setOnlyRecord(false);
  };

  return (
    <>
      <Filters {...{ future, setFuture, onlyRecord, setOnlyRecord, record }} later={list?.later ?? 0} />
      <Refusals />
      {!list && <Loading label={text('tasksLoading')} />}
      {list && list.items.length === 0 && (
        <Nothing
          signedOut={status?.link === 'signed-out'}
          narrowed={narrowed !== null}
          later={future ? 0 : list.later}
          onShowAll={showAll}
        />
      )}
      {list &&
        taskGroups(list.items, now.value).map((group) => <Group key={group.name} {...{ group, onOpen }} />)}
      {list && list.total > list.items.length && (
        <div class="task-more">
          <Button onClick={() => setLimit(limit + PAGE_SIZE)}>
            {text(
              'tasksMore',
              String(Math.min(PAGE_SIZE, list.total - list.items.length)),
              String(list.total),
            )}
          </Button>
        </div>
      )}
    </>
  );
}

interface FiltersProps {
  future: boolean;
  setFuture: (on: boolean) => void;
  onlyRecord: boolean;
  setOnlyRecord: (on: boolean) => void;
  record: LinkedRecord | null;
  later: number;
}

function Filters({ future, setFuture, onlyRecord, setOnlyRecord, record, later }: FiltersProps) {
  return (
    <div class="task-filters">
      <Checkbox
        name="future"
        label={later > 0 ? text('tasksFutureCount', String(later)) : text('tasksFuture')}
        checked={future}
        onChange={setFuture}
      />
      {record && (
        <Checkbox
          name="record"
          label={text('tasksOnlyRecord')}
          checked={onlyRecord}
          onChange={setOnlyRecord}
        />
      )}
    </div>
  );
}

function Group({ group, onOpen }: { group: TaskGroup; onOpen: (task: Task) => void }) {
  const id = useId();
  return (
    <section class="task-group" aria-labelledby={id}>
      <h2 class="task-group-heading" id={id}>
        {text(HEADINGS[group.name])}
      </h2>
      <ul>
        {group.tasks.map((task) => (
          <li key={task.id}>
            <TaskItem task={task} onOpen={onOpen} />
          </li>
        ))}
      </ul>
    </section>
  );
}

interface NothingProps {
  signedOut: boolean;
  narrowed: boolean;
  later: number;
  onShowAll: () => void;
}

/** Nothing yet, nothing that fits the filter, nothing left: three different things to be told. */
function Nothing({ signedOut, narrowed, later, onShowAll }: NothingProps) {
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
  if (narrowed) {
    return (
      <Empty
        icon="tasks"
        title={text('tasksNoneOfRecordTitle')}
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
