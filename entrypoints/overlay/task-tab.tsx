import { useLive } from '../../components/client.tsx';
import { PageView } from './page-view.tsx';

/** One task in a tab of its own: where no CRM page is open, or where a CRM page covers the overlay. */
export function TaskTab({ task }: { task: string }) {
  // In its own tab too the next page follows in place, if the background has one for this tab.
  const overlay = useLive({ kind: 'overlay' });
  const ours = overlay?.view === 'page' ? overlay : null;
  const working = ours?.working ?? null;
  return (
    <div class="surface surface-tab">
      <PageView
        task={working ? null : (ours?.task ?? task)}
        working={working}
        depth={overlay?.depth ?? 0}
        record={null}
        mayGo={ours?.mayGo ?? false}
        framed={false}
      />
    </div>
  );
}
