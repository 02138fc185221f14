import { BulkProgress, useBulk } from '../../../components/bulk-progress.tsx';
import { Dialog } from '../../../components/dialog.tsx';
import { text } from '../../../components/text.ts';
import type { Bulk } from '../../../lib/protocol/index.ts';

interface Props {
  bulk: Bulk;
  /** What is said while it goes on. */
  words: 'cancelGoesOn' | 'reassignManyGoesOn';
  onDone: () => void;
  onClose: () => void;
}

/** How far a bulk is that was just begun. */
export function BulkDialog({ bulk, words, onDone, onClose }: Props) {
  const latest = useBulk(bulk) ?? bulk;
  const leave = () => {
    onDone();
    onClose();
  };
  return (
    <Dialog title={bulk.title} action="" done onSubmit={leave} onClose={leave}>
      <BulkProgress bulk={latest} />
      {latest.endedAt === null && <p>{text(words)}</p>}
    </Dialog>
  );
}
