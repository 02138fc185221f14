import './task-item.css';
import type { Task } from '../lib/protocol/index.ts';
import { useLive } from './client.tsx';
import { now } from './clock.ts';
import { Icon } from './icon.tsx';
import { goAmongTasks } from './task-keys.ts';
import { TaskMenu } from './task-menu.tsx';
import { text } from './text.ts';
import { When } from './when.tsx';

interface Props {
  task: Task;
  /** The person has not opened it since it came. */
  unread?: boolean;
  /** Somebody else of the role has taken it. */
  taken?: boolean;
  onOpen: (task: Task) => void;
}

/** One task: what kind, what to do, of which instance, by when, and for which role (behaviour 6.2). */
export function TaskItem({ task, unread = false, taken = false, onOpen }: Props) {
  return (
    <div class={`task-item ${unread ? 'task-item-unread' : ''} ${taken ? 'task-item-taken' : ''}`}>
      <button type="button" class="task-item-open" onClick={() => onOpen(task)} onKeyDown={goAmongTasks}>
        <Icon name={task.kind} size={20} />
        <span class="task-item-words">
          <span class="task-item-title">{task.title}</span>
          <span class="task-item-caption">{task.instance.caption}</span>
          <span class="task-item-facts">
            <Due due={task.due} />
            <For task={task} taken={taken} />
          </span>
          {unread && <span class="visually-hidden">{text('taskNew')}</span>}
        </span>
      </button>
      <TaskMenu task={task} onOpen={onOpen} />
    </div>
  );
}

/** Whose it is, where that is not simply me. */
function For({ task: { performer }, taken }: { task: Task; taken: boolean }) {
  const me = useLive({ kind: 'status' })?.user?.id;
  const { user, role } = performer;
  const mine = user !== null && user.id === me;
  const words = !user
    ? role && text('taskForRole', role.name)
    : taken
      ? text('taskTakenBy', user.name)
      : mine
        ? role && text('taskTakenByMe', role.name)
        : me && text('taskInsteadOf', user.name);
  if (!words) return null;
  return (
    <span>
      <Icon name={user ? 'person' : 'role'} />
      <span>{words}</span>
    </span>
  );
}

function Due({ due }: { due: string | null }) {
  if (!due) return <span>{text('taskNoDue')}</span>;
  const overdue = new Date(due) < now.value;
  return (
    <span class={overdue ? 'task-item-overdue' : undefined}>
      {overdue && <Icon name="warning" />}
      <span>
        {overdue && `${text('taskOverdue')} `}
        <When at={due} />
      </span>
    </span>
  );
}
