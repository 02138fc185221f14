import { useSend } from '../../components/client.tsx';
import { Menu, type MenuGroup } from '../../components/menu.tsx';
import { counted, numeral, text } from '../../components/text.ts';
import type { Menu as MenuState } from '../../lib/messaging/contract.ts';
import { isSameRecord, type Task } from '../../lib/protocol/index.ts';

interface Props {
  menu: MenuState;
  onBack: () => void;
  onClose: () => void;
}

/** Which of the steps that wait for the ticked records is to be continued, under the names of the records. */
export function StepChooser({ menu, onBack, onClose }: Props) {
  const send = useSend();
  const back: MenuGroup = {
    key: 'back',
    heading: text('menuMore'),
    items: [{ key: 'back', label: text('menuBack'), icon: 'back', act: onBack }],
  };
  return (
    <>
      <div class="menu-notes">
        <p class="menu-nothing" role="status">
          {stepsOf(menu)}
        </p>
      </div>
      <Menu
        name={text('menuChooseStep')}
        groups={[...byRecord(menu, (task) => send({ type: 'task.open', task: task.id })), back]}
        onClose={onClose}
      />
    </>
  );
}

/** How many steps wait, and for how many of the ticked records. */
export function stepsOf({ tasks, selected, moreTasks }: MenuState): string {
  if (moreTasks) return text('menuFirstSteps', numeral(tasks.length));
  const records = selected?.filter((record) => tasks.some((task) => isSameRecord(task.record, record))) ?? [];
  return text('menuStepsFor', counted('menuSteps', tasks.length), counted('menuRecords', records.length));
}

function byRecord({ selected, tasks }: MenuState, open: (task: Task) => void): MenuGroup[] {
  return (selected ?? [])
    .map((record) => ({
      key: `${record.type} ${record.id}`,
      heading: record.title ?? `${record.type} ${record.id}`,
      items: tasks
        .filter((task) => isSameRecord(task.record, record))
        .map((task) => ({
          key: task.id,
          label: task.title,
          icon: task.kind,
          below: task.process.name,
          act: () => open(task),
        })),
    }))
    .filter(({ items }) => items.length > 0);
}
