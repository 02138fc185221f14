import './list-view.css';
import { Answer } from '../../../components/answer.tsx';
import { Button } from '../../../components/button.tsx';
import { now } from '../../../components/clock.ts';
import { Empty } from '../../../components/empty.tsx';
import { route } from '../../../components/route.ts';
import { counted, text } from '../../../components/text.ts';
import { firstDayOfWeek } from '../../../components/week.ts';
import { type DiaryAddress, isNarrowed, questionOf, readAddress, widened } from '../address.ts';
import { CardArea } from '../card/card-area.tsx';
import { Filters } from '../filters.tsx';
import { useOpen } from '../open.ts';
import { PERIODS, spanOf } from '../period.ts';
import { PeriodBar } from '../period-bar.tsx';
import { showDiary } from '../show.ts';
import { useActivities } from '../use-activities.ts';
import { ActivityTable } from './activity-table.tsx';

/** Rows that are read and drawn at once: 10,000 activities open as fast as 10. */
const PAGE = 100;

/** Activities as a table: those whose time overlaps the period (behaviour 7.1). */
export function ListView() {
  const address = readAddress(route().query);
  return (
    <>
      <PeriodBar address={address} periods={PERIODS} />
      <Filters address={address} />
      <List address={address} />
    </>
  );
}

function List({ address }: { address: DiaryAddress }) {
  const span = spanOf(address, now.value, firstDayOfWeek());
  const diary = useActivities(questionOf(address, span), PAGE);
  const open = useOpen();
  return (
    <Answer of={diary} loading={text('diaryLoading')}>
      {({ items, after }) => (
        <section
          class="diary-found"
          aria-label={text('diaryFound')}
          aria-busy={diary.stale}
          inert={diary.stale}
        >
          <p role="status" class="diary-count">
            {after === null ? counted('diaryCount', items.length) : counted('diaryCountMore', items.length)}
          </p>
          {items.length === 0 ? (
            <Nothing address={address} />
          ) : (
            <CardArea items={items}>
              <ActivityTable
                items={items}
                order={{
                  sort: address.sort,
                  descending: address.descending,
                  onSort: (sort, descending) => showDiary({ ...address, sort, descending }),
                }}
                onOpen={open}
              />
            </CardArea>
          )}
          {after !== null && (
            <div class="diary-more">
              <Button disabled={diary.loadingMore} onClick={diary.loadMore}>
                {text(diary.loadingMore ? 'diaryLoading' : 'logMore')}
              </Button>
            </div>
          )}
        </section>
      )}
    </Answer>
  );
}

/** Nothing in this time, or nothing that fits: two different things to do. */
function Nothing({ address }: { address: DiaryAddress }) {
  if (!isNarrowed(address)) {
    return (
      <Empty icon="perform-task" title={text('diaryEmptyTitle')}>
        {text('diaryEmpty')}
      </Empty>
    );
  }
  return (
    <Empty
      icon="search"
      title={text('diaryNoMatchTitle')}
      action={<Button onClick={() => showDiary(widened(address))}>{text('filterClear')}</Button>}
    >
      {text('diaryNoMatch')}
    </Empty>
  );
}
