import { useEffect, useRef } from 'preact/hooks';
import { useClient, useLive, useSend } from '../../components/client.tsx';
import { CasePage } from './case/case-page.tsx';
import { DrawerView } from './drawer-view.tsx';
import { MenuView } from './menu-view.tsx';
import { PageView } from './page-view.tsx';
import { useReportedSize } from './size.ts';

/** What stands over the CRM page: whatever the background says for this tab. */
export function Overlay() {
  const client = useClient();
  const overlay = useLive({ kind: 'overlay' });
  const send = useSend();
  const surface = useRef<HTMLDivElement>(null);
  const view = overlay?.view ?? 'hidden';
  const close = () => send({ type: 'overlay.close' });

  useReportedSize(surface, view, client, JSON.stringify(overlay?.about ?? null));
  useEscape(view !== 'hidden', close);

  return (
    <div class={`surface surface-${view}`} ref={surface}>
      {overlay?.view === 'menu' && <MenuView record={overlay.record} onClose={close} />}
      {overlay?.view === 'case' && overlay.record && overlay.about && (
        <CasePage record={overlay.record} about={overlay.about} onClose={close} />
      )}
      {overlay?.view === 'drawer' && (
        <DrawerView record={overlay.record} side={overlay.side} onClose={close} />
      )}
      {(overlay?.view === 'page' || overlay?.view === 'band') && (overlay.task || overlay.working) && (
        <PageView
          {...{ task: overlay.task, working: overlay.working, depth: overlay.depth, record: overlay.record }}
          docked={overlay.view === 'band'}
          mayGo={overlay.mayGo}
          framed
          onClose={close}
        />
      )}
    </div>
  );
}

/** Escape closes and never completes: what was typed is kept. */
function useEscape(open: boolean, close: () => void): void {
  const latest = useRef(close);
  latest.current = close;
  useEffect(() => {
    if (!open) return;
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key === 'Escape' && !event.defaultPrevented && !event.isComposing) latest.current();
    };
    document.addEventListener('keydown', onKeyDown);
    return () => document.removeEventListener('keydown', onKeyDown);
  }, [open]);
}
