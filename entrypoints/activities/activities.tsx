import { useEffect } from 'preact/hooks';
import { AppHead } from '../../components/app-head.tsx';
import { Button } from '../../components/button.tsx';
import { Refusals } from '../../components/refusals.tsx';
import { changeQuery, route } from '../../components/route.ts';
import { text } from '../../components/text.ts';
import { readAddress, writeAddress } from './address.ts';
import { CalendarView } from './calendar/calendar-view.tsx';
import { OpenActivity } from './dialog/open-activity.tsx';
import { ListView } from './list/list-view.tsx';
import { NEW } from './open.ts';
import { RecordView } from './record/record-view.tsx';
import { SettingsView } from './settings/settings-view.tsx';
import { UnknownView } from './unknown-view.tsx';

const VIEWS = {
  list: { view: ListView, label: 'diaryList', icon: 'tasks' },
  calendar: { view: CalendarView, label: 'diaryCalendar', icon: 'perform-task' },
  settings: { view: SettingsView, label: 'diarySettings', icon: 'settings' },
} as const;
type Name = keyof typeof VIEWS;

/** What a person has to do and has done: activities of processes and those made by hand (behaviour 7). */
export function Activities() {
  const { path, query } = route();
  const name = path[0] ?? 'list';
  const known = name in VIEWS ? VIEWS[name as Name] : null;
  // List and calendar show the same in two ways: changing over keeps what was asked for.
  const kept = writeAddress(readAddress(query));
  useEffect(() => {
    document.title = known ? `${text(known.label)} – ${text('diaryTitle')}` : text('diaryTitle');
  }, [known]);
  return (
    <>
      <AppHead
        label={text('diaryNav')}
        parts={(Object.keys(VIEWS) as Name[]).map((one) => ({
          name: one,
          label: text(VIEWS[one].label),
          icon: VIEWS[one].icon,
          query: one === 'settings' ? {} : kept,
        }))}
        current={name}
        actions={
          <Button look="primary" icon="add" onClick={() => changeQuery({ activity: NEW })}>
            {text('activityNew')}
          </Button>
        }
      />
      <main class="diary">
        <Refusals />
        {known ? <known.view /> : name === 'record' ? <RecordView /> : <UnknownView />}
        <OpenActivity />
      </main>
    </>
  );
}
