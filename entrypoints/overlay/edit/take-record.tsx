import { Button } from '../../../components/button.tsx';
import { useSend } from '../../../components/client.tsx';
import { text } from '../../../components/text.ts';
import type { LinkedRecord } from '../../../lib/protocol/index.ts';
import type { EditPage } from './edit-parts.tsx';

interface Props {
  task: string;
  target: EditPage['target'];
  /** The record that the page underneath shows. */
  under: LinkedRecord | null;
}

/** Of CRMs that do not let it be seen what they have made: the person says that this is the new record. */
export function TakeRecord({ task, target, under }: Props) {
  const send = useSend();
  if (target.id !== null || under?.system !== target.system || under.type !== target.type) return null;
  return (
    <p class="take-record">
      <span>{text('takeRecord', under.title ?? `${under.type} ${under.id}`)}</span>
      <Button onClick={() => send({ type: 'record.take', task })}>{text('takeRecordButton')}</Button>
    </p>
  );
}
