import { useState } from 'preact/hooks';
import { Button } from '../../../components/button.tsx';
import { useClient, wireErrorOf } from '../../../components/client.tsx';
import { CopyButton } from '../../../components/copy-button.tsx';
import { ErrorBanner } from '../../../components/error-banner.tsx';
import { text } from '../../../components/text.ts';
import type { WireError } from '../../../lib/protocol/index.ts';
import { Section } from './section.tsx';

interface Props {
  /** Whether there is an address already; which, only its maker was told. */
  exists: boolean;
  onChanged: () => void;
}

/** A secret address under which calendar programs read my activities. */
export function CalendarAddressSection({ exists, onChanged }: Props) {
  const client = useClient();
  const [made, setMade] = useState<string | null>(null);
  const [failure, setFailure] = useState<WireError | null>(null);
  const attempt = (work: () => Promise<void>) => {
    setFailure(null);
    work().then(onChanged, (thrown: unknown) => setFailure(wireErrorOf(thrown)));
  };
  const create = () =>
    attempt(async () => {
      const answer = await client.call({ type: 'calendar.create' });
      if (answer?.type === 'calendar') setMade(answer.url);
    });
  const revoke = () =>
    attempt(async () => {
      await client.request({ type: 'calendar.revoke' });
      setMade(null);
    });
  return (
    <Section title={text('calendarAddressTitle')} help={text('calendarAddressHelp')}>
      {made && (
        <div class="diary-address" role="status">
          <p>{text('calendarAddressMade')}</p>
          <code>{made}</code>
          <CopyButton label={text('calendarAddressCopy')} words={() => made} />
        </div>
      )}
      {exists && !made && <p>{text('calendarAddressExists')}</p>}
      <div class="diary-settings-actions">
        <Button onClick={create}>
          {text(exists || made ? 'calendarAddressAnew' : 'calendarAddressMake')}
        </Button>
        {(exists || made) && <Button onClick={revoke}>{text('calendarAddressRevoke')}</Button>}
      </div>
      {failure && <ErrorBanner title={text('calendarAddressFailed')} error={failure} />}
    </Section>
  );
}
