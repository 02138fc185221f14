import { useState } from 'preact/hooks';
import { useOrder } from '../../../components/answer.tsx';
import { counted, text } from '../../../components/text.ts';
import type { Bulk } from '../../../lib/protocol/index.ts';
import { BulkDialog } from './bulk-dialog.tsx';
import { ReasonDialog } from './reason-dialog.tsx';

interface Props {
  instances: readonly string[];
  /** The order was taken: one is cancelled, several are being cancelled. */
  onOrdered: () => void;
  onClose: () => void;
}

/** Cancels one instance or several, for a reason; of several it shows how far they are. */
export function CancelDialog({ instances, onOrdered, onClose }: Props) {
  const { busy, failure, order } = useOrder();
  const [bulk, setBulk] = useState<Bulk | null>(null);
  const submit = async (reason: string) => {
    const result = await order({ type: 'instances.cancel', instances: [...instances], reason });
    if (!result) return;
    onOrdered();
    if (result.type === 'bulk') setBulk(result.bulk);
    else onClose();
  };
  if (bulk) return <BulkDialog bulk={bulk} words="cancelGoesOn" onDone={onOrdered} onClose={onClose} />;
  return (
    <ReasonDialog
      title={counted('cancelTitle', instances.length)}
      help={text('cancelHelp')}
      action={counted('cancelDo', instances.length)}
      busy={busy}
      failure={failure}
      onSubmit={submit}
      onClose={onClose}
    />
  );
}
