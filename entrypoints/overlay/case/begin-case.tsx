import { Banner } from '../../../components/banner.tsx';
import { useClient } from '../../../components/client.tsx';
import { counted, text } from '../../../components/text.ts';
import type { CaseOffer, CaseView, LinkedRecord } from '../../../lib/protocol/index.ts';
import { ConfirmFoot } from './confirm-foot.tsx';
import { useConfirm } from './use-confirm.ts';

interface StartProps {
  record: LinkedRecord;
  offer: CaseOffer;
  onClose: () => void;
}

/** Begins a case on the record (behaviour 8.2). */
export function StartCase({ record, offer, onClose }: StartProps) {
  const client = useClient();
  const confirming = useConfirm(`start ${offer.process}`);
  const start = async () => {
    const command = { type: 'case.start' as const, process: offer.process, record };
    await client.request({ type: 'case.command', command, title: offer.name });
    onClose();
  };
  return (
    <>
      <p>{text('caseStartFacts', record.title ?? `${record.type} ${record.id}`)}</p>
      <ConfirmFoot {...{ confirming, onClose }} action={text('caseStartDo')} onConfirm={start} />
    </>
  );
}

/** Cancels the case and begins the one that fits better, once it is confirmed (behaviour 8.2, 8.8). */
export function ChangeCase({ view, onClose }: { view: CaseView; onClose: () => void }) {
  const client = useClient();
  const { change, instance, revision, steps, process } = view;
  const confirming = useConfirm(`change ${revision}`);
  if (!change) return <Banner kind="ok">{text('caseChangeNone')}</Banner>;
  const open = steps.filter(({ status }) => status === 'open').length;
  const apply = async () => {
    const command = { type: 'case.change' as const, instance, process: change.process, revision };
    await client.request({ type: 'case.command', command, title: change.name });
    onClose();
  };
  return (
    <>
      <p>
        {change.reason === 'version'
          ? text('caseChangeVersion', process.name, String(change.version))
          : text('caseChangeField', change.name)}
      </p>
      <p>{counted('caseChangeCancels', open, process.name)}</p>
      <ConfirmFoot {...{ confirming, onClose }} action={text('caseChangeDo')} danger onConfirm={apply} />
    </>
  );
}
