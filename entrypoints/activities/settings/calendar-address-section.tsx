import { useState } from 'preact/hooks';
import { Button } from '../../../components/button.tsx';
import { useClient, wireErrorOf } from '../../../components/client.tsx';
import { ErrorBanner } from '../../../components/error-banner.tsx';
import { Secret } from '../../../components/secret.tsx';
import { Section } from '../../../components/section.tsx';
import { text } from '../../../components/text.ts';
import type { WireError } from '../../../lib/protocol/index.ts';

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
        <Secret words={text('calendarAddressMade')} secret={made} copyLabel={text('calendarAddressCopy')} />
      )}
      {exists && !made && <p>{text('calendarAddressExists')}</p>}
      <div class="section-actions">
        <Button onClick={create}>
          {text(exists || made ? 'calendarAddressAnew' : 'calendarAddressMake')}
        </Button>
        {(exists || made) && <Button onClick={revoke}>{text('calendarAddressRevoke')}</Button>}
      </div>
      {failure && <ErrorBanner title={text('calendarAddressFailed')} error={failure} />}
    </Section>
  );
}
