import './task-item.css';
import type { Task } from '../lib/protocol/index.ts';
import { now } from './clock.ts';
import { Icon } from './icon.tsx';
import { text } from './text.ts';
import { When } from './when.tsx';

interface Props {
  task: Task;
  onOpen: (task: Task) => void;
}

/** One task: what kind, what to do, of which instance, by when, and for which role (behaviour 6.2). */
export function TaskItem({ task, onOpen }: Props) {
  return (
    <button type="button" class="task-item" onClick={() => onOpen(task)}>
      <Icon name={task.kind} size={20} />
      <span class="task-item-words">
        <span class="task-item-title">{task.title}</span>
        <span class="task-item-caption">{task.instance.caption}</span>
        <span class="task-item-facts">
          <Due due={task.due} />
          {!task.performer.user && task.performer.role && (
            <span>
              <Icon name="role" />
              <span>{text('taskForRole', task.performer.role.name)}</span>
            </span>
          )}
        </span>
      </span>
    </button>
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
