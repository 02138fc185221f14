import { useState } from 'preact/hooks';
import { Button } from '../../../components/button.tsx';
import { useLive } from '../../../components/client.tsx';
import { text } from '../../../components/text.ts';
import { TextInput } from '../../../components/text-input.tsx';
import type { LinkedRecord } from '../../../lib/protocol/index.ts';
import { recordAt } from './record-at.ts';

interface Props {
  label: string;
  onChoose: (record: LinkedRecord) => void;
}

/** A record by the address of its page, as copied from the browser. */
export function RecordByAddress({ label, onChoose }: Props) {
  const sites = useLive({ kind: 'sites' }) ?? [];
  const [typed, setTyped] = useState('');
  const [wrong, setWrong] = useState(false);
  const add = () => {
    const record = recordAt(typed.trim(), sites);
    setWrong(record === null);
    if (!record) return;
    onChoose(record);
    setTyped('');
  };
  return (
    <>
      <TextInput
        name="record"
        label={label}
        help={text('activityConnectedHelp')}
        error={wrong ? text('activityConnectedWrong') : null}
        value={typed}
        onInput={(words) => {
          setTyped(words);
          setWrong(false);
        }}
      />
      <Button icon="add" onClick={add}>
        {text('activityConnect')}
      </Button>
    </>
  );
}
