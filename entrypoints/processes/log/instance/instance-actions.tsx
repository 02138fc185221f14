import { useState } from 'preact/hooks';
import { useMay, useOrder } from '../../../../components/answer.tsx';
import { Button } from '../../../../components/button.tsx';
import { ErrorBanner } from '../../../../components/error-banner.tsx';
import { go } from '../../../../components/route.ts';
import { text } from '../../../../components/text.ts';
import type { InstanceDetails } from '../../../../lib/protocol/index.ts';
import { CancelDialog } from '../cancel-dialog.tsx';
import { isOpen } from '../log-table.tsx';
import { DeleteDialog } from './delete-dialog.tsx';
import { isFailure } from './wait-words.ts';

interface Props {
  instance: InstanceDetails;
  onChanged: () => void;
}

/** What can be done with the whole instance. */
export function InstanceActions({ instance, onChanged }: Props) {
  const { summary, may, waiting } = instance;
  const mayDelete = useMay()('manage-definitions') && summary.endedAt !== null;
  const [asking, setAsking] = useState<'cancel' | 'delete' | null>(null);
  const { busy, failure, possible, order } = useOrder();
  const failed = waiting.some(({ reason }) => isFailure(reason));
  const retry = async () => {
    if (await order({ type: 'instance.retry', instance: summary.id })) onChanged();
  };
  const close = () => setAsking(null);
  return (
    <>
      <div class="instance-actions">
        {may.administer && failed && (
          <Button look="primary" icon="retry" disabled={busy || !possible} onClick={() => void retry()}>
            {text('instanceRetry')}
          </Button>
        )}
        {may.cancel && isOpen(summary) && (
          <Button icon="cancel" disabled={!possible} onClick={() => setAsking('cancel')}>
            {text('instanceCancel')}
          </Button>
        )}
        {mayDelete && (
          <Button icon="delete" disabled={!possible} onClick={() => setAsking('delete')}>
            {text('deleteDo')}
          </Button>
        )}
      </div>
      {failure && <ErrorBanner title={text('orderFailed')} error={failure} />}
      {asking === 'cancel' && <CancelDialog instances={[summary.id]} onOrdered={onChanged} onClose={close} />}
      {asking === 'delete' && (
        <DeleteDialog instance={summary.id} onDone={() => go(['log'])} onClose={close} />
      )}
    </>
  );
}
