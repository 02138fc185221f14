import './process.css';
import { useState } from 'preact/hooks';
import { Answer, useAnswer, useMay } from '../../../../components/answer.tsx';
import { Banner } from '../../../../components/banner.tsx';
import { Button } from '../../../../components/button.tsx';
import { useLive } from '../../../../components/client.tsx';
import { hrefOf, route } from '../../../../components/route.ts';
import { type MessageKey, text } from '../../../../components/text.ts';
import type { ProcessDetails } from '../../../../lib/protocol/index.ts';
import { ViewHead } from '../../view-head.tsx';
import { CaseTag } from '../case-tag.tsx';
import { StateTag } from '../state-tag.tsx';
import { CaseActions } from './case-actions.tsx';
import { History } from './history.tsx';
import { mayStart } from './may-start.ts';
import { Overview } from './overview.tsx';
import { Settings } from './settings.tsx';
import { StartDialog } from './start-dialog.tsx';
import { Versions } from './versions.tsx';

const TABS = {
  overview: 'processOverview',
  versions: 'processVersions',
  settings: 'processSettings',
  history: 'processHistory',
} as const satisfies Record<string, MessageKey>;

type Tab = keyof typeof TABS;
const NAMES = Object.keys(TABS) as Tab[];

/** One process of the library. */
export function ProcessView({ process }: { process: string }) {
  const answer = useAnswer({ type: 'process', process });
  const details = answer.result?.process ?? null;
  return (
    <>
      <ViewHead
        title={details?.entry.name ?? process}
        back={{ href: hrefOf(['library']), label: text('processesLibrary') }}
        below={details && <Facts details={details} />}
        actions={details && <Actions details={details} />}
      />
      <Answer of={answer} loading={text('processLoading')}>
        {({ process: current }) => <Parts details={current} onChanged={answer.reload} />}
      </Answer>
    </>
  );
}

function Facts({ details: { entry } }: { details: ProcessDetails }) {
  return (
    <>
      <code class="library-key">{entry.key}</code>
      {entry.language === 'case' && <CaseTag />}
      <StateTag state={entry.state} />
      <span>{text('libraryVersion', String(entry.actual))}</span>
      {entry.description && <span class="process-description">{entry.description}</span>}
    </>
  );
}

/** Start it, see what it did. */
function Actions({ details }: { details: ProcessDetails }) {
  const { entry } = details;
  const user = useLive({ kind: 'status' })?.user ?? null;
  const may = useMay();
  const [starting, setStarting] = useState(false);
  const [started, setStarted] = useState(false);
  // One that is offered on records is started on one of them, on its page in the CRM.
  const byHand = entry.starts.some(({ kind }) => kind === 'none') && entry.recordTypes.length === 0;
  const offered = user !== null && byHand && entry.state === 'active' && mayStart(details, user);
  return (
    <>
      {started && <Banner kind="ok">{text('startStarted')}</Banner>}
      {entry.language === 'case' && <CaseActions details={details} />}
      {may('see-log') && (
        <>
          <a class="button button-secondary" href={hrefOf(['log'], { process: entry.key })}>
            {text('processesLog')}
          </a>
          <a class="button button-secondary" href={hrefOf(['statistics'], { process: entry.key })}>
            {text('processesStatistics')}
          </a>
        </>
      )}
      {offered && (
        <Button look="primary" icon="process" onClick={() => setStarting(true)}>
          {text('startDo')}
        </Button>
      )}
      {starting && (
        <StartDialog
          details={details}
          onClose={() => setStarting(false)}
          onStarted={() => {
            setStarting(false);
            setStarted(true);
          }}
        />
      )}
    </>
  );
}

function Parts({ details, onChanged }: { details: ProcessDetails; onChanged: () => void }) {
  const manages = useMay()('manage-definitions');
  const tab = NAMES.find((name) => name === route().query.tab) ?? 'overview';
  return (
    <>
      <nav class="process-tabs" aria-label={text('processTabs')}>
        {NAMES.map((name) => (
          <a
            key={name}
            href={hrefOf(['library', details.entry.key], { tab: name === 'overview' ? null : name })}
            aria-current={name === tab ? 'page' : undefined}
          >
            {text(TABS[name])}
          </a>
        ))}
      </nav>
      {tab === 'overview' && <Overview details={details} />}
      {tab === 'versions' && <Versions details={details} manages={manages} onChanged={onChanged} />}
      {tab === 'settings' && <Settings details={details} manages={manages} onChanged={onChanged} />}
      {tab === 'history' && <History lines={details.history} />}
    </>
  );
}
