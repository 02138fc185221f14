import { useEffect, useState } from 'preact/hooks';
import { Banner } from '../../../../components/banner.tsx';
import { useClient, wireErrorOf } from '../../../../components/client.tsx';
import { Dialog } from '../../../../components/dialog.tsx';
import { ErrorBanner } from '../../../../components/error-banner.tsx';
import { Loading } from '../../../../components/loading.tsx';
import { MoveConsequences } from '../../../../components/move-consequences.tsx';
import { StepList } from '../../../../components/step-list.tsx';
import { text } from '../../../../components/text.ts';
import type { CaseCard, MovePreview, StageLook, WireError } from '../../../../lib/protocol/index.ts';

interface Props {
  card: CaseCard;
  stage: StageLook;
  /** The move is on its way. */
  onMoved: () => void;
  onClose: () => void;
}

/** What a move would do, before it is done; the same as on the bar of the record's page (behaviour 8.5). */
export function MoveDialog({ card, stage, onMoved, onClose }: Props) {
  const client = useClient();
  const { instance, record } = card;
  const [told, setTold] = useState<{ preview: MovePreview } | { error: WireError } | null>(null);
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<WireError | null>(null);
  useEffect(() => {
    let over = false;
    client.call({ type: 'case.preview', instance, stage: stage.id }).then(
      (answer) => over || (answer?.type === 'case-preview' && setTold({ preview: answer.preview })),
      (thrown: unknown) => over || setTold({ error: wireErrorOf(thrown) }),
    );
    return () => {
      over = true;
    };
  }, [client, instance, stage.id]);
  const preview = told && 'preview' in told ? told.preview : null;
  const possible = preview?.move === 'forward' || preview?.move === 'back';
  const move = () => {
    if (!preview || !possible) return;
    setBusy(true);
    setFailure(null);
    const command = {
      ...{ type: 'case.move' as const, instance, stage: stage.id, revision: preview.revision },
    };
    client
      .request({ type: 'case.command', command, title: stage.name })
      .then(
        () => {
          onMoved();
          onClose();
        },
        (thrown: unknown) => setFailure(wireErrorOf(thrown)),
      )
      .finally(() => setBusy(false));
  };
  return (
    <Dialog
      title={text('boardMoveTitle', record.title ?? `${record.type} ${record.id}`, stage.name)}
      action={text('boardMoveDo')}
      look={(preview?.cancelled.length ?? 0) > 0 ? 'danger' : 'primary'}
      busy={busy || told === null}
      done={told !== null && !possible}
      onSubmit={move}
      onClose={onClose}
    >
      {told === null && <Loading label={text('casePreviewLoading')} />}
      {told && 'error' in told && <ErrorBanner title={text('boardMoveFailed')} error={told.error} />}
      {preview && <Told preview={preview} />}
      {failure && <ErrorBanner title={text('popupFailed')} error={failure} />}
    </Dialog>
  );
}

function Told({ preview }: { preview: MovePreview }) {
  switch (preview.move) {
    case 'current':
      return <Banner kind="ok">{text('boardMoveThere')}</Banner>;
    case 'closed':
      return <Banner kind="info">{text('boardMoveClosed')}</Banner>;
    case 'blocked':
      return (
        <>
          <Banner kind="warning">{text('boardMoveBlocked')}</Banner>
          <StepList steps={preview.blocking} />
        </>
      );
    default:
      return <MoveConsequences preview={preview} level="h3" />;
  }
}
