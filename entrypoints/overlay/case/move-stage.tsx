import { useEffect, useState } from 'preact/hooks';
import { Banner } from '../../../components/banner.tsx';
import { Button } from '../../../components/button.tsx';
import { useClient, useLive, useSend, wireErrorOf } from '../../../components/client.tsx';
import { ErrorBanner } from '../../../components/error-banner.tsx';
import { Loading } from '../../../components/loading.tsx';
import { MoveConsequences } from '../../../components/move-consequences.tsx';
import { StepList } from '../../../components/step-list.tsx';
import { text } from '../../../components/text.ts';
import type { CaseStepView, CaseView, MovePreview, WireError } from '../../../lib/protocol/index.ts';
import { stageName } from './case-page.tsx';
import { ConfirmFoot } from './confirm-foot.tsx';
import { useConfirm } from './use-confirm.ts';

interface Props {
  view: CaseView;
  stage: string;
  onClose: () => void;
}

/** What a move would do, before it is done: what it cancels and begins, what stands in its way (behaviour 8.5). */
export function MoveStage({ view, stage, onClose }: Props) {
  const client = useClient();
  const { instance, revision } = view;
  const { preview, error } = usePreview(instance, stage, revision);
  const seen = preview ? 'told' : error ? 'failed' : '';
  const confirming = useConfirm(`${stage} ${revision} ${seen}`);
  const name = stageName(view, stage);
  if (view.stage === stage) return <Banner kind="ok">{text('caseMoveThere', name)}</Banner>;
  if (!preview && !error) return <Loading label={text('casePreviewLoading')} />;
  if (preview && preview.blocking.length > 0) return <Blocked view={view} steps={preview.blocking} />;
  if (preview?.move === 'closed') return <Banner kind="info">{text('barClosed')}</Banner>;
  const move = async () => {
    const command = { type: 'case.move' as const, instance, stage, revision };
    await client.request({ type: 'case.command', command, title: name });
    onClose();
  };
  return (
    <>
      {error && (
        <ErrorBanner title={text('casePreviewFailed')} error={error} kept={text('casePreviewFailedHelp')} />
      )}
      {preview && <MoveConsequences preview={preview} level="h2" />}
      <ConfirmFoot
        {...{ confirming, onClose }}
        action={text('caseMoveDo', name)}
        danger={(preview?.cancelled.length ?? 0) > 0}
        onConfirm={move}
      />
    </>
  );
}

/** What was answered, and to which question. */
interface Told {
  to: string;
  preview: MovePreview | null;
  error: WireError | null;
}

/**
 * Asked again whenever the case has changed meanwhile, and when a link is back: what is shown is always what the
 * command would do that carries this revision.
 */
function usePreview(instance: string, stage: string, revision: number) {
  const client = useClient();
  const { link } = useLive({ kind: 'status' }) ?? { link: 'live' };
  const isLive = link === 'live';
  const [told, setTold] = useState<Told | null>(null);
  const question = `${instance} ${stage} ${revision}`;
  const { preview, error } = told?.to === question ? told : { preview: null, error: null };
  useEffect(() => {
    if (preview) return;
    let over = false;
    client.call({ type: 'case.preview', instance, stage }).then(
      (answer) => {
        // Of another revision: the case on this page is about to become that one, and is asked about then.
        if (over || answer?.type !== 'case-preview' || answer.preview.revision !== revision) return;
        setTold({ to: question, preview: answer.preview, error: null });
      },
      (thrown: unknown) => over || setTold({ to: question, preview: null, error: wireErrorOf(thrown) }),
    );
    return () => {
      over = true;
    };
  }, [client, question, isLive]);
  return { preview, error };
}

/** Which required steps stand in the way, each to be opened where it is mine. */
function Blocked({ view, steps }: { view: CaseView; steps: readonly CaseStepView[] }) {
  const send = useSend();
  return (
    <section class="case-steps">
      <Banner kind="warning">{text('caseMoveBlocked', stageName(view, view.stage))}</Banner>
      <StepList
        steps={steps}
        actionOf={({ task, name }) =>
          task && (
            <Button onClick={() => send({ type: 'task.open', task })}>
              {text('nextOpen')}
              <span class="visually-hidden"> {name}</span>
            </Button>
          )
        }
      />
    </section>
  );
}
