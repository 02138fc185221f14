import type { TargetedMouseEvent } from 'preact';
import { LinkButton } from '../../components/button.tsx';
import { useLive, useSend } from '../../components/client.tsx';
import { ConnectionState } from '../../components/connection-state.tsx';
import { Empty } from '../../components/empty.tsx';
import { ErrorBanner } from '../../components/error-banner.tsx';
import { Loading } from '../../components/loading.tsx';
import { Menu, type MenuGroup } from '../../components/menu.tsx';
import { OPTIONS_PAGE } from '../../components/pages.ts';
import { text } from '../../components/text.ts';
import type { Menu as MenuState, PageRequest, Status } from '../../lib/messaging/contract.ts';
import type { LinkedRecord } from '../../lib/protocol/index.ts';

interface Props {
  record: LinkedRecord | null;
  onClose: () => void;
}

/** The menu of the Process button: continue a pending step of this record, or run a process that fits it. */
export function MenuView({ record, onClose }: Props) {
  const menu = useLive({ kind: 'menu' });
  const status = useLive({ kind: 'status' });
  const signedOut = status?.link === 'signed-out';
  return (
    <main aria-label={text('menuName')}>
      <div class="menu-top">
        <h1>{titleOf(menu?.record ?? record)}</h1>
        <ConnectionState signInHere />
      </div>
      {signedOut && <SignedOut />}
      {!signedOut && !menu && <Loading label={text('menuLoading')} />}
      {!signedOut && menu && <Offer menu={menu} status={status} onClose={onClose} />}
    </main>
  );
}

function titleOf(record: LinkedRecord | null): string {
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
  const nothing = menu.tasks.length === 0 && menu.processes.length === 0;
  return (
    <>
      {(menu.error || nothing) && (
        <div class="menu-notes">
          {menu.error && <ErrorBanner title={text('menuStartFailed')} error={menu.error} />}
          {nothing && <p class="menu-nothing">{text('menuNothingFits')}</p>}
        </div>
      )}
      <Menu name={text('menuName')} groups={groupsOf(menu, status, send)} onClose={onClose} />
    </>
  );
}

function groupsOf(menu: MenuState, status: Status | null, send: (request: PageRequest) => void): MenuGroup[] {
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
          if (event.isTrusted) send({ type: 'process.start', process: key, record: menu.record });
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
