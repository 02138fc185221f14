import { useEffect, useState } from 'preact/hooks';
import { useClient, useLive } from '../../../components/client.tsx';
import { Icon } from '../../../components/icon.tsx';
import { openOnce } from '../../../components/open-once.ts';
import { activityPage } from '../../../components/pages.ts';
import { text } from '../../../components/text.ts';
import { TextButton } from '../../../components/text-button.tsx';
import { When } from '../../../components/when.tsx';
import type { Activity, LinkedRecord } from '../../../lib/protocol/index.ts';

/** Activities that are looked through for those that wait. */
const LOOKED_AT = 50;

/** Tasks that were added to the record by hand and wait: they stand beside the steps of the case (behaviour 8.4). */
export function TasksByHand({ record }: { record: LinkedRecord }) {
  const waiting = useWaiting(record);
  if (waiting.length === 0) return null;
  return (
    <section class="case-steps" aria-label={text('nextByHand')}>
      <h2>{text('nextByHand')}</h2>
      <ul>
        {waiting.map(({ id, title, due, owner }) => (
          <li key={id}>
            <Icon name="perform-task" />
            <TextButton onClick={() => void openOnce(activityPage(id))}>{title}</TextButton>
            <span class="case-quiet">
              {owner && <span>{owner.name}</span>}
              <When at={due} />
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}

function useWaiting({ system, type, id }: LinkedRecord): Activity[] {
  const client = useClient();
  const revision = useLive({ kind: 'activities' });
  const [items, setItems] = useState<Activity[]>([]);
  useEffect(() => {
    let over = false;
    const record = { system, type, id };
    client.query({ type: 'activities.of-record', record, limit: LOOKED_AT }).then(
      (result) => over || setItems(result.items),
      // Without a link they are not told; the steps of the case are.
      () => undefined,
    );
    return () => {
      over = true;
    };
  }, [client, system, type, id, revision]);
  return items.filter(({ task, endedAt }) => task === null && endedAt === null);
}
