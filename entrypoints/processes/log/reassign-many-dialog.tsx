import { useState } from 'preact/hooks';
import { useOrder } from '../../../components/answer.tsx';
import { Dialog } from '../../../components/dialog.tsx';
import { ErrorBanner } from '../../../components/error-banner.tsx';
import { counted, text } from '../../../components/text.ts';
import type { Assignee, Bulk } from '../../../lib/protocol/index.ts';
import { AssigneePicker } from './assignee-picker.tsx';
import { BulkDialog } from './bulk-dialog.tsx';

interface Props {
  /** Those that are selected; none: all that there are. */
  instances: readonly string[];
  onOrdered: () => void;
  onClose: () => void;
}

/** Gives many open steps to somebody else, such as those of a person who has left. */
export function ReassignManyDialog({ instances, onOrdered, onClose }: Props) {
  const { busy, failure, order } = useOrder();
  const [from, setFrom] = useState<Assignee | null>(null);
  const [to, setTo] = useState<Assignee | null>(null);
  const [pressed, setPressed] = useState(false);
  const [bulk, setBulk] = useState<Bulk | null>(null);
  const some = instances.length > 0;
  const submit = async () => {
    setPressed(true);
    if (!to || (!some && !from)) return;
    const result = await order({
      type: 'steps.reassign',
      instances: some ? [...instances] : null,
      from: from?.id ?? null,
      user: to.type === 'user' ? to.id : null,
      role: to.type === 'role' ? to.id : null,
    });
    if (result?.type === 'bulk') setBulk(result.bulk);
  };
  if (bulk) return <BulkDialog bulk={bulk} words="reassignManyGoesOn" onDone={onOrdered} onClose={onClose} />;
  return (
    <Dialog
      title={text('reassignManyTitle')}
      action={text('reassignDo')}
      busy={busy}
      onSubmit={submit}
      onClose={onClose}
    >
      <p>{some ? counted('reassignManyOf', instances.length) : text('reassignManyAll')}</p>
      <AssigneePicker
        name="from"
        label={text(some ? 'reassignManyFrom' : 'reassignManyFromAll')}
        required={!some}
        roles={false}
        inactive
        value={from?.name ?? ''}
        error={pressed && !some && !from ? text('reassignManyFromMissing') : null}
        onChoose={setFrom}
      />
      <AssigneePicker
        name="assignee"
        label={text('reassignTo')}
        help={text('reassignHelp')}
        required
        roles
        value={to?.name ?? ''}
        error={pressed && !to ? text('reassignMissing') : null}
        onChoose={setTo}
      />
      {failure && <ErrorBanner title={text('orderFailed')} error={failure} />}
    </Dialog>
  );
}
