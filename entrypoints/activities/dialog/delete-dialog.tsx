import { Dialog } from '../../../components/dialog.tsx';
import { ErrorBanner } from '../../../components/error-banner.tsx';
import { text } from '../../../components/text.ts';
import type { WireError } from '../../../lib/protocol/index.ts';

interface Props {
  title: string;
  failure: WireError | null;
  onDelete: () => void;
  onClose: () => void;
}

/** Asks once more: a deleted activity does not come back. */
export function DeleteDialog({ title, failure, onDelete, onClose }: Props) {
  return (
    <Dialog
      title={text('activityDeleteTitle', title)}
      action={text('activityDelete')}
      look="danger"
      onSubmit={onDelete}
      onClose={onClose}
    >
      <p>{text('activityDeleteHelp')}</p>
      {failure && <ErrorBanner title={text('activityNotSaved')} error={failure} />}
    </Dialog>
  );
}
