import { useState } from 'preact/hooks';
import { Button } from '../../../components/button.tsx';
import { useRecordAt } from '../../../components/record-at.ts';
import { text } from '../../../components/text.ts';
import { TextInput } from '../../../components/text-input.tsx';
import type { LinkedRecord } from '../../../lib/protocol/index.ts';

interface Props {
  label: string;
  onChoose: (record: LinkedRecord) => void;
}

/** A record by the address of its page, as copied from the browser. */
export function RecordByAddress({ label, onChoose }: Props) {
  const recordAt = useRecordAt();
  const [typed, setTyped] = useState('');
  const [wrong, setWrong] = useState(false);
  const add = () => {
    const address = typed.trim();
    const record = recordAt(address);
    setWrong(record === null);
    if (!record) return;
    onChoose({ ...record, title: null, url: address });
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
