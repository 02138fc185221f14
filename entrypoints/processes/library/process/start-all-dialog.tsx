import { useState } from 'preact/hooks';
import { useOrder } from '../../../../components/answer.tsx';
import { Banner } from '../../../../components/banner.tsx';
import { BulkProgress, useBulk } from '../../../../components/bulk-progress.tsx';
import { Dialog } from '../../../../components/dialog.tsx';
import { ErrorBanner } from '../../../../components/error-banner.tsx';
import { Loading } from '../../../../components/loading.tsx';
import { text } from '../../../../components/text.ts';
import type { Bulk, LibraryEntry } from '../../../../lib/protocol/index.ts';

interface Props {
  entry: LibraryEntry;
  onClose: () => void;
}

/** Begins a case on every record that it is for, and says how far that is (behaviour 8.2). */
export function StartAllDialog({ entry, onClose }: Props) {
  const { busy, failure, possible, order } = useOrder();
  const [begun, setBegun] = useState<Bulk | null>(null);
  const bulk = useBulk(begun);
  const begin = async () => {
    const result = await order({ type: 'case.start-all', process: entry.key });
    if (result?.type === 'bulk') setBegun(result.bulk);
  };
  return (
    <Dialog
      title={text('startAllTitle', entry.name)}
      action={text('startDo')}
      busy={busy || !possible}
      done={bulk !== null}
      onSubmit={() => void begin()}
      onClose={onClose}
    >
      {bulk === null ? <p>{text('startAllHelp')}</p> : <Progress bulk={bulk} />}
      {failure && <ErrorBanner title={text('orderFailed')} error={failure} />}
    </Dialog>
  );
}

function Progress({ bulk }: { bulk: Bulk }) {
  // The CRM is asked for its records first: until it has answered nobody knows how many there are.
  if (bulk.total === 0 && bulk.endedAt === null) return <Loading label={text('startAllGathering')} />;
  if (bulk.total === 0) return <Banner kind="info">{text('startAllNone')}</Banner>;
  return (
    <>
      <BulkProgress bulk={bulk} />
      {bulk.endedAt === null && <p>{text('startAllGoesOn')}</p>}
    </>
  );
}
