import { useEffect, useId, useState } from 'preact/hooks';
import { ActivitiesButton } from '../../components/activities-button.tsx';
import { Button, LinkButton } from '../../components/button.tsx';
import { useClient, useLive, useSend, wireErrorOf } from '../../components/client.tsx';
import { ConnectionState } from '../../components/connection-state.tsx';
import { Empty } from '../../components/empty.tsx';
import { ErrorBanner } from '../../components/error-banner.tsx';
import { PageHead } from '../../components/page-head.tsx';
import { DIAGNOSE_PAGE, OPTIONS_PAGE } from '../../components/pages.ts';
import { ProcessesButton } from '../../components/processes-button.tsx';
import { RunProcesses } from '../../components/run-processes.tsx';
import { TaskList } from '../../components/task-list.tsx';
import { text } from '../../components/text.ts';
import type { PageRequest } from '../../lib/messaging/contract.ts';
import type { WireError } from '../../lib/protocol/index.ts';

/** The toolbar popup: am I signed in, does the link work, what waits for me. */
export function Popup() {
  const status = useLive({ kind: 'status' });
  const headingId = useId();
  const signedOut = status?.link === 'signed-out';
  useEffect(() => {
    document.title = text('appName');
  }, []);
  return (
    <main aria-labelledby={headingId}>
      <PageHead
        icon="tasks"
        title={
          status && status.attention > 0
            ? text('drawerTitleCount', String(status.attention))
            : text('drawerTitle')
        }
        headingId={headingId}
        below={<ConnectionState signInHere />}
      />
      {signedOut ? <SignIn /> : <Tasks />}
      <footer class="popup-foot">
        <ActivitiesButton look="quiet" onOpened={() => window.close()} />
        <ProcessesButton look="quiet" onOpened={() => window.close()} />
        <LinkButton look="quiet" icon="settings" href={OPTIONS_PAGE}>
          {text('popupOptions')}
        </LinkButton>
        <LinkButton look="quiet" icon="diagnose" href={DIAGNOSE_PAGE}>
          {text('popupDiagnose')}
        </LinkButton>
      </footer>
    </main>
  );
}

function Tasks() {
  const send = useSend();
  const { failure, ask } = useAsk();
  return (
    <>
      <div class="popup-actions">
        <Button icon="tasks" onClick={() => ask({ type: 'drawer.open' })}>
          {text('popupDrawer')}
        </Button>
        {failure && <ErrorBanner title={text('popupFailed')} error={failure} />}
      </div>
      <RunProcesses onRun={({ key }) => ask({ type: 'process.start', process: key, record: null })} />
      <TaskList
        record={null}
        onOpen={(task) => {
          send({ type: 'task.open', task: task.id });
          window.close();
        }}
      />
    </>
  );
}

function SignIn() {
  const { failure, ask } = useAsk();
  const action = (
    <Button look="primary" icon="sign-in" onClick={() => ask({ type: 'sign-in' })}>
      {text('signIn')}
    </Button>
  );
  return (
    <>
      <Empty icon="sign-in" title={text('tasksSignedOutTitle')} action={action}>
        {text('tasksSignedOut')}
      </Empty>
      {failure && (
        <div class="popup-actions">
          <ErrorBanner title={text('signInFailed')} error={failure} />
        </div>
      )}
    </>
  );
}

/** Asks the background and closes the popup when it is done; what fails is said here. */
function useAsk(): { failure: WireError | null; ask: (request: PageRequest) => void } {
  const client = useClient();
  const [failure, setFailure] = useState<WireError | null>(null);
  const ask = (request: PageRequest) => {
    setFailure(null);
    client.request(request).then(
      () => window.close(),
      (error: unknown) => setFailure(wireErrorOf(error)),
    );
  };
  return { failure, ask };
}
