import './activity-dialog.css';
import { useRef, useState } from 'preact/hooks';
import { Button } from '../../../components/button.tsx';
import { useClient, wireErrorOf } from '../../../components/client.tsx';
import { Dialog } from '../../../components/dialog.tsx';
import { ErrorBanner } from '../../../components/error-banner.tsx';
import { focusFirstInvalid } from '../../../components/field.tsx';
import { text } from '../../../components/text.ts';
import type { Activity, ActivityCategory, ActivityCommand, WireError } from '../../../lib/protocol/index.ts';
import { isFinal } from '../state.ts';
import { ActivityFacts } from './activity-facts.tsx';
import { ActivityFieldset } from './activity-fieldset.tsx';
import { DeleteDialog } from './delete-dialog.tsx';
import { EndDialog } from './end-dialog.tsx';
import { type ActivityForm, changed, fieldsOf, problemsOf } from './form.ts';

interface Props {
  /** Null: it is being made. */
  activity: Activity | null;
  /** What the fields begin with. */
  form: ActivityForm;
  categories: readonly ActivityCategory[];
  /** The activity that the new one follows. */
  follows?: string | null;
  /** It is to be completed at once. */
  completes?: boolean;
  onCopy?: () => void;
  onFollow?: () => void;
  onClose: () => void;
}

type Shown = 'fields' | 'complete' | 'cancel' | 'delete';

/** An activity with all its fields (behaviour 7.2), and the ways to end, copy and delete it (7.3). */
export function ActivityDialog({ activity, form: initial, categories, onClose, ...props }: Props) {
  const { onCopy, onFollow, follows = null } = props;
  const client = useClient();
  const before = useRef(initial);
  const body = useRef<HTMLDivElement>(null);
  const [form, setForm] = useState(initial);
  const [tried, setTried] = useState(false);
  const [failure, setFailure] = useState<WireError | null>(null);
  const problems = tried ? problemsOf(form) : {};
  const closed = activity !== null && (!activity.mayChange || isFinal(activity));
  const [shown, setShown] = useState<Shown>(props.completes && !closed ? 'complete' : 'fields');

  const command = (order: ActivityCommand) => {
    setFailure(null);
    client
      .request({ type: 'activity.command', command: order, title: form.title })
      .then(onClose, (thrown) => setFailure(wireErrorOf(thrown)));
  };
  const save = () => {
    setTried(true);
    if (Object.keys(problemsOf(form)).length > 0) {
      queueMicrotask(() => body.current && focusFirstInvalid(body.current));
      return;
    }
    const fields = fieldsOf(form, activity ? before.current : null);
    if (activity && Object.keys(fields).length === 0) return onClose();
    command({
      type: 'activity.save',
      activity: activity?.id ?? crypto.randomUUID(),
      create: activity === null,
      ...(follows !== null && { follows }),
      fields,
    });
  };
  const id = activity?.id ?? '';

  if (activity && (shown === 'complete' || shown === 'cancel')) {
    return (
      <EndDialog
        activity={activity}
        status={shown === 'complete' ? 'completed' : 'cancelled'}
        failure={failure}
        onEnd={(status, result, details) =>
          command({ type: 'activity.end', activity: id, status, result, details })
        }
        onClose={() => setShown('fields')}
      />
    );
  }
  if (activity && shown === 'delete') {
    return (
      <DeleteDialog
        title={activity.title}
        failure={failure}
        onDelete={() => command({ type: 'activity.delete', activity: id })}
        onClose={() => setShown('fields')}
      />
    );
  }
  return (
    <Dialog
      wide
      title={activity ? activity.title : text('activityNew')}
      action={text('save')}
      done={closed}
      onSubmit={save}
      onClose={onClose}
    >
      {activity && <ActivityFacts activity={activity} />}
      {activity && (
        <div class="activity-actions">
          {!closed && (
            <>
              <Button look="primary" icon="ok" onClick={() => setShown('complete')}>
                {text('activityComplete')}
              </Button>
              <Button icon="cancel" onClick={() => setShown('cancel')}>
                {text('activityCancel')}
              </Button>
            </>
          )}
          {/* That of a step is cancelled without a result while the step waits on (behaviour 7.3). */}
          {activity.task?.open !== false && activity.mayChange && isFinal(activity) && (
            <Button
              icon="retry"
              onClick={() =>
                command({
                  type: 'activity.save',
                  activity: id,
                  create: false,
                  fields: { status: 'in-progress' },
                })
              }
            >
              {text('activityReopen')}
            </Button>
          )}
          {onCopy && (
            <Button icon="copy" onClick={onCopy}>
              {text('activityCopy')}
            </Button>
          )}
          {onFollow && (
            <Button icon="continue" onClick={onFollow}>
              {text('activityFollow')}
            </Button>
          )}
          {activity.task === null && activity.mayChange && (
            <Button icon="delete" onClick={() => setShown('delete')}>
              {text('activityDelete')}
            </Button>
          )}
        </div>
      )}
      {failure && <ErrorBanner title={text('activityNotSaved')} error={failure} />}
      {!closed && (
        <div ref={body}>
          <ActivityFieldset
            form={form}
            problems={problems}
            categories={categories}
            ofStep={activity?.task != null}
            onChange={(part) => setForm((current) => changed(current, part))}
          />
        </div>
      )}
    </Dialog>
  );
}
