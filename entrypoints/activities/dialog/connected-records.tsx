import { useState } from 'preact/hooks';
import { Button, IconButton } from '../../../components/button.tsx';
import { useLive } from '../../../components/client.tsx';
import { RecordLink } from '../../../components/record-link.tsx';
import { text } from '../../../components/text.ts';
import { TextInput } from '../../../components/text-input.tsx';
import { isSameRecord, type LinkedRecord } from '../../../lib/protocol/index.ts';
import { recordAt } from './record-at.ts';

interface Props {
  records: readonly LinkedRecord[];
  onChange: (records: LinkedRecord[]) => void;
}

/** The records that it is about: each is added by the address of its page, as copied from the browser. */
export function ConnectedRecords({ records, onChange }: Props) {
  const sites = useLive({ kind: 'sites' }) ?? [];
  const [typed, setTyped] = useState('');
  const [wrong, setWrong] = useState(false);
  const add = () => {
    const record = recordAt(typed.trim(), sites);
    setWrong(record === null);
    if (!record) return;
    if (!records.some((one) => isSameRecord(one, record))) onChange([...records, record]);
    setTyped('');
  };
  return (
    <div class="activity-wide activity-several">
      <div class="activity-add">
        <TextInput
          name="record"
          label={text('activityConnected')}
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
      </div>
      {records.length > 0 && (
        <ul class="activity-chosen" aria-label={text('activityConnected')}>
          {records.map((record) => (
            <li key={`${record.system} ${record.type} ${record.id}`}>
              <RecordLink record={record} />
              <IconButton
                icon="close"
                name={text('activityRemove', record.title ?? `${record.type} ${record.id}`)}
                onClick={() => onChange(records.filter((one) => one !== record))}
              />
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
