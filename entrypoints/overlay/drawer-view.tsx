import { useEffect, useId, useRef } from 'preact/hooks';
import { ActivitiesButton } from '../../components/activities-button.tsx';
import { IconButton } from '../../components/button.tsx';
import { useLive, useSend } from '../../components/client.tsx';
import { ConnectionState } from '../../components/connection-state.tsx';
import { focusStart } from '../../components/focus-start.ts';
import { PageHead } from '../../components/page-head.tsx';
import { RunProcesses } from '../../components/run-processes.tsx';
import { TaskList } from '../../components/task-list.tsx';
import { text } from '../../components/text.ts';
import type { DrawerSide } from '../../lib/messaging/contract.ts';
import type { LinkedRecord } from '../../lib/protocol/index.ts';
import { StageSteps } from './case/stage-steps.tsx';
import { DrawerEdge } from './drawer-edge.tsx';
import { useDrawerWindow } from './drawer-window.ts';

interface Props {
  record: LinkedRecord | null;
  /** Where it stands. */
  side: DrawerSide;
  onClose: () => void;
}

/** The notification drawer: my tasks, beside the CRM page. */
export function DrawerView({ record, side, onClose }: Props) {
  const status = useLive({ kind: 'status' });
  const send = useSend();
  const drawer = useDrawerWindow(side);
  const heading = useRef<HTMLHeadingElement>(null);
  const headingId = useId();
  useEffect(() => focusStart(() => heading.current?.focus()), []);
  return (
    <main aria-labelledby={headingId}>
      <DrawerEdge drawer={drawer} />
      <PageHead
        icon="tasks"
        title={
          status && status.attention > 0
            ? text('drawerTitleCount', String(status.attention))
            : text('drawerTitle')
        }
        headingId={headingId}
        headingRef={heading}
        below={<ConnectionState />}
        actions={
          <>
            <ActivitiesButton small />
            <IconButton
              icon={side === 'right' ? 'to-left' : 'to-right'}
              name={text(side === 'right' ? 'drawerToLeft' : 'drawerToRight')}
              onClick={drawer.cross}
            />
          </>
        }
        onGrab={drawer.grab}
        onClose={onClose}
      />
      <RunProcesses onRun={({ key }) => send({ type: 'process.start', process: key, record: null })} />
      {record && <StageSteps record={record} />}
      <TaskList record={record} onOpen={(task) => send({ type: 'task.open', task: task.id })} />
    </main>
  );
}
