import { useOrder } from '../../../../components/answer.tsx';
import { Dialog } from '../../../../components/dialog.tsx';
import { ErrorBanner } from '../../../../components/error-banner.tsx';
import { text } from '../../../../components/text.ts';

interface Props {
  instance: string;
  onDone: () => void;
  onClose: () => void;
}

/** Deletes an instance that has ended, with all that is known of it. */
export function DeleteDialog({ instance, onDone, onClose }: Props) {
  const { busy, failure, order } = useOrder();
  const submit = async () => {
    if (await order({ type: 'instance.delete', instance })) onDone();
  };
  return (
    <Dialog
      title={text('deleteTitle')}
      action={text('deleteDo')}
      look="danger"
      busy={busy}
      onSubmit={submit}
      onClose={onClose}
    >
      <p>{text('deleteHelp')}</p>
      {failure && <ErrorBanner title={text('orderFailed')} error={failure} />}
    </Dialog>
  );
}
