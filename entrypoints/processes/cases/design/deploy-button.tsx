import { useState } from 'preact/hooks';
import { useOrder } from '../../../../components/answer.tsx';
import { Banner } from '../../../../components/banner.tsx';
import { Button } from '../../../../components/button.tsx';
import { wireErrorOf } from '../../../../components/client.tsx';
import { ErrorBanner } from '../../../../components/error-banner.tsx';
import { hrefOf } from '../../../../components/route.ts';
import { text } from '../../../../components/text.ts';
import type { FileOutcome, WireError } from '../../../../lib/protocol/index.ts';
import { filesOf } from './case-file.ts';
import { foundByServer } from './findings/found.ts';
import { nameOf } from './findings/found-list.tsx';
import type { Findings } from './findings/use-findings.ts';
import type { Design } from './model/design.ts';

export interface Deploying {
  readonly busy: boolean;
  readonly possible: boolean;
  readonly failure: WireError | null;
  /** What came of it last, for the design that it was. */
  readonly last: { design: Design; outcome: FileOutcome } | null;
  deploy: () => Promise<void>;
}

interface Hooks {
  /** Asked first; true: somebody else's version stands there, of which the page has not told before. */
  isOvertaken: () => Promise<boolean>;
  /** Hears the version that it became. */
  onDone: (version: number, design: Design) => void;
}

/** Deploys a design: the very text that is exported. */
export function useDeploy(design: Design, findings: Findings, { isOvertaken, onDone }: Hooks): Deploying {
  const { busy, failure, possible, order } = useOrder();
  const [asking, setAsking] = useState(false);
  const [unanswered, setUnanswered] = useState<WireError | null>(null);
  const [last, setLast] = useState<Deploying['last']>(null);
  const deploy = async () => {
    setAsking(true);
    setUnanswered(null);
    try {
      if (await isOvertaken()) return;
    } catch (error) {
      return setUnanswered(wireErrorOf(error));
    } finally {
      setAsking(false);
    }
    const result = await order({ type: 'definition.deploy', files: filesOf(design) });
    const outcome = result?.type === 'deployed' ? result.outcomes[0] : undefined;
    if (!outcome) return;
    setLast({ design, outcome });
    if (outcome.version !== null) onDone(outcome.version, design);
  };
  const ready = findings.found.length === 0 && findings.outcome?.unchanged !== true;
  const working = asking || busy;
  return {
    ...{ busy: working, failure: unanswered ?? failure, last },
    ...{ possible: possible && ready && !working, deploy },
  };
}

export function DeployButton({ deploying }: { deploying: Deploying }) {
  const { busy, possible, deploy } = deploying;
  return (
    <Button look="primary" icon={busy ? 'busy' : 'upload'} disabled={!possible} onClick={deploy}>
      {text(busy ? 'deployBusy' : 'designDeploy')}
    </Button>
  );
}

interface LineProps {
  deploying: Deploying;
  design: Design;
  findings: Findings;
}

/** What came of deploying. */
export function DeployLine({ deploying: { last, failure }, design, findings }: LineProps) {
  if (failure) return <ErrorBanner title={text('deployFailed')} error={failure} />;
  if (last?.design === design) {
    const { key, version } = last.outcome;
    if (version === null) return <Refused {...last} />;
    return (
      <Banner kind="ok" actions={key && <a href={hrefOf(['library', key])}>{text('designOpenInLibrary')}</a>}>
        {text('designDeployed', String(version))}
      </Banner>
    );
  }
  if (findings.outcome?.unchanged) return <Banner kind="info">{text('designUnchanged')}</Banner>;
  return null;
}

/** The server's check may have passed: a refusal of the deployment says itself what stands in the way. */
function Refused({ design: { definition }, outcome }: NonNullable<Deploying['last']>) {
  return (
    <Banner kind="error" title={text('deployFailed')}>
      <ul>
        {outcome.findings.map((finding, index) => {
          const { at, problem, remedy } = foundByServer(finding, definition);
          return (
            <li key={index}>
              <strong>{nameOf(at, definition)}</strong> {problem} {remedy}
            </li>
          );
        })}
      </ul>
    </Banner>
  );
}
