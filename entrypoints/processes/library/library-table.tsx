import { Icon } from '../../../components/icon.tsx';
import { hrefOf } from '../../../components/route.ts';
import { counted, text } from '../../../components/text.ts';
import { When } from '../../../components/when.tsx';
import type { LibraryEntry } from '../../../lib/protocol/index.ts';
import { CaseTag } from './case-tag.tsx';
import { nextStart } from './library-order.ts';
import { StateTag } from './state-tag.tsx';
import { startIcon, startWords } from './words.ts';

/** As many types of record as stand in a row; its page has them all. */
const MOST_TYPES = 4;

/** The processes in rows; on a narrow page each is a card. */
export function LibraryTable({ entries }: { entries: readonly LibraryEntry[] }) {
  return (
    <table class="library-table">
      <thead>
        <tr>
          <th scope="col">{text('libraryColumnProcess')}</th>
          <th scope="col">{text('libraryColumnState')}</th>
          <th scope="col">{text('libraryColumnVersion')}</th>
          <th scope="col">{text('libraryColumnInstances')}</th>
          <th scope="col">{text('libraryColumnStarts')}</th>
          <th scope="col">{text('libraryColumnRecords')}</th>
        </tr>
      </thead>
      <tbody>
        {entries.map((entry) => (
          <Row key={entry.key} entry={entry} />
        ))}
      </tbody>
    </table>
  );
}

function Row({ entry }: { entry: LibraryEntry }) {
  return (
    <tr>
      <th scope="row">
        <a class="library-name" href={hrefOf(['library', entry.key])}>
          {entry.name}
        </a>
        {entry.language === 'case' && <CaseTag />}
        <code class="library-key">{entry.key}</code>
        {entry.description && <p class="library-description">{entry.description}</p>}
      </th>
      <td>
        <StateTag state={entry.state} />
      </td>
      <td>
        <p>{text('libraryVersion', String(entry.actual))}</p>
        <p class="library-small">{counted('libraryVersions', entry.versions)}</p>
      </td>
      <td>
        <Instances entry={entry} />
      </td>
      <td>
        <Starts entry={entry} />
      </td>
      <td>
        <RecordTypes types={entry.recordTypes} />
      </td>
    </tr>
  );
}

function Instances({ entry: { key, running, failed } }: { entry: LibraryEntry }) {
  const log = (status: string) => hrefOf(['log'], { process: key, status });
  return (
    <>
      {running === 0 ? (
        <p class="library-small">{text('libraryNoneRunning')}</p>
      ) : (
        <a href={log('running,error')}>{counted('libraryRunning', running)}</a>
      )}
      {failed > 0 && (
        <a class="library-failed" href={log('error')}>
          <Icon name="error" />
          <span>{counted('libraryFailed', failed)}</span>
        </a>
      )}
    </>
  );
}

/** By what kinds of event it begins, each once, and when next. */
function Starts({ entry }: { entry: LibraryEntry }) {
  const kinds = [...new Set(entry.starts.map(({ kind }) => kind))];
  const next = nextStart(entry);
  return (
    <ul class="library-starts">
      {kinds.map((kind) => (
        <li key={kind}>
          <Icon name={startIcon({ kind })} />
          <span>{startWords({ kind })}</span>
          {kind === 'timer' && next && (
            <span class="library-small">
              <When at={next} />
            </span>
          )}
        </li>
      ))}
      {entry.quickLaunch && (
        <li>
          <Icon name="quick" />
          <span>{text('libraryQuick')}</span>
        </li>
      )}
    </ul>
  );
}

function RecordTypes({ types }: { types: readonly string[] }) {
  if (types.length === 0) return <p class="library-small">{text('libraryNoRecords')}</p>;
  const more = types.length - MOST_TYPES;
  return (
    <ul class="library-records">
      {types.slice(0, more > 1 ? MOST_TYPES : undefined).map((type) => (
        <li key={type}>
          <code>{type}</code>
        </li>
      ))}
      {more > 1 && <li class="library-small">{text('libraryMoreRecords', String(more))}</li>}
    </ul>
  );
}
