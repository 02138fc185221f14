import type { ComponentChildren, JSX } from 'preact';
import { useMemo, useRef } from 'preact/hooks';
import { Button, LinkButton } from '../../components/button.tsx';
import { useClient, useLive } from '../../components/client.tsx';
import { ConnectionState } from '../../components/connection-state.tsx';
import { Empty } from '../../components/empty.tsx';
import { Loading, useOverdue } from '../../components/loading.tsx';
import { OPTIONS_PAGE } from '../../components/pages.ts';
import { text } from '../../components/text.ts';
import type { OverlayView, PageView as View } from '../../lib/messaging/contract.ts';
import type { LinkedRecord, TaskPage } from '../../lib/protocol/index.ts';
import { StepPage } from './step-page.tsx';
import { Working } from './working.tsx';

interface Props {
  /** Null: the system works, and a page may follow the one before. */
  task: string | null;
  working?: OverlayView['working'];
  /** How many pages wait under this one. */
  depth: number;
  /** The record that the page underneath shows. */
  record: LinkedRecord | null;
  framed: boolean;
  /** A band at the edge of the CRM's page, on which the step is done. */
  docked?: boolean;
  /** The step is done on another page, to which the background knows the way. */
  mayGo?: boolean;
  onClose?: () => void;
}

interface Shown {
  /** Whose page it is, see {@link useTurn}. */
  turn: number;
  task: string;
  view: View & { page: TaskPage };
}

/**
 * The page of a step. While the next one is on its way the one before stays, out of use, so that one page
 * follows the other without a blank between them.
 */
export function PageView(props: Props) {
  const last = useRef<Shown | null>(null);
  const turn = useTurn();
  // What one person has typed is not the next one's to see, nor to send.
  if (last.current && last.current.turn !== turn) last.current = null;
  const task = props.task ?? last.current?.task ?? null;
  const view = usePage(task);
  const arrived = view && view.state !== 'loading' ? view : null;
  if (arrived && task !== null) last.current = isFilled(arrived) ? { turn, task, view: arrived } : null;
  const shown = last.current;
  const { working } = props;

  if (working && !shown) return <Working since={working.since} />;
  if (arrived && !shown) return <Absent state={arrived.state} onClose={props.onClose} />;
  if (!shown) return <Awaited />;
  return (
    <Kept
      waiting={!arrived || props.task === null}
      instead={working ? <Working since={working.since} /> : <Awaited />}
    >
      <StepPage
        {...props}
        key={JSON.stringify([shown.turn, shown.task])}
        task={shown.task}
        view={shown.view}
      />
    </Kept>
  );
}

/** Tells one person from the next: how often another one has signed in. A sign-in that has ended may be renewed. */
function useTurn(): number {
  const last = useRef<{ user: string | null; turn: number }>({ user: null, turn: 0 });
  const user = useLive({ kind: 'status' })?.user?.id ?? last.current.user;
  if (user !== last.current.user) {
    const turn = last.current.turn + (last.current.user === null ? 0 : 1);
    last.current = { user, turn };
  }
  return last.current.turn;
}

/** The page of a task, if there is one to look at. */
function usePage(task: string | null): View | null {
  const client = useClient();
  const page = useMemo(() => (task === null ? null : client.watch({ kind: 'page', task })), [client, task]);
  return page?.value ?? null;
}

function isFilled(view: View): view is Shown['view'] {
  return view.page !== null;
}

interface KeptProps {
  waiting: boolean;
  instead: JSX.Element;
  children: ComponentChildren;
}

/** The page before, out of use, until the next one is there or has kept the person waiting. */
function Kept({ waiting, instead, children }: KeptProps) {
  const overdue = useOverdue(waiting);
  if (overdue) return instead;
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
