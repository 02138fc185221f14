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
import { type ActivityForm, emptyForm, formOf } from './form.ts';

/** The activity that the address names, over whatever is shown: a link leads to it. */
export function OpenActivity() {
  const { activity, start, due } = route().query;
  const [copied, setCopied] = useState<ActivityForm | null>(null);
  const close = () => {
    setCopied(null);
    changeQuery({ activity: null, start: null, due: null });
  };
  if (!activity) return null;
  if (activity === NEW) return <Making drawn={{ start, due }} copied={copied} onClose={close} />;
  return (
    <Existing
      key={activity}
      id={activity}
      onCopy={(of) => {
        setCopied({ ...formOf(of), status: 'not-started' });
        changeQuery({ activity: NEW });
      }}
      onClose={close}
    />
  );
}

interface MakingProps {
  drawn: { start?: string | undefined; due?: string | undefined };
  copied: ActivityForm | null;
  onClose: () => void;
}

function Making({ drawn, copied, onClose }: MakingProps) {
  const { path, query } = route();
  // Made beside the history of a record it is about that record.
  const record = path[0] === 'record' ? recordIn(query) : null;
  const me = useLive({ kind: 'status' })?.user ?? null;
  const { settings, error } = useSettings();
  // Without a link there are no categories to choose from; what is saved waits like everything else.
  if (!settings && !error) return null;
  const categories = settings?.categories ?? [];
  const form = copied ?? emptyForm(me, categories[0]?.name ?? '', new Date(), drawn, record);
  return <ActivityDialog activity={null} form={form} categories={categories} onClose={onClose} />;
}

interface ExistingProps {
  id: string;
  onCopy: (activity: Activity) => void;
  onClose: () => void;
}

function Existing({ id, onCopy, onClose }: ExistingProps) {
  const client = useClient();
  const send = useSend();
  const live = useLive({ kind: 'status' })?.link === 'live';
  const { settings } = useSettings();
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
        categories={settings?.categories ?? []}
        onCopy={() => onCopy(activity)}
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
