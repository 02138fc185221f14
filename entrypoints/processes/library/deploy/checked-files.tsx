import { useState } from 'preact/hooks';
import { useOrder } from '../../../../components/answer.tsx';
import { Banner } from '../../../../components/banner.tsx';
import { Button } from '../../../../components/button.tsx';
import { Empty } from '../../../../components/empty.tsx';
import { ErrorBanner } from '../../../../components/error-banner.tsx';
import { counted, text } from '../../../../components/text.ts';
import type { FileOutcome } from '../../../../lib/protocol/index.ts';
import { batchesOf } from './batches.ts';
import { CheckedProcess } from './checked-process.tsx';
import { FileList } from './file-list.tsx';
import { LeftOut } from './left-out.tsx';
import { type Checked, type CheckedFile, filesToDeploy, isReady } from './use-check.ts';

/** The checked files beside the one that is looked at, and the button that deploys those that pass. */
export function CheckedFiles({ checked }: { checked: Checked }) {
  const [deployed, setDeployed] = useState<readonly FileOutcome[]>([]);
  const files = checked.files.map((file) => merged(file, deployed));
  const [chosen, setChosen] = useState(() => firstToLookAt(files));
  const shown = files.find(({ outcome }) => outcome.file === chosen) ?? null;
  if (files.length === 0) {
    return (
      <>
        <Empty icon="unknown" title={text('deployNoProcess')} />
        <LeftOut given={checked.given} unused={checked.unused} />
      </>
    );
  }
  return (
    <>
      <DeployLine checked={{ ...checked, files }} onDeployed={setDeployed} />
      <LeftOut given={checked.given} unused={checked.unused} />
      <div class="deploy-columns">
        <FileList files={files} chosen={chosen} onChoose={setChosen} />
        {shown && <CheckedProcess key={shown.outcome.file} file={shown} />}
      </div>
    </>
  );
}

/** What deploying said takes the place of what checking said. */
function merged(file: CheckedFile, deployed: readonly FileOutcome[]): CheckedFile {
  const outcome = deployed.find((one) => one.file === file.outcome.file);
  return outcome ? { ...file, outcome } : file;
}

function firstToLookAt(files: readonly CheckedFile[]): string | null {
  const refused = files.find(({ outcome }) => outcome.findings.length > 0);
  return (refused ?? files[0])?.outcome.file ?? null;
}

interface LineProps {
  checked: Checked;
  onDeployed: (outcomes: readonly FileOutcome[]) => void;
}

function DeployLine({ checked, onDeployed }: LineProps) {
  const { busy, failure, possible, order } = useOrder();
  const ready = checked.files.filter(isReady).length;
  const refused = checked.files.filter(({ outcome }) => outcome.findings.length > 0).length;
  const done = checked.files.filter(({ outcome }) => outcome.version !== null).length;

  const deploy = async () => {
    const outcomes: FileOutcome[] = [];
    for (const files of batchesOf(filesToDeploy(checked)).batches) {
      const result = await order({ type: 'definition.deploy', files });
      if (result?.type !== 'deployed') break;
      outcomes.push(...result.outcomes);
    }
    onDeployed(outcomes);
  };

  return (
    <div class="deploy-line">
      {done > 0 && <Banner kind="ok">{counted('deployDone', done)}</Banner>}
      {refused > 0 && <Banner kind="warning">{counted('deployRefused', refused)}</Banner>}
      {ready === 0 && refused === 0 && done === 0 && (
        <Banner kind="info">{text('deployAllUnchanged')}</Banner>
      )}
      {failure && <ErrorBanner title={text('deployFailed')} error={failure} />}
      {ready > 0 && (
        <div>
          <Button
            look="primary"
            icon={busy ? 'busy' : 'upload'}
            disabled={busy || !possible}
            onClick={deploy}
          >
            {busy ? text('deployBusy') : counted('deployReady', ready)}
          </Button>
          {!possible && <p class="deploy-note">{text('orderOffline')}</p>}
        </div>
      )}
    </div>
  );
}
