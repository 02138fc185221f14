import { useState } from 'preact/hooks';
import { Answer, useAnswer, useOrder } from '../../../../components/answer.tsx';
import { Choice } from '../../../../components/choice.tsx';
import { Dialog } from '../../../../components/dialog.tsx';
import { ErrorBanner } from '../../../../components/error-banner.tsx';
import { hrefOf } from '../../../../components/route.ts';
import { counted, text } from '../../../../components/text.ts';
import { TextInput } from '../../../../components/text-input.tsx';
import { When } from '../../../../components/when.tsx';
import type { Impact, LibraryEntry } from '../../../../lib/protocol/index.ts';

/** What is to happen with what runs. */
type Way = 'stop-starts' | 'cancel';

interface Props {
  entry: LibraryEntry;
  onClose: () => void;
  onDone: () => void;
}

/** Says which instances and tasks deactivating concerns, and offers to let them finish (behaviour 5.2). */
export function DeactivateDialog({ entry, onClose, onDone }: Props) {
  const impact = useAnswer({ type: 'impact', process: entry.key });
  const { busy, failure, possible, order } = useOrder();
  const [way, setWay] = useState<Way>('stop-starts');
  const [reason, setReason] = useState('');
  const running = impact.result?.impact.instances ?? 0;
  const stops = running > 0 && way === 'stop-starts';

  const submit = async () => {
    const done = await order({
      type: 'process.set-state',
      process: entry.key,
      state: stops ? 'no-new-starts' : 'inactive',
      cancelInstances: running > 0 && way === 'cancel',
      reason: reason.trim() || null,
    });
    if (done) onDone();
  };

  return (
    <Dialog
      title={text('deactivateTitle', entry.name)}
      action={actionWords(running, way)}
      look={stops ? 'primary' : 'danger'}
      busy={busy || !possible || impact.result === null}
      wide
      onSubmit={submit}
      onClose={onClose}
    >
      <Answer of={impact} loading={text('deactivateLoading')}>
        {({ impact: concerned }) => (
          <>
            <Concerned entry={entry} impact={concerned} />
            {concerned.instances > 0 && (
              <Choice
                name="way"
                label={text('deactivateWay')}
                multiple={false}
                required
                look="boxed"
                options={[
                  { code: 'stop-starts', label: text('deactivateStopStarts') },
                  { code: 'cancel', label: counted('deactivateCancel', concerned.instances) },
                ]}
                chosen={[way]}
                onChange={([chosen]) => setWay(chosen === 'cancel' ? 'cancel' : 'stop-starts')}
              />
            )}
          </>
        )}
      </Answer>
      <TextInput
        name="reason"
        label={text('deactivateReason')}
        help={text('deactivateReasonHelp')}
        maxLength={4000}
        value={reason}
        onInput={setReason}
      />
      {failure && <ErrorBanner title={text('orderNotDone')} error={failure} />}
    </Dialog>
  );
}

function actionWords(running: number, way: Way): string {
  if (running === 0) return text('stateDeactivate');
  return way === 'cancel' ? text('deactivateAndCancel') : text('stateStopStarts');
}

function Concerned({ entry, impact }: { entry: LibraryEntry; impact: Impact }) {
  const { instances, tasks, examples, calledBy } = impact;
  return (
    <>
      {instances === 0 ? (
        <p>{text('deactivateNothing')}</p>
      ) : (
        <div>
          <p>
            {counted('deactivateInstances', instances)} {counted('deactivateTasks', tasks)}
          </p>
          <ul class="deactivate-examples">
            {examples.map((one) => (
              <li key={one.id}>
                <a href={hrefOf(['log', one.id])}>{one.caption}</a>
                <span class="library-small">
                  <When at={one.startedAt} /> · {one.startedBy?.name ?? text('bySystem')} ·{' '}
                  {counted('deactivateTasksOf', one.tasks)}
                </span>
              </li>
            ))}
          </ul>
          {instances > examples.length && (
            <a href={hrefOf(['log'], { process: entry.key, status: 'running,error' })}>
              {text('deactivateAll')}
            </a>
          )}
        </div>
      )}
      <p class="process-help">
        {calledBy.length > 0 ? text('deactivateCalledBy', calledBy.join(', ')) : text('deactivateSubProcess')}
      </p>
    </>
  );
}
