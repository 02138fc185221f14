import './calendar.css';
import { useState } from 'preact/hooks';
import { Answer } from '../../../components/answer.tsx';
import { Banner } from '../../../components/banner.tsx';
import { useSend } from '../../../components/client.tsx';
import { now } from '../../../components/clock.ts';
import { changeQuery, route } from '../../../components/route.ts';
import { counted, locale, text } from '../../../components/text.ts';
import { firstDayOfWeek, weekendDays } from '../../../components/week.ts';
import type { Activity, ActivityFields } from '../../../lib/protocol/index.ts';
import { type DiaryAddress, questionOf, readAddress } from '../address.ts';
import { CardArea } from '../card/card-area.tsx';
import { Filters } from '../filters.tsx';
import { NEW, useOpen } from '../open.ts';
import { sheetOf, spanOf } from '../period.ts';
import { PeriodBar } from '../period-bar.tsx';
import { useActivities } from '../use-activities.ts';
import { CalendarChoices } from './calendar-choices.tsx';
import { calendarSettings, keepCalendarSettings } from './calendar-settings.ts';
import { CalendarSheet } from './calendar-sheet.tsx';
import type { Hands, Sheet } from './draw-calendar.ts';
import { entriesOf, isMovable, movedBy, resizedBy } from './entries.ts';

const PERIODS = ['day', 'week', 'month'] as const;
/**
 * More than anybody reads in one sheet; what lies beyond is said, and found in the list. In a month the library
 * measures each entry by itself, which takes seconds for a thousand of them.
 */
const MOST = { day: 1000, week: 1000, month: 500 } as const;

/** Activities as a calendar: to see, to move, to make longer, and to draw new ones into (behaviour 7.1). */
export function CalendarView() {
  const asked = readAddress(route().query);
  // Two dates are a question for the list: here the week is shown.
  const address: DiaryAddress = asked.period === 'range' ? { ...asked, period: 'week' } : asked;
  return (
    <>
      <PeriodBar address={address} periods={PERIODS} />
      <Filters address={address} />
      <Shown address={address} />
    </>
  );
}

function Shown({ address }: { address: DiaryAddress }) {
  const [settings, setSettings] = useState(calendarSettings);
  const firstDay = firstDayOfWeek();
  const scale = address.period === 'range' ? 'week' : address.period;
  const span = spanOf(address, now.value, firstDay);
  const sheetSpan = scale === 'month' ? sheetOf(span, firstDay) : span;
  const diary = useActivities(questionOf(address, sheetSpan), MOST[scale]);
  const items = diary.result?.items ?? [];
  const hands = useHands(items, diary.patch);
  return (
    <Answer of={diary} loading={text('diaryLoading')}>
      {({ after }) => {
        const sheet: Sheet = {
          scale,
          day: span.from,
          entries: entriesOf(items, now.value),
          firstDay,
          hiddenDays: settings.weekends ? [] : weekendDays(),
          cell: settings.cell,
          hours: { from: settings.from, to: settings.to },
          locale: locale(),
        };
        return (
          <section class="calendar" aria-label={text('diaryCalendar')} aria-busy={diary.stale}>
            <div class="calendar-bar">
              <p role="status" class="diary-count">
                {counted('diaryCount', sheet.entries.length)}
              </p>
              <CalendarChoices
                settings={settings}
                onChange={(next) => {
                  setSettings(next);
                  keepCalendarSettings(next);
                }}
              />
            </div>
            {after !== null && <Banner kind="info">{text('calendarTooMany', String(MOST[scale]))}</Banner>}
            <CardArea items={items}>
              <CalendarSheet sheet={sheet} hands={hands} />
            </CardArea>
          </section>
        );
      }}
    </Answer>
  );
}

/** What happens when somebody drags or draws; what cannot be is put back. */
function useHands(
  items: readonly Activity[],
  patch: (activity: string, change: Partial<Activity>) => void,
): Hands {
  const send = useSend();
  const open = useOpen();
  const find = (id: string) => items.find((one) => one.id === id);
  const save = (activity: Activity, fields: ActivityFields & Partial<Activity>) => {
    patch(activity.id, fields);
    send({
      type: 'activity.command',
      title: activity.title,
      command: { type: 'activity.save', activity: activity.id, create: false, fields },
    });
  };
  return {
    open: (id) => {
      const activity = find(id);
      if (activity) open(activity);
    },
    move: (id, by, undo) => {
      const activity = find(id);
      if (activity && isMovable(activity)) save(activity, movedBy(activity, by));
      else undo();
    },
    resize: (id, by, undo) => {
      const activity = find(id);
      if (activity && isMovable(activity)) save(activity, resizedBy(activity, by));
      else undo();
    },
    draw: (start, due) => changeQuery({ activity: NEW, start: start.toISOString(), due: due.toISOString() }),
  };
}
