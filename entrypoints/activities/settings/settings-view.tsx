import './settings.css';
import { useEffect, useState } from 'preact/hooks';
import { Answer, type Answered } from '../../../components/answer.tsx';
import { useClient, useLive, wireErrorOf } from '../../../components/client.tsx';
import { text } from '../../../components/text.ts';
import type { ActivitySettings, WireError } from '../../../lib/protocol/index.ts';
import { AbsenceSection } from './absence-section.tsx';
import { CalendarAddressSection } from './calendar-address-section.tsx';

/** Who stands in for me, and where calendar programs read my activities. */
export function SettingsView() {
  const settings = useSettings();
  return (
    <>
      <h1 class="diary-title">{text('diarySettings')}</h1>
      <Answer of={settings}>
        {({ absence, calendarAddress }) => (
          <div class="diary-settings">
            {/* What the server tells anew stands in the fields at once. */}
            <AbsenceSection key={JSON.stringify(absence)} absence={absence} />
            <CalendarAddressSection exists={calendarAddress} onChanged={settings.reload} />
          </div>
        )}
      </Answer>
    </>
  );
}

/** Asked anew when the server says that something of mine has changed: an absence is a command like others. */
function useSettings(): Answered<ActivitySettings> {
  const client = useClient();
  const link = useLive({ kind: 'status' })?.link ?? null;
  const revision = useLive({ kind: 'activities' });
  const [result, setResult] = useState<ActivitySettings | null>(null);
  const [error, setError] = useState<WireError | null>(null);
  const [round, setRound] = useState(0);
  useEffect(() => {
    if (link !== 'live') return;
    let wanted = true;
    client.query({ type: 'activity.settings' }).then(
      ({ settings }) => {
        if (!wanted) return;
        setResult(settings);
        setError(null);
      },
      (thrown: unknown) => wanted && setError(wireErrorOf(thrown)),
    );
    return () => {
      wanted = false;
    };
  }, [client, link, revision, round]);
  return {
    ...{ result, error, link },
    asking: result === null && error === null,
    reload: () => setRound((before) => before + 1),
  };
}
