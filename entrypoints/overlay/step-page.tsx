import { useEffect, useId, useRef, useState } from 'preact/hooks';
import { Banner } from '../../components/banner.tsx';
import { IconButton } from '../../components/button.tsx';
import { useLive, useSend } from '../../components/client.tsx';
import { focusStart } from '../../components/focus-start.ts';
import { Hint, HintButton } from '../../components/hint.tsx';
import { PageHead } from '../../components/page-head.tsx';
import { safeAddress } from '../../components/pages.ts';
import { text } from '../../components/text.ts';
import type { PageView } from '../../lib/messaging/contract.ts';
import { isSameRecord, type LinkedRecord, type TaskPage } from '../../lib/protocol/index.ts';
import { ActivityStep } from './activity-step.tsx';
import { ApprovalStep } from './approval-step.tsx';
import { AssignStep } from './assign-step.tsx';
import { EditStep } from './edit/edit-step.tsx';
import { EmailStep } from './email-step.tsx';
import { focusFirst } from './focus-first.ts';
import { FormStep } from './form/form-step.tsx';
import { PerformLater } from './perform-later.tsx';
import { QuestionStep } from './question-step.tsx';
import { type Submitting, useSubmit } from './submit.ts';
import { type Draft, useDraft } from './use-draft.ts';
import { type Moves, useMoves } from './use-moves.ts';
import { type Panel, usePanel } from './use-panel.ts';

interface Props {
  task: string;
  view: PageView & { page: TaskPage };
  depth: number;
  record: LinkedRecord | null;
  framed: boolean;
  docked?: boolean;
  mayGo?: boolean;
  onClose?: (() => void) | undefined;
}

/** What the content of a step needs from the page around it. */
export interface StepProps<Content> {
  page: TaskPage;
  content: Content;
  view: PageView;
  draft: Draft;
  submitting: Submitting;
  moves: Moves;
  panel: Panel;
  framed: boolean;
  /** Whether it lies at the edge of the page that it is done on. */
  docked: boolean;
  mayGo: boolean;
  /** The record that the page underneath shows. */
  under: LinkedRecord | null;
  depth: number;
  onClose?: (() => void) | undefined;
}

/** One step's page: its head, the author's hint, and the content that its kind asks for. */
export function StepPage({
  task,
  view,
  depth,
  record,
  framed,
  docked = false,
  mayGo = false,
  onClose,
}: Props) {
  const { page } = view;
  const status = useLive({ kind: 'status' });
  const [hintOpen, setHintOpen] = useState(false);
  const [headingId, hintId] = [useId(), useId()];
  const main = useRef<HTMLElement>(null);
  const send = useSend();
  const draft = useDraft(task, view.draft);
  const submitting = useSubmit({ task, view, framed, me: status?.user?.id ?? null });
  const moves = useMoves(page.task, view.moving);
  const panel = usePanel(page.task, view.moving, submitting.phase === 'editing');

  useEffect(() => {
    document.title = page.task.title;
    // The person works in the CRM's page then, which keeps the focus.
    const { current } = main;
    return current && !docked ? focusStart(() => focusFirst(current)) : undefined;
  }, [page.task.title, docked]);

  return (
    <main class="step" aria-labelledby={headingId} ref={main}>
      <PageHead
        icon={page.task.kind}
        title={page.task.title}
        headingId={headingId}
        below={<Belongs page={page} under={record} />}
        actions={
          <>
            {docked && (
              <IconButton
                icon="move"
                name={text('bandMove')}
                onClick={() => send({ type: 'overlay.move' })}
              />
            )}
            {submitting.phase === 'editing' && mayAssign(page) && (
              <IconButton
                icon="reassign"
                name={text(page.content.kind === 'approval' ? 'approvalDelegate' : 'assignButton')}
                expanded={panel.open === 'assign'}
                controls={panel.id}
                onClick={() => panel.toggle('assign')}
              />
            )}
            {page.hint && <HintButton id={hintId} open={hintOpen} onToggle={setHintOpen} />}
          </>
        }
        onClose={onClose}
      />
      {page.hint && <Hint id={hintId} hint={page.hint} open={hintOpen} />}
      {panel.open === 'assign' && (
        <AssignStep id={panel.id} task={page.task} moves={moves} onCancel={panel.close} />
      )}
      {panel.open === 'later' && (
        <PerformLater id={panel.id} task={page.task} moves={moves} onCancel={panel.close} />
      )}
      {tellsRecordGone(page) && (
        <Banner kind="error" title={text('recordGoneTitle')}>
          {text('recordGone')}
        </Banner>
      )}
      <Content
        {...{
          page,
          view,
          draft,
          submitting,
          moves,
          panel,
          framed,
          docked,
          mayGo,
          under: record,
          depth,
          onClose,
        }}
      />
    </main>
  );
}

function Content(props: Omit<StepProps<never>, 'content'>) {
  const { content } = props.page;
  switch (content.kind) {
    case 'user-dialog':
      return <QuestionStep {...props} content={content} />;
    case 'auto-generated-page':
    case 'pre-configured-page':
      return <FormStep {...props} content={content} />;
    case 'perform-task':
      return <ActivityStep {...props} content={content} />;
    case 'approval':
      return <ApprovalStep {...props} content={content} />;
    case 'open-edit-page':
      return <EditStep {...props} content={content} />;
    case 'send-email':
      return <EmailStep {...props} content={content} />;
  }
}

/** An approval is handed on where its author allows it, and once (behaviour 1.8); other steps by whoever has them. */
function mayAssign({ content }: TaskPage): boolean {
  return content.kind !== 'approval' || (content.delegation.allowed && content.delegation.by === null);
}

/** An edit page that has looked for its record itself says it in its place. */
function tellsRecordGone({ recordGone, content }: TaskPage): boolean {
  return recordGone === true && !(content.kind === 'open-edit-page' && content.gone);
}

/** The instance and the record that the step belongs to; the record is a link unless it is the page underneath. */
function Belongs({ page, under }: { page: TaskPage; under: LinkedRecord | null }) {
  const { record, instance } = page.task;
  const title = record ? (record.title ?? `${record.type} ${record.id}`) : null;
  const here = isSameRecord(record, under);
  const address = here ? null : safeAddress(record?.url ?? null);
  return (
    <>
      <span>{instance.caption}</span>
      {title && !instance.caption.includes(title) && !address && <span>{title}</span>}
      {title && address && (
        <span>
          <a href={address} target="_blank" rel="noreferrer" title={text('pageRecordLink')}>
            {title}
          </a>
        </span>
      )}
    </>
  );
}
