import { useState } from 'preact/hooks';
import { Banner } from '../../components/banner.tsx';
import { Button } from '../../components/button.tsx';
import { useClient, useLive, wireErrorOf } from '../../components/client.tsx';
import { CopyButton } from '../../components/copy-button.tsx';
import { downloadText } from '../../components/download.ts';
import { ErrorBanner } from '../../components/error-banner.tsx';
import { Icon } from '../../components/icon.tsx';
import { Section } from '../../components/section.tsx';
import { text } from '../../components/text.ts';
import type { MissingPlace } from '../../lib/messaging/contract.ts';
import type { WireError } from '../../lib/protocol/index.ts';

/** Pages on which the button could only be docked, and how they are built, for whoever can mend that. */
export function PlacesSection() {
  const places = useLive({ kind: 'missing-places' });
  if (!places || places.length === 0) return null;
  return (
    <Section title={text('placesTitle')} help={text('placesHelp')}>
      <ul>
        {places.map((place) => (
          <Place key={`${place.type} ${place.origin}`} place={place} />
        ))}
      </ul>
    </Section>
  );
}

type Report =
  | { state: 'none' | 'reading' | 'gone' }
  | { state: 'read'; words: string }
  | { state: 'failed'; error: WireError };

function Place({ place }: { place: MissingPlace }) {
  const client = useClient();
  const [report, setReport] = useState<Report>({ state: 'none' });
  const name = text('placesOf', place.site, place.type);
  const read = async () => {
    setReport({ state: 'reading' });
    try {
      const answer = await client.call({ type: 'structure.read', origin: place.origin, of: place.type });
      const words = answer?.type === 'structure' ? answer.report : null;
      setReport(words === null ? { state: 'gone' } : { state: 'read', words });
    } catch (thrown) {
      setReport({ state: 'failed', error: wireErrorOf(thrown) });
    }
  };
  return (
    <li class="site">
      <div>
        <p class="site-name">{name}</p>
        <p class="site-origin">{place.origin}</p>
      </div>
      <div class="site-actions place-actions">
        <span class="site-state">
          <Icon name="warning" />
          <span>{text(place.missing === 'page' ? 'placesNoPage' : 'placesNoPlace')}</span>
        </span>
        <Button onClick={read} disabled={report.state === 'reading'}>
          {text(report.state === 'reading' ? 'placesReading' : 'placesShow')}
          <span class="visually-hidden"> {name}</span>
        </Button>
      </div>
      {report.state === 'gone' && <Banner kind="info" title={text('placesGone')} />}
      {report.state === 'failed' && <ErrorBanner title={name} error={report.error} />}
      {report.state === 'read' && <Shown words={report.words} />}
    </li>
  );
}

function Shown({ words }: { words: string }) {
  return (
    <div class="structure">
      <p class="section-help">{text('placesReportHelp')}</p>
      <textarea
        class="control structure-words"
        aria-label={text('placesReport')}
        readOnly
        rows={14}
        spellcheck={false}
        value={words}
      />
      <div class="site-actions">
        <CopyButton label={text('placesCopy')} words={() => words} />
        <Button onClick={() => downloadText('throughline-page.txt', words)}>{text('placesSave')}</Button>
      </div>
    </div>
  );
}
