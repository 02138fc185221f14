import { useOrder } from '../../../../components/answer.tsx';
import { Button } from '../../../../components/button.tsx';
import { ErrorBanner } from '../../../../components/error-banner.tsx';
import { Icon } from '../../../../components/icon.tsx';
import { changeQuery, hrefOf, route } from '../../../../components/route.ts';
import { Select } from '../../../../components/select.tsx';
import { counted, text } from '../../../../components/text.ts';
import { When } from '../../../../components/when.tsx';
import type { ProcessDetails, ProcessVersion } from '../../../../lib/protocol/index.ts';
import { CompareVersions } from './compare-versions.tsx';

interface Props {
  details: ProcessDetails;
  /** May change it. */
  manages: boolean;
  onChanged: () => void;
}

/** The versions of a process: which one new instances run, and what is different between two. */
export function Versions({ details, manages, onChanged }: Props) {
  const { entry, versions } = details;
  const { busy, failure, possible, order } = useOrder();
  const setActual = async (version: number) => {
    if (await order({ type: 'process.set-actual', process: entry.key, version })) onChanged();
  };
  return (
    <>
      <p class="process-help">{text('versionsHelp')}</p>
      {failure && <ErrorBanner title={text('orderNotDone')} error={failure} />}
      <table class="library-table">
        <thead>
          <tr>
            <th scope="col">{text('libraryColumnVersion')}</th>
            <th scope="col">{text('versionsDeployed')}</th>
            <th scope="col">{text('libraryColumnInstances')}</th>
            {manages && <th scope="col">{text('versionsActions')}</th>}
          </tr>
        </thead>
        <tbody>
          {versions.map((version) => (
            <tr key={version.version}>
              <VersionCells entryKey={entry.key} version={version} actual={entry.actual} />
              {manages && (
                <td>
                  {version.version !== entry.actual && (
                    <Button disabled={busy || !possible} onClick={() => setActual(version.version)}>
                      {text('versionsSetActual')}
                      <span class="visually-hidden"> {text('libraryVersion', String(version.version))}</span>
                    </Button>
                  )}
                </td>
              )}
            </tr>
          ))}
        </tbody>
      </table>
      {versions.length > 1 && <Comparing entryKey={entry.key} versions={versions} />}
    </>
  );
}

interface CellsProps {
  entryKey: string;
  version: ProcessVersion;
  actual: number;
}

function VersionCells({ entryKey, version, actual }: CellsProps) {
  return (
    <>
      <th scope="row">
        <p>{text('libraryVersion', String(version.version))}</p>
        {version.version === actual && (
          <span class="state-tag state-active">
            <Icon name="ok" />
            <span>{text('versionsActual')}</span>
          </span>
        )}
        <p class="library-small">{version.name}</p>
      </th>
      <td>
        <When at={version.deployedAt} />
        <p class="library-small">{version.deployedBy?.name ?? text('bySystem')}</p>
      </td>
      <td>
        {version.running === 0 ? (
          <span class="library-small">{text('libraryNoneRunning')}</span>
        ) : (
          <a
            href={hrefOf(['log'], {
              process: entryKey,
              version: String(version.version),
              status: 'running,error',
            })}
          >
            {counted('libraryRunning', version.running)}
          </a>
        )}
      </td>
    </>
  );
}

function Comparing({ entryKey, versions }: { entryKey: string; versions: readonly ProcessVersion[] }) {
  const { from = '', to = '' } = route().query;
  const known = (words: string, otherwise: ProcessVersion | undefined) =>
    versions.find(({ version }) => String(version) === words)?.version ?? otherwise?.version ?? 1;
  const older = known(from, versions[1]);
  const newer = known(to, versions[0]);
  const options = versions.map(({ version }) => ({
    code: String(version),
    label: text('libraryVersion', String(version)),
  }));
  const asked = from !== '' && to !== '';
  return (
    <section class="process-part" aria-label={text('compareTitle')}>
      <h2>{text('compareTitle')}</h2>
      <div class="library-tools">
        <Select
          name="from"
          label={text('compareFrom')}
          always
          options={options}
          value={String(older)}
          onInput={(code) => changeQuery({ from: code, to: String(newer) })}
        />
        <Select
          name="to"
          label={text('compareTo')}
          always
          options={options}
          value={String(newer)}
          onInput={(code) => changeQuery({ from: String(older), to: code })}
        />
        {!asked && (
          <Button icon="compare" onClick={() => changeQuery({ from: String(older), to: String(newer) })}>
            {text('compareDo')}
          </Button>
        )}
      </div>
      {asked && <CompareVersions process={entryKey} from={older} to={newer} />}
    </section>
  );
}
