import { Answer } from '../../../components/answer.tsx';
import { Empty } from '../../../components/empty.tsx';
import { recordIn } from '../../../components/pages.ts';
import { RecordLink } from '../../../components/record-link.tsx';
import { route } from '../../../components/route.ts';
import { counted, text } from '../../../components/text.ts';
import type { LinkedRecord } from '../../../lib/protocol/index.ts';
import { CardArea } from '../card/card-area.tsx';
import { ActivityTable } from '../list/activity-table.tsx';
import { useOpen } from '../open.ts';
import { UnknownView } from '../unknown-view.tsx';
import { useAsked } from '../use-asked.ts';

/** As many as one reads; older ones are found in the list. */
const MOST = 200;

/** The history of a record: its activities of all times, newest first; each opens as it does in the list (behaviour 6.5). */
export function RecordView() {
  const record = recordIn(route().query);
  return record ? <History record={record} /> : <UnknownView />;
}

function History({ record }: { record: LinkedRecord }) {
  const { system, type, id } = record;
  const open = useOpen();
  const asked = useAsked({ type: 'activities.of-record', record: { system, type, id }, limit: MOST });
  return (
    <>
      <h1 class="diary-title">
        {text('diaryOfRecord')} <RecordLink record={record} />
      </h1>
      <Answer of={asked} loading={text('diaryLoading')}>
        {({ items }) => (
          <section class="diary-found" aria-label={text('diaryFound')}>
            <p role="status" class="diary-count">
              {items.length < MOST
                ? counted('diaryCount', items.length)
                : counted('diaryCountMore', items.length)}
            </p>
            {items.length === 0 ? (
              <Empty icon="perform-task" title={text('diaryOfRecordEmptyTitle')}>
                {text('diaryOfRecordEmpty')}
              </Empty>
            ) : (
              <CardArea items={items}>
                <ActivityTable items={items} onOpen={open} />
              </CardArea>
            )}
          </section>
        )}
      </Answer>
    </>
  );
}
