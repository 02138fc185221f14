import { useClient } from '../../../components/client.tsx';
import { text } from '../../../components/text.ts';
import type { CaseView } from '../../../lib/protocol/index.ts';
import { ConfirmFoot } from './confirm-foot.tsx';
import { useConfirm } from './use-confirm.ts';

interface Props {
  view: CaseView;
  step: string;
  name: string;
  onClose: () => void;
}

/** In its tile: takes a step away that was added by hand, once it is confirmed. */
export function RemoveStep({ view: { instance }, step, name, onClose }: Props) {
  const client = useClient();
  const confirming = useConfirm(`remove ${step}`);
  const remove = async () => {
    const command = { type: 'case.remove' as const, instance, step };
    await client.request({ type: 'case.command', command, title: name });
    onClose();
  };
  return (
    <div class="next-remove">
      <p>{text('nextRemoveFacts')}</p>
      <ConfirmFoot {...{ confirming, onClose }} action={text('nextRemoveDo')} danger onConfirm={remove} />
    </div>
  );
}
