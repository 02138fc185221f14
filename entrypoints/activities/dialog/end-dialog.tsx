import { useRef, useState } from 'preact/hooks';
import { Choice } from '../../../components/choice.tsx';
import { Dialog } from '../../../components/dialog.tsx';
import { ErrorBanner } from '../../../components/error-banner.tsx';
import { focusFirstInvalid } from '../../../components/field.tsx';
import { text } from '../../../components/text.ts';
import { TextArea } from '../../../components/text-area.tsx';
import type { Activity, WireError } from '../../../lib/protocol/index.ts';

interface Props {
  activity: Activity;
  status: 'completed' | 'cancelled';
  failure: WireError | null;
  onEnd: (status: 'completed' | 'cancelled', result: string | null, details: string | null) => void;
  onClose: () => void;
}

/** How it ended: a result of its category or its step, and what there is to say about it (behaviour 7.3). */
export function EndDialog({ activity, status, failure, onEnd, onClose }: Props) {
  const body = useRef<HTMLDivElement>(null);
  const [chosen, setChosen] = useState<string[]>([]);
  const [details, setDetails] = useState('');
  const [missing, setMissing] = useState(false);
  const completes = status === 'completed';
  // What has results is completed with one of them; by that of a step the process goes on.
  const required = completes && activity.results.length > 0;
  const end = () => {
    setMissing(required && chosen.length === 0);
    if (required && chosen.length === 0) {
      queueMicrotask(() => body.current && focusFirstInvalid(body.current));
      return;
    }
    onEnd(status, chosen[0] ?? null, details.trim() || null);
  };
  return (
    <Dialog
      title={text(completes ? 'activityCompleteTitle' : 'activityCancelTitle', activity.title)}
      action={text(completes ? 'activityComplete' : 'activityCancel')}
      look={completes ? 'primary' : 'danger'}
      onSubmit={end}
      onClose={onClose}
    >
      <div class="activity-end" ref={body}>
        {!completes && activity.task && <p>{text('activityCancelStep')}</p>}
        {activity.results.length > 0 && (
          <Choice
            name="result"
            label={text('activityResult')}
            look="boxed"
            multiple={false}
            required={required}
            options={activity.results}
            chosen={chosen}
            error={missing ? text(activity.task ? 'activityResultMissing' : 'resultMissing') : null}
            onChange={setChosen}
          />
        )}
        <TextArea
          name="details"
          label={text('activityResultDetails')}
          maxLength={20_000}
          value={details}
          onInput={setDetails}
        />
      </div>
      {failure && <ErrorBanner title={text('activityNotSaved')} error={failure} />}
    </Dialog>
  );
}
