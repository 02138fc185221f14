import { Banner } from '../../components/banner.tsx';
import { Button } from '../../components/button.tsx';
import { useLive } from '../../components/client.tsx';
import { Icon } from '../../components/icon.tsx';
import { text } from '../../components/text.ts';
import type { Task } from '../../lib/protocol/index.ts';
import type { Moves } from './use-moves.ts';

/**
 * A role's step: who of the role has taken it, and what I can do about that (behaviour 6.3, 7.4). It changes under
 * the eyes of whoever has the page open when somebody takes it first.
 */
export function RoleLine({ task, moves }: { task: Task; moves: Moves }) {
  const me = useLive({ kind: 'status' })?.user?.id ?? null;
  const { user, role } = task.performer;
  if (role === null) return null;
  if (user !== null && user.id !== me) {
    return (
      <Banner kind="warning" title={text('roleTakenBy', user.name, role.name)}>
        {text('roleTakenByHelp')}
      </Banner>
    );
  }
  const send = () => moves.send({ type: user ? 'task.release' : 'task.take', task: task.id });
  return (
    <div class="step-role" role="status">
      <Icon name="role" />
      <span>{text(user ? 'roleTaken' : 'roleFree', role.name)}</span>
      <Button disabled={moves.busy} onClick={send}>
        {text(user ? 'roleRelease' : 'roleTake')}
      </Button>
    </div>
  );
}
