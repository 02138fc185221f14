import type { ComponentChildren } from 'preact';
import { useRef } from 'preact/hooks';
import { Button, LinkButton } from '../../components/button.tsx';
import { useLive } from '../../components/client.tsx';
import { ConnectionState } from '../../components/connection-state.tsx';
import { Empty } from '../../components/empty.tsx';
import { Loading, useOverdue } from '../../components/loading.tsx';
import { OPTIONS_PAGE } from '../../components/pages.ts';
import { text } from '../../components/text.ts';
import type { PageView as View } from '../../lib/messaging/contract.ts';
import type { LinkedRecord, TaskPage } from '../../lib/protocol/index.ts';
import { StepPage } from './step-page.tsx';

interface Props {
  task: string;
  /** How many pages wait under this one. */
  depth: number;
  /** The record that the page underneath shows. */
  record: LinkedRecord | null;
  framed: boolean;
  onClose?: () => void;
}

interface Shown {
  task: string;
  view: View & { page: TaskPage };
}

/**
 * The page of a step. While the next one is on its way the one before stays, out of use, so that one page
 * follows the other without a blank between them.
 */
export function PageView(props: Props) {
  const view = useLive({ kind: 'page', task: props.task });
  const last = useRef<Shown | null>(null);
  const arrived = view && view.state !== 'loading' ? view : null;
  if (arrived) last.current = isFilled(arrived) ? { task: props.task, view: arrived } : null;
  const shown = last.current;

  if (arrived && !shown) return <Absent state={arrived.state} onClose={props.onClose} />;
  if (!shown) return <Awaited />;
  return (
    <Kept waiting={!arrived}>
      <StepPage {...props} key={shown.task} task={shown.task} view={shown.view} />
    </Kept>
  );
}

function isFilled(view: View): view is Shown['view'] {
  return view.page !== null;
}

/** The page before, out of use, until the next one is there or has kept the person waiting. */
function Kept({ waiting, children }: { waiting: boolean; children: ComponentChildren }) {
  const overdue = useOverdue(waiting);
  if (overdue) return <Awaited />;
  return (
    <div class="kept" inert={waiting} aria-busy={waiting}>
      {children}
    </div>
  );
}

function Awaited() {
  return (
    <main class="step">
      <h1 class="visually-hidden">{text('pageLoading')}</h1>
      <Loading label={text('pageLoading')} />
    </main>
  );
}

/** There is no page to show: why, and what can be done. */
function Absent({ state, onClose }: { state: View['state']; onClose: (() => void) | undefined }) {
  const status = useLive({ kind: 'status' });
  const signedOut = status?.link === 'signed-out';
  const { title, words } = reason(state, signedOut);
  return (
    <main class="step">
      <Empty
        wholePage
        icon={signedOut ? 'sign-in' : 'info'}
        title={title}
        action={
          signedOut ? (
            <LinkButton look="primary" href={OPTIONS_PAGE}>
              {text('signIn')}
            </LinkButton>
          ) : (
            onClose && <Button onClick={onClose}>{text('close')}</Button>
          )
        }
      >
        {words}
      </Empty>
      <div class="view-foot">
        <ConnectionState />
      </div>
    </main>
  );
}

function reason(state: View['state'], signedOut: boolean): { title: string; words: string } {
  if (signedOut) return { title: text('pageSignedOutTitle'), words: text('pageSignedOut') };
  if (state === 'unavailable') return { title: text('pageUnavailableTitle'), words: text('pageUnavailable') };
  if (state === 'ended') return { title: text('pageEndedTitle'), words: text('pageEnded') };
  return { title: text('pageMissingTitle'), words: text('pageMissing') };
}
