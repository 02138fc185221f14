import { useLive } from '../../components/client.tsx';
import { PageView } from './page-view.tsx';

/** One task in a tab of its own: where no CRM page is open, or where a CRM page covers the overlay. */
export function TaskTab({ task }: { task: string }) {
  // In its own tab too the next page follows in place, if the background has one for this tab.
  const overlay = useLive({ kind: 'overlay' });
  const shown = overlay?.view === 'page' && overlay.task ? overlay.task : task;
  return (
    <div class="surface surface-tab">
      <PageView task={shown} depth={overlay?.depth ?? 0} record={null} framed={false} />
    </div>
  );
}
