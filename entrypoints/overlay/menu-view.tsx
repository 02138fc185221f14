import type { TargetedMouseEvent } from 'preact';
import { useState } from 'preact/hooks';
import { BulkProgress, useBulk } from '../../components/bulk-progress.tsx';
import { Button, LinkButton } from '../../components/button.tsx';
import { useClient, useLive, useSend, wireErrorOf } from '../../components/client.tsx';
import { ConnectionState } from '../../components/connection-state.tsx';
import { Empty } from '../../components/empty.tsx';
import { ErrorBanner } from '../../components/error-banner.tsx';
import { Loading } from '../../components/loading.tsx';
import { Menu, type MenuGroup } from '../../components/menu.tsx';
import { OPTIONS_PAGE } from '../../components/pages.ts';
import { text } from '../../components/text.ts';
import type { Menu as MenuState, PageRequest, Status } from '../../lib/messaging/contract.ts';
import type { Bulk, LinkedRecord, WireError } from '../../lib/protocol/index.ts';

interface Props {
  record: LinkedRecord | null;
  onClose: () => void;
}

/**
 * The menu of the Process button: on a record, continue a pending step or run a process that fits; on a list,
 * run a process on every ticked record, one instance for each (behaviour 3.1).
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
  if (menu?.selected) return text('menuSelected', String(menu.selected.length));
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
  const nothing = menu.tasks.length === 0 && menu.processes.length === 0;
  const error = many.error ?? menu.error;
  const note = menu.selected?.length === 0 ? 'menuNothingTicked' : nothing ? 'menuNothingFits' : null;
  if (bulk) return <Many bulk={bulk} onClose={onClose} />;
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
      <Menu name={text('menuName')} groups={groupsOf(menu, status, send, start)} onClose={onClose} />
    </>
  );
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

function groupsOf(
  menu: MenuState,
  status: Status | null,
  send: (request: PageRequest) => void,
  start: (process: string) => void,
): MenuGroup[] {
  const starting = menu.starting !== null;
  const groups: MenuGroup[] = [
    {
      heading: text('menuContinue'),
      items: menu.tasks.map((task) => ({
        key: `task ${task.id}`,
        label: task.title,
        icon: task.kind,
        below: task.instance.caption,
        act: () => send({ type: 'task.open', task: task.id }),
      })),
    },
    {
      heading: text('menuRun'),
      items: menu.processes.map(({ key, name, description }) => ({
        key: `process ${key}`,
        label: name,
        icon: 'process',
        below: description ?? undefined,
        note: menu.starting === key ? text('menuStarting') : undefined,
        disabled: starting,
        act: (event: TargetedMouseEvent<HTMLButtonElement>) => {
          if (event.isTrusted) start(key);
        },
      })),
    },
    {
      heading: text('menuMore'),
      items: [
        {
          key: 'drawer',
          label: text('menuTasks'),
          icon: 'tasks',
          note: status && status.attention > 0 ? String(status.attention) : undefined,
          act: () => send({ type: 'drawer.open' }),
        },
      ],
    },
  ];
  return groups.filter((group) => group.items.length > 0);
}
