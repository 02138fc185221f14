import type { TargetedMouseEvent } from 'preact';
import { useState } from 'preact/hooks';
import type { ActivityCommand, Assignee, Task } from '../lib/protocol/index.ts';
import { useClient, useLive, wireErrorOf } from './client.tsx';
import { Dialog } from './dialog.tsx';
import { ErrorBanner } from './error-banner.tsx';
import type { MenuItem } from './menu.tsx';
import { MenuButton } from './menu-button.tsx';
import { PersonPicker } from './person-picker.tsx';
import { text } from './text.ts';

interface Props {
  task: Task;
  onOpen: (task: Task) => void;
}

/**
 * What can be done with a role's task besides opening it (behaviour 6.3): start it, take it for later, give it back,
 * assign it to somebody else.
 */
export function TaskMenu({ task, onOpen }: Props) {
  const me = useLive({ kind: 'status' })?.user ?? null;
  const client = useClient();
  const [assigning, setAssigning] = useState(false);
  const { user, role } = task.performer;
  if (!role || !me) return null;
  const send = (command: ActivityCommand) =>
    client
      .request({ type: 'activity.command', command, title: task.title })
      .catch((error: unknown) => console.warn(command.type, error));
  /** A page must not do anything in the person's name. */
  const trusted = (act: () => void) => (event: TargetedMouseEvent<HTMLButtonElement>) => {
    if (event.isTrusted) act();
  };
  const take = trusted(() => void send({ type: 'task.take', task: task.id }));
  const start = trusted(() => {
    void send({ type: 'task.take', task: task.id });
    onOpen(task);
  });
  const release = trusted(() => void send({ type: 'task.release', task: task.id }));
  const takeOver = trusted(
    () => void send({ type: 'task.assign', task: task.id, user: me.id, role: role.id }),
  );
  const item = (key: string, label: string, icon: MenuItem['icon'], act: MenuItem['act']) => ({
    ...{ key, label, icon, act },
  });
  // An approval is handed on from its page, which knows whether it may be.
  const others =
    task.kind === 'approval'
      ? []
      : [item('assign', text('taskAssign'), 'reassign', () => setAssigning(true))];
  const items = !user
    ? [
        item('start', text('taskStart'), 'continue', start),
        item('take', text('taskTake'), 'person', take),
        ...others,
      ]
    : user.id === me.id
      ? [item('release', text('taskRelease', role.name), 'role', release), ...others]
      : [item('take-over', text('taskTakeOver'), 'person', takeOver), ...others];
  return (
    <>
      <MenuButton name={text('taskMore', task.title)} icon="more" groups={[{ heading: role.name, items }]} />
      {assigning && <AssignDialog task={task} onClose={() => setAssigning(false)} />}
    </>
  );
}

/** To whom the task goes: a person or a role. */
function AssignDialog({ task, onClose }: { task: Task; onClose: () => void }) {
  const client = useClient();
  const [to, setTo] = useState<Assignee | null>(null);
  const [missing, setMissing] = useState(false);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<ReturnType<typeof wireErrorOf> | null>(null);
  const submit = () => {
    if (!to) return setMissing(true);
    setBusy(true);
    const performer = to.type === 'role' ? { user: null, role: to.id } : { user: to.id, role: null };
    const command = { type: 'task.assign' as const, task: task.id, ...performer };
    client
      .request({ type: 'activity.command', command, title: task.title })
      .then(onClose, (thrown: unknown) => {
        setBusy(false);
        setError(wireErrorOf(thrown));
      });
  };
  return (
    <Dialog
      title={text('taskAssignTitle', task.title)}
      action={text('taskAssignDo')}
      busy={busy}
      onSubmit={submit}
      onClose={onClose}
    >
      {error && <ErrorBanner title={text('popupFailed')} error={error} />}
      <PersonPicker
        name="assignee"
        label={text('taskAssignTo')}
        required
        roles
        value={to?.name ?? ''}
        error={missing && !to ? text('taskAssignMissing') : null}
        onChoose={setTo}
        find={async (words) => (await client.query({ type: 'people.search', text: words, limit: 20 })).found}
      />
    </Dialog>
  );
}
