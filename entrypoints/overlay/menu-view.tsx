import type { TargetedMouseEvent } from 'preact';
import { useState } from 'preact/hooks';
import { BulkProgress, useBulk } from '../../components/bulk-progress.tsx';
import { Button, LinkButton } from '../../components/button.tsx';
import { useClient, useLive, useSend, wireErrorOf } from '../../components/client.tsx';
import { ConnectionState } from '../../components/connection-state.tsx';
import { Empty } from '../../components/empty.tsx';
import { ErrorBanner } from '../../components/error-banner.tsx';
import { Loading } from '../../components/loading.tsx';
import { Menu, type MenuGroup, type MenuItem } from '../../components/menu.tsx';
import { openOnce } from '../../components/open-once.ts';
import { OPTIONS_PAGE, recordActivitiesPage } from '../../components/pages.ts';
import { type MessageKey, numeral, text } from '../../components/text.ts';
import type { Menu as MenuState, PageRequest, Status } from '../../lib/messaging/contract.ts';
import type { Bulk, LinkedRecord, Task, WireError } from '../../lib/protocol/index.ts';
import { StepChooser, stepsOf } from './step-chooser.tsx';

interface Props {
  record: LinkedRecord | null;
  onClose: () => void;
}

/**
 * The menu of the Process button: on a record, continue a pending step or run a process that fits; on a list,
 * continue a step of the ticked records or run a process on each, one instance for each (behaviour 3.1, 6.5).
 */
export function MenuView({ record, onClose }: Props) {
  const menu = useLive({ kind: 'menu' });
  const status = useLive({ kind: 'status' });
  const signedOut = status?.link === 'signed-out';
  return (
    <main aria-label={text('menuName')}>
      <div class="menu-top">
        <h1>{titleOf(menu, record)}</h1>
        <ConnectionState signInHere />
      </div>
      {signedOut && <SignedOut />}
      {!signedOut && !menu && <Loading label={text('menuLoading')} />}
      {!signedOut && menu && <Offer menu={menu} status={status} onClose={onClose} />}
    </main>
  );
}

function titleOf(menu: MenuState | null, known: LinkedRecord | null): string {
  if (menu?.selected) return text('menuSelected', numeral(menu.selected.length));
  const record = menu?.record ?? known;
  return record ? (record.title ?? `${record.type} ${record.id}`) : text('menuNoRecord');
}

function SignedOut() {
  const action = (
    <LinkButton look="primary" icon="sign-in" href={OPTIONS_PAGE}>
      {text('signIn')}
    </LinkButton>
  );
  return (
    <Empty icon="sign-in" title={text('menuSignedOutTitle')} action={action}>
      {text('menuSignedOut')}
    </Empty>
  );
}

interface OfferProps {
  menu: MenuState;
  status: Status | null;
  onClose: () => void;
}

function Offer({ menu, status, onClose }: OfferProps) {
  const send = useSend();
  const many = useStartMany(menu.selected ?? []);
  const bulk = useBulk(many.bulk);
  const [choosing, setChoosing] = useState(false);
  const error = many.error ?? menu.error;
  const note = noteOf(menu);
  if (bulk) return <Many bulk={bulk} onClose={onClose} />;
  if (choosing) return <StepChooser menu={menu} onBack={() => setChoosing(false)} onClose={onClose} />;
  const start = (process: string) => {
    const [first, second] = menu.selected ?? [];
    if (second) many.start(process);
    else send({ type: 'process.start', process, record: first ?? menu.record });
  };
  return (
    <>
      {(error || note) && (
        <div class="menu-notes">
          {error && <ErrorBanner title={text('menuStartFailed')} error={error} />}
          {note && <p class="menu-nothing">{text(note)}</p>}
        </div>
      )}
      <Menu
        name={text('menuName')}
        groups={[
          waiting(menu, send, () => setChoosing(true)),
          runnable(menu, start),
          more(menu, status, send, onClose),
        ].filter((group) => group.items.length > 0)}
        onClose={onClose}
      />
    </>
  );
}

/** What there is to say before the choices, if anything. */
function noteOf(menu: MenuState): MessageKey | null {
  if (menu.selected?.length === 0) return 'menuNothingTicked';
  if (menu.tasks.length === 0 && menu.processes.length === 0) return 'menuNothingFits';
  return menu.record && menu.moreTasks ? 'menuMoreTasks' : null;
}

/** Orders the starts on several records; what comes back is the bulk whose progress is shown. */
function useStartMany(records: LinkedRecord[]) {
  const client = useClient();
  const [bulk, setBulk] = useState<Bulk | null>(null);
  const [error, setError] = useState<WireError | null>(null);
  const start = (process: string) => {
    setError(null);
    client.order({ type: 'process.start-many', process, records, variables: {} }).then(
      (result) => setBulk(result.type === 'bulk' ? result.bulk : null),
      (thrown: unknown) => setError(wireErrorOf(thrown)),
    );
  };
  return { bulk, error, start };
}

/** How far the starts are. Closing it stops nothing. */
function Many({ bulk, onClose }: { bulk: Bulk; onClose: () => void }) {
  return (
    <div class="menu-bulk">
      <p>{bulk.title}</p>
      <BulkProgress bulk={bulk} />
      <Button onClick={onClose}>{text('close')}</Button>
    </div>
  );
}

type Send = (request: PageRequest) => void;

/**
 * The steps that wait. A list moves the ticked records on by one entry: a single step opens its page, several
 * open a window to choose from (behaviour 6.5).
 */
function waiting(menu: MenuState, send: Send, choose: () => void): MenuGroup {
  const { tasks, selected } = menu;
  const [first, second] = tasks;
  const open = (task: Task) => send({ type: 'task.open', task: task.id });
  const items: MenuItem[] = tasks.map((task) => ({
    key: `task ${task.id}`,
    label: task.title,
    icon: task.kind,
    below: task.instance.caption,
    act: () => open(task),
  }));
  if (!selected || !first) return { heading: text('menuContinue'), items };
  const step: MenuItem = {
    key: 'move down',
    label: text('menuMoveDown'),
    icon: 'continue',
    below: second ? stepsOf(menu) : first.title,
    act: () => (second ? choose() : open(first)),
  };
  return { heading: text('menuContinue'), items: [step] };
}

function runnable(menu: MenuState, start: (process: string) => void): MenuGroup {
  const starting = menu.starting !== null;
  const items = menu.processes.map(({ key, name, description }) => ({
    key: `process ${key}`,
    label: name,
    icon: 'process' as const,
    below: description ?? undefined,
    note: menu.starting === key ? text('menuStarting') : undefined,
    disabled: starting,
    act: (event: TargetedMouseEvent<HTMLButtonElement>) => {
      if (event.isTrusted) start(key);
    },
  }));
  return { heading: text('menuRun'), items };
}

function more({ record }: MenuState, status: Status | null, send: Send, close: () => void): MenuGroup {
  const drawer: MenuItem = {
    key: 'drawer',
    label: text('menuTasks'),
    icon: 'tasks',
    note: status && status.attention > 0 ? String(status.attention) : undefined,
    act: () => send({ type: 'drawer.open' }),
  };
  if (!record) return { heading: text('menuMore'), items: [drawer] };
  const history: MenuItem = {
    key: 'activities',
    label: text('menuActivities'),
    icon: 'log',
    act: () => void openOnce(recordActivitiesPage(record)).then(close),
  };
  return { heading: text('menuMore'), items: [drawer, history] };
}
