import './settings.css';
import { Answer } from '../../../components/answer.tsx';
import { text } from '../../../components/text.ts';
import { useAsked } from '../use-asked.ts';
import { AbsenceSection } from './absence-section.tsx';
import { CalendarAddressSection } from './calendar-address-section.tsx';

/** Who stands in for me, and where calendar programs read my activities. */
export function SettingsView() {
  const asked = useAsked({ type: 'activity.settings' });
  return (
    <>
      <h1 class="diary-title">{text('diarySettings')}</h1>
      <Answer of={asked}>
        {({ settings: { absence, calendarAddress } }) => (
          <div class="diary-settings">
            {/* What the server tells anew stands in the fields at once. */}
            <AbsenceSection key={JSON.stringify(absence)} absence={absence} />
            <CalendarAddressSection exists={calendarAddress} onChanged={asked.reload} />
          </div>
        )}
      </Answer>
    </>
  );
}
