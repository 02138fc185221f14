import type { ComponentChildren, Ref } from 'preact';
import { Banner } from '../../components/banner.tsx';
import { Button, LinkButton } from '../../components/button.tsx';
import { ConnectionState } from '../../components/connection-state.tsx';
import { CopyButton } from '../../components/copy-button.tsx';
import { ErrorBanner } from '../../components/error-banner.tsx';
import { Icon, type IconName } from '../../components/icon.tsx';
import { taskPage } from '../../components/pages.ts';
import { absoluteTime } from '../../components/relative-time.ts';
import { counted, text } from '../../components/text.ts';
import type { TaskEnd } from '../../lib/protocol/index.ts';
import { MoveRefused } from './move-refused.tsx';
import { RoleLine } from './role-line.tsx';
import type { StepProps } from './step-page.tsx';
import type { Submitting } from './submit.ts';
import type { Draft } from './use-draft.ts';

interface Props extends Omit<StepProps<unknown>, 'content'> {
  children: ComponentChildren;
  /** The buttons that complete the step; they stand disabled where it can't be completed. */
  buttons: ComponentChildren;
  /** True: the error stands at a field, so no banner repeats it. */
  errorAtField: boolean;
  /** What the person entered, as text to be copied. */
  entered: () => string;
  formRef?: Ref<HTMLFormElement>;
}

/** What is the same around every kind of step: banners above the content, buttons and states below it. */
export function StepFrame(props: Props) {
  const { page, submitting, draft, depth, framed } = props;
  // An activity and an approval are read first; what can't be filled in is only read.
  const isRead = page.content.kind === 'perform-task' || page.content.kind === 'approval';
  const beginsInForm = !isRead && submitting.phase === 'editing';
  return (
    <>
      <div class="step-body">
        <Notes {...props} />
        <form
          class="step-content"
          noValidate
          ref={props.formRef ?? null}
          data-start={beginsInForm ? '' : undefined}
          onSubmit={(event) => event.preventDefault()}
        >
          {props.children}
        </form>
      </div>
      <footer class="step-foot">
        <div class="step-state">
          <ConnectionState />
          {depth > 0 && <span>{counted('pageDepth', depth)}</span>}
          <Saving phase={submitting.phase} draft={draft.state} framed={framed} />
        </div>
        <div class="step-buttons">
          <WayOut {...props} />
          {props.buttons}
        </div>
      </footer>
    </>
  );
}

/** Kinds that are performed later with a time (behaviour 1.11); the others stay as they are when they are closed. */
const LATER: readonly string[] = ['user-dialog', 'open-edit-page', 'perform-task'];

/** Out of the step without doing it: it stays. */
function WayOut({ page, submitting, panel, onClose }: Props) {
  const usable = submitting.phase === 'editing';
  if (usable && LATER.includes(page.task.kind)) {
    return (
      <Button
        icon="timer"
        expanded={panel.open === 'later'}
        controls={panel.id}
        onClick={() => panel.toggle('later')}
      >
        {text(page.task.kind === 'perform-task' ? 'laterButtonActivity' : 'laterButton')}
      </Button>
    );
  }
  return onClose && <Button onClick={onClose}>{text('close')}</Button>;
}

function Notes(props: Props) {
  const { page, submitting, moves, panel, draft, view, framed, errorAtField, entered } = props;
  return (
    <>
      {submitting.phase === 'editing' && <RoleLine task={page.task} moves={moves} />}
      {moves.queued && <Banner kind="info">{text('moveQueued')}</Banner>}
      {!panel.open && <MoveRefused moves={moves} />}
      {submitting.phase === 'ended' && view.end && (
        <Ended end={view.end} typed={draft.values !== null} {...{ entered }} />
      )}
      {submitting.phase === 'done' && !framed && <Banner kind="ok" title={text('pageDoneTab')} />}
      {submitting.error && !errorAtField && (
        <ErrorBanner title={text('pageRefused')} error={submitting.error} kept={text('inputKept')} />
      )}
      {submitting.notice?.kind === 'early' && <Banner kind="warning">{text('guardEarly')}</Banner>}
      {submitting.notice?.kind === 'covered' && (
        <Banner
          kind="warning"
          title={text('guardCoveredTitle')}
          actions={
            <LinkButton icon="external" href={taskPage(page.task.id)}>
              {text('guardOpenTab')}
            </LinkButton>
          }
        >
          {submitting.notice.message}
        </Banner>
      )}
      {draft.state === 'failed' && <Banner kind="warning">{text('draftFailed')}</Banner>}
    </>
  );
}

/** Somebody else was faster, or the step is no longer mine: nothing that was typed is thrown away. */
function Ended({ end, typed, entered }: { end: TaskEnd; typed: boolean; entered: () => string }) {
  const at = absoluteTime(new Date(end.at));
  const who = end.by?.name ?? text('somebody');
  const titles = {
    completed: () => text('endCompleted', who, at),
    cancelled: () => text('endCancelled', who, at),
    reassigned: () => text('endReassigned', who, at),
  };
  return (
    <Banner
      kind="warning"
      title={titles[end.reason]()}
      actions={typed && <CopyButton label={text('copyEntries')} words={entered} />}
    >
      {typed ? text('endInputKept') : text('endNothingTyped')}
    </Banner>
  );
}

function Saving({
  phase,
  draft,
  framed,
}: {
  phase: Submitting['phase'];
  draft: Draft['state'];
  framed: boolean;
}) {
  const shown = savingWords(phase, draft, framed);
  return (
    <span class="step-saving" role="status">
      {shown && <Icon name={shown.icon} />}
      {shown && <span>{shown.words}</span>}
    </span>
  );
}

function savingWords(
  phase: Submitting['phase'],
  draft: Draft['state'],
  framed: boolean,
): { icon: IconName; words: string } | null {
  if (phase === 'sending') return { icon: 'busy', words: text('pageSending') };
  if (phase === 'queued') return { icon: 'queued', words: text('pageQueued') };
  if (phase === 'done') return framed ? { icon: 'ok', words: text('pageDone') } : null;
  if (phase === 'editing' && draft === 'kept') return { icon: 'ok', words: text('draftKept') };
  return null;
}
