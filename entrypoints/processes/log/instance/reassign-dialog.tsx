import { useState } from 'preact/hooks';
import { useOrder } from '../../../../components/answer.tsx';
import { Dialog } from '../../../../components/dialog.tsx';
import { ErrorBanner } from '../../../../components/error-banner.tsx';
import { text } from '../../../../components/text.ts';
import type { Assignee, WaitingPlace } from '../../../../lib/protocol/index.ts';
import { AssigneePicker } from '../assignee-picker.tsx';

interface Props {
  instance: string;
  place: WaitingPlace;
  onDone: () => void;
  onClose: () => void;
}

/** Gives a step to another person or role. */
export function ReassignDialog({ instance, place, onDone, onClose }: Props) {
  const { busy, failure, order } = useOrder();
  const [assignee, setAssignee] = useState<Assignee | null>(null);
  const [missing, setMissing] = useState(false);
  const submit = async () => {
    setMissing(!assignee);
    if (!assignee) return;
    const done = await order({
      type: 'step.reassign',
      instance,
      step: place.step,
      user: assignee.type === 'user' ? assignee.id : null,
      role: assignee.type === 'role' ? assignee.id : null,
    });
    if (!done) return;
    onDone();
    onClose();
  };
  return (
    <Dialog
      title={text('reassignTitle', place.name)}
      action={text('reassignDo')}
      busy={busy}
      onSubmit={submit}
      onClose={onClose}
    >
      <AssigneePicker
        name="assignee"
        label={text('reassignTo')}
        help={text('reassignHelp')}
        required
        roles
        value={assignee?.name ?? ''}
        error={missing ? text('reassignMissing') : null}
        onChoose={setAssignee}
      />
      {failure && <ErrorBanner title={text('orderFailed')} error={failure} />}
    </Dialog>
  );
}
