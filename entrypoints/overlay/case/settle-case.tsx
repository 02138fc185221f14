import { Banner } from '../../../components/banner.tsx';
import { Button } from '../../../components/button.tsx';
import { useClient } from '../../../components/client.tsx';
import { ErrorBanner } from '../../../components/error-banner.tsx';
import { text } from '../../../components/text.ts';
import type { CaseView } from '../../../lib/protocol/index.ts';
import { stageName } from './case-page.tsx';
import { useConfirm } from './use-confirm.ts';

/** Case and CRM disagree about the stage, and neither is overwritten unasked: a person decides. */
export function SettleCase({ view, onClose }: { view: CaseView; onClose: () => void }) {
  const client = useClient();
  const { agreement, instance, revision } = view;
  const { busy, error, early, confirm } = useConfirm(`settle ${revision}`);
  if (agreement.state !== 'conflict') return <Banner kind="ok">{text('caseSettled')}</Banner>;
  const mine = stageName(view, view.stage);
  const theirs = agreement.stage === null ? (agreement.value ?? '') : stageName(view, agreement.stage);
  const settle = (keep: 'case' | 'crm') => async () => {
    const command = { type: 'case.settle' as const, instance, keep, revision };
    await client.request({ type: 'case.command', command, title: view.process.name });
    onClose();
  };
  return (
    <>
      <p>{text('caseSettleFacts', mine, theirs)}</p>
      {agreement.problem && <p class="case-quiet">{agreement.problem}</p>}
      {agreement.stage === null && <p class="case-quiet">{text('caseSettleUnknown')}</p>}
      {early && <Banner kind="info">{text('caseEarly')}</Banner>}
      {error && <ErrorBanner title={text('popupFailed')} error={error} />}
      {/* Neither is the usual answer. */}
      <div class="case-choices">
        <Button disabled={busy} onClick={(event) => confirm(event, settle('case'))}>
          {text('caseSettleKeep', mine)}
        </Button>
        {agreement.stage !== null && (
          <Button disabled={busy} onClick={(event) => confirm(event, settle('crm'))}>
            {text('caseSettleFollow', theirs)}
          </Button>
        )}
      </div>
    </>
  );
}
