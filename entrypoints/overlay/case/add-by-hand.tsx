import { Button } from '../../../components/button.tsx';
import { useLive, useSend } from '../../../components/client.tsx';
import { Loading } from '../../../components/loading.tsx';
import { text } from '../../../components/text.ts';
import type { CaseView, LinkedRecord } from '../../../lib/protocol/index.ts';
import { AddEmail } from './add-email.tsx';
import { AddTask } from './add-task.tsx';
import { useByHand } from './use-by-hand.ts';

interface Props {
  view: CaseView;
  record: LinkedRecord;
}

/** Adds a task of one's own or an e-mail beside the steps of the case (behaviour 8.4). */
export function AddByHand({ view, record }: Props) {
  const { system, type, id } = record;
  const me = useLive({ kind: 'status' })?.user?.id ?? null;
  return <Adding key={JSON.stringify([me, system, type, id])} view={view} record={record} />;
}

function Adding({ view, record }: Props) {
  const { system, type, id } = record;
  const send = useSend();
  const { draft, keep } = useByHand(record);
  const pending = useLive({ kind: 'case', record: { system, type, id } })?.pending ?? null;
  const email = pending?.type === 'case.add' ? pending : null;
  const refused = email?.state === 'refused' ? email : null;
  if (draft?.kind === 'task') return <AddTask task={draft} record={record} onChange={keep} />;
  if (draft || refused) {
    const close = () => {
      keep(null);
      if (refused) send({ type: 'refusal.dismiss', command: refused.command });
    };
    return (
      <AddEmail
        instance={view.instance}
        subject={draft?.subject ?? refused?.subject ?? ''}
        refusal={refused?.error ?? null}
        onChange={(subject) => keep({ kind: 'email', subject })}
        onSent={() => keep(null)}
        onCancel={close}
      />
    );
  }
  const unknown = draft === undefined;
  return (
    <>
      {email && <UnderWay subject={email.subject ?? ''} waits={email.state === 'queued'} />}
      <div class="next-adding">
        <Button
          icon="add"
          disabled={unknown}
          onClick={() => keep({ kind: 'task', id: crypto.randomUUID(), title: '', due: '' })}
        >
          {text('nextAdd')}
        </Button>
        {mayAdd(view) && (
          <Button
            icon="add"
            disabled={unknown || email !== null}
            onClick={() => keep({ kind: 'email', subject: '' })}
          >
            {text('nextAddEmail')}
          </Button>
        )}
      </div>
    </>
  );
}

/** Its page opens with the answer of the server. */
function UnderWay({ subject, waits }: { subject: string; waits: boolean }) {
  if (!waits) return <Loading label={text('nextAddSending', subject)} />;
  return (
    <p class="case-quiet" role="status">
      {text('nextAddQueued', subject)}
    </p>
  );
}

/** As the server decides it: those who may move the case, and those who have a task in it. */
function mayAdd({ status, mayMove, steps }: CaseView): boolean {
  return status === 'running' && (mayMove || steps.some(({ task }) => task !== null));
}
