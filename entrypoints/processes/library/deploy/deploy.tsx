import './deploy.css';
import { NeedsPermission, useMay } from '../../../../components/answer.tsx';
import { Button } from '../../../../components/button.tsx';
import { useLive } from '../../../../components/client.tsx';
import { DropZone } from '../../../../components/drop-zone.tsx';
import { Empty } from '../../../../components/empty.tsx';
import { ErrorBanner } from '../../../../components/error-banner.tsx';
import { Loading } from '../../../../components/loading.tsx';
import { hrefOf } from '../../../../components/route.ts';
import { text } from '../../../../components/text.ts';
import type { SectionProps } from '../../section-props.ts';
import { ViewHead } from '../../view-head.tsx';
import { CheckedFiles } from './checked-files.tsx';
import { DeployButtons } from './deploy-buttons.tsx';
import { givenFiles, handOver } from './given-files.ts';
import { givenByDrop } from './read-files.ts';
import { type Checking, useCheck } from './use-check.ts';

/** Files that were given are checked, their findings shown on the diagram; those that pass can be deployed. */
export function Deploy(_: SectionProps) {
  const given = givenFiles();
  const status = useLive({ kind: 'status' });
  const may = useMay();
  const checking = useCheck(given);
  if (status?.user && !may('manage-definitions')) return <NeedsPermission permission="manage-definitions" />;
  return (
    <DropZone label={text('deployDropHere')} onDrop={(transfer) => handOver(givenByDrop(transfer))}>
      <ViewHead
        title={text('deployTitle')}
        back={{ href: hrefOf(['library']), label: text('processesLibrary') }}
        actions={<DeployButtons onGiven={handOver} again={given !== null} />}
      />
      {given ? <Outcome checking={checking} offline={status?.link !== 'live'} /> : <Nothing />}
    </DropZone>
  );
}

function Nothing() {
  return (
    <Empty icon="upload" title={text('deployNothingTitle')}>
      {text('libraryEmpty')}
    </Empty>
  );
}

interface OutcomeProps {
  checking: Checking;
  offline: boolean;
}

function Outcome({ checking: { checked, error, again }, offline }: OutcomeProps) {
  if (checked) return <CheckedFiles checked={checked} />;
  if (error) {
    return (
      <ErrorBanner
        title={text('deployCheckFailed')}
        error={error}
        actions={
          <Button icon="retry" onClick={again}>
            {text('answerAgain')}
          </Button>
        }
      />
    );
  }
  if (offline) {
    return (
      <Empty icon="offline" title={text('answerOfflineTitle')}>
        {text('deployOffline')}
      </Empty>
    );
  }
  return <Loading label={text('deployChecking')} />;
}
