import { useState } from 'preact/hooks';
import { text } from '../../components/text.ts';
import type { Assignee, Task } from '../../lib/protocol/index.ts';
import { performerOf } from './later-entry.ts';
import { PeoplePicker } from './people-picker.tsx';
import { StepPanel } from './step-panel.tsx';
import type { Moves } from './use-moves.ts';

interface Props {
  id: string;
  task: Task;
  moves: Moves;
  onCancel: () => void;
}

/** Gives the step to another person or to a role (behaviour 6.3, 7.3); an approval to a person (1.8). */
export function AssignStep({ id, task, moves, onCancel }: Props) {
  const delegates = task.kind === 'approval';
  const [chosen, setChosen] = useState<Assignee | null>(null);
  const [missing, setMissing] = useState(false);
  const submit = () => {
    setMissing(chosen === null);
    if (chosen) moves.send({ type: 'task.assign', task: task.id, ...performerOf(chosen) });
    return chosen !== null;
  };
  return (
    <StepPanel
      id={id}
      title={text(delegates ? 'approvalDelegateTitle' : 'assignTitle')}
      action={text(delegates ? 'approvalDelegateAction' : 'assignAction')}
      moves={moves}
      onSubmit={submit}
      onCancel={onCancel}
    >
      <PeoplePicker
        name="assign-to"
        label={text(delegates ? 'approvalDelegateTo' : 'assignTo')}
        help={delegates ? text('approvalDelegateHelp') : null}
        roles={!delegates}
        required
        value={chosen?.name ?? ''}
        error={missing && chosen === null ? text(delegates ? 'approvalDelegateNobody' : 'laterNobody') : null}
        onChoose={setChosen}
      />
    </StepPanel>
  );
}
