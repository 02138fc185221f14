import { Banner } from '../../../components/banner.tsx';
import { Button } from '../../../components/button.tsx';
import { ErrorBanner } from '../../../components/error-banner.tsx';
import { text } from '../../../components/text.ts';
import type { Confirming } from './use-confirm.ts';

interface Props {
  confirming: Confirming;
  /** What the button says that does it. */
  action: string;
  onConfirm: () => Promise<void>;
  onClose: () => void;
  danger?: boolean;
}

/** What went wrong with the last click, and the two ways out. */
export function ConfirmFoot({ confirming, action, onConfirm, onClose, danger = false }: Props) {
  const { busy, error, early, confirm } = confirming;
  return (
    <>
      {early && <Banner kind="info">{text('caseEarly')}</Banner>}
      {error && <ErrorBanner title={text('popupFailed')} error={error} />}
      <div class="case-buttons">
        <Button onClick={onClose}>{text('cancel')}</Button>
        <Button
          look={danger ? 'danger' : 'primary'}
          disabled={busy}
          onClick={(event) => confirm(event, onConfirm)}
        >
          {action}
        </Button>
      </div>
    </>
  );
}
