import { useEffect, useState } from 'preact/hooks';
import { useClient, useLive, useSend, wireErrorOf } from '../../../components/client.tsx';
import { Dialog } from '../../../components/dialog.tsx';
import { ErrorBanner } from '../../../components/error-banner.tsx';
import { Loading } from '../../../components/loading.tsx';
import { recordIn } from '../../../components/pages.ts';
import { changeQuery, route } from '../../../components/route.ts';
import { text } from '../../../components/text.ts';
import type { Activity, ActivitySettings, WireError } from '../../../lib/protocol/index.ts';
import { NEW } from '../open.ts';
import { opensPage } from '../state.ts';
import { ActivityDialog } from './activity-dialog.tsx';
import { type ActivityForm, copyOf, emptyForm, followUpOf, formOf } from './form.ts';

/** The activity that the address names, over whatever is shown: a link leads to it. */
export function OpenActivity() {
  const { activity, start, due, ending } = route().query;
  const [template, setTemplate] = useState<Template | null>(null);
  const close = () => {
    setTemplate(null);
    changeQuery({ activity: null, start: null, due: null, ending: null });
  };
  if (!activity) return null;
  if (activity === NEW) return <Making drawn={{ start, due }} template={template} onClose={close} />;
  return (
    <Existing
      key={activity}
      id={activity}
      completes={ending === 'completed'}
      onMakeFrom={(made) => {
        setTemplate(made);
        changeQuery({ activity: NEW, ending: null });
      }}
      onClose={close}
    />
  );
}

/** Another activity that a new one begins as. */
interface Template {
  form: ActivityForm;
  /** Whose follow-up it becomes. */
  follows: string | null;
}

interface MakingProps {
  drawn: { start?: string | undefined; due?: string | undefined };
  template: Template | null;
  onClose: () => void;
}

function Making({ drawn, template, onClose }: MakingProps) {
  const { path, query } = route();
  // Made beside the history of a record it is about that record.
  const record = path[0] === 'record' ? recordIn(query) : null;
  const me = useLive({ kind: 'status' })?.user ?? null;
  const { settings, error } = useSettings();
  // Without a link there are no categories to choose from; what is saved waits like everything else.
  if (!settings && !error) return null;
  const categories = settings?.categories ?? [];
  const form = template?.form ?? emptyForm(me, categories[0]?.name ?? '', new Date(), drawn, record);
  const follows = template?.follows ?? null;
  return (
    <ActivityDialog activity={null} form={form} follows={follows} categories={categories} onClose={onClose} />
  );
}

interface ExistingProps {
  id: string;
  /** To be completed at once. */
  completes: boolean;
  onMakeFrom: (template: Template) => void;
  onClose: () => void;
}

function Existing({ id, completes, onMakeFrom, onClose }: ExistingProps) {
  const client = useClient();
  const send = useSend();
  const live = useLive({ kind: 'status' })?.link === 'live';
  const me = useLive({ kind: 'status' })?.user ?? null;
  const categories = useSettings().settings?.categories ?? [];
  const [activity, setActivity] = useState<Activity | null>(null);
  const [error, setError] = useState<WireError | null>(null);
  useEffect(() => {
    if (!live || activity) return;
    client.query({ type: 'activity', activity: id }).then(
      ({ activity: found }) => {
        if (!opensPage(found) || !found.task) return setActivity(found);
        send({ type: 'task.open', task: found.task.id });
        onClose();
      },
      (thrown: unknown) => setError(wireErrorOf(thrown)),
    );
  }, [client, live, id]);
  if (activity) {
    return (
      <ActivityDialog
        activity={activity}
        form={formOf(activity)}
        categories={categories}
        completes={completes}
        onCopy={() => onMakeFrom({ form: copyOf(activity, me), follows: null })}
        onFollow={() => onMakeFrom({ form: followUpOf(activity, categories, new Date()), follows: id })}
        onClose={onClose}
      />
    );
  }
  return (
    <Dialog title={text('activityOpening')} action="" done onSubmit={onClose} onClose={onClose}>
      {error ? (
        <ErrorBanner title={text('activityUnknown')} error={error} />
      ) : live ? (
        <Loading label={text('diaryLoading')} />
      ) : (
        <p>{text('answerOffline')}</p>
      )}
    </Dialog>
  );
}

/** The categories, asked once for each dialog: they are few, and seldom change. */
function useSettings(): { settings: ActivitySettings | null; error: boolean } {
  const client = useClient();
  const link = useLive({ kind: 'status' })?.link ?? null;
  const [settings, setSettings] = useState<ActivitySettings | null>(null);
  const [failed, setFailed] = useState(false);
  useEffect(() => {
    if (link === null || link === 'connecting' || link === 'syncing') return;
    client.query({ type: 'activity.settings' }).then(
      ({ settings: told }) => setSettings(told),
      () => setFailed(true),
    );
  }, [client, link]);
  return { settings, error: failed };
}
