import './library.css';
import { Answer, useAnswer, useMay } from '../../../components/answer.tsx';
import { Button } from '../../../components/button.tsx';
import { DropZone } from '../../../components/drop-zone.tsx';
import { Empty } from '../../../components/empty.tsx';
import { changeQuery, go, hrefOf, route } from '../../../components/route.ts';
import { Segments } from '../../../components/segments.tsx';
import { Select } from '../../../components/select.tsx';
import { counted, text } from '../../../components/text.ts';
import { TextInput } from '../../../components/text-input.tsx';
import type { LibraryEntry } from '../../../lib/protocol/index.ts';
import { REFRESH_MS, useEvery } from '../log/use-every.ts';
import { ViewHead } from '../view-head.tsx';
import { DeployButtons } from './deploy/deploy-buttons.tsx';
import { handOver } from './deploy/given-files.ts';
import { type Given, givenByDrop } from './deploy/read-files.ts';
import { findEntries, LANGUAGES, languageOf, SORTS, sortOf } from './library-order.ts';
import { LibraryTable } from './library-table.tsx';

const SORT_WORDS = {
  name: 'librarySortName',
  state: 'librarySortState',
  running: 'librarySortRunning',
  failed: 'librarySortFailed',
  deployed: 'librarySortDeployed',
} as const;

const LANGUAGE_WORDS = {
  all: 'libraryEverything',
  bpmn: 'libraryProcesses',
  case: 'libraryCases',
} as const;

/** Every process and case that was deployed here; files dropped on it are checked and can be deployed. */
export function LibraryList() {
  const library = useAnswer({ type: 'library' });
  useEvery(REFRESH_MS, library.reload);
  const deploys = useMay()('manage-definitions');
  const deploy = (given: Promise<Given>) => {
    handOver(given);
    go(['deploy']);
  };
  const actions = deploys && (
    <>
      <a class="button button-secondary" href={hrefOf(['new-case'])}>
        {text('designNewCase')}
      </a>
      <DeployButtons onGiven={deploy} />
    </>
  );
  return (
    <DropZone
      label={text('deployDropHere')}
      disabled={!deploys}
      onDrop={(transfer) => deploy(givenByDrop(transfer))}
    >
      <ViewHead title={text('processesLibrary')} actions={actions} />
      <Answer of={library} loading={text('libraryLoading')}>
        {({ entries }) =>
          entries.length === 0 ? <NothingYet deploys={deploys} /> : <Found entries={entries} />
        }
      </Answer>
    </DropZone>
  );
}

function NothingYet({ deploys }: { deploys: boolean }) {
  return (
    <Empty icon="library" title={text('libraryEmptyTitle')}>
      {text(deploys ? 'libraryEmpty' : 'libraryEmptyReader')}
    </Empty>
  );
}

function Found({ entries }: { entries: LibraryEntry[] }) {
  const { search = '', sort, language } = route().query;
  const chosen = languageOf(language);
  const found = findEntries(entries, search, sortOf(sort), chosen);
  const mixed = chosen !== 'all' || new Set(entries.map((entry) => entry.language)).size > 1;
  return (
    <>
      <search class="library-tools">
        <TextInput
          name="search"
          inputType="search"
          label={text('librarySearch')}
          value={search}
          onInput={(words) => changeQuery({ search: words })}
        />
        <Select
          name="sort"
          label={text('librarySort')}
          always
          options={SORTS.map((code) => ({ code, label: text(SORT_WORDS[code]) }))}
          value={sortOf(sort)}
          onInput={(code) => changeQuery({ sort: code === 'name' ? null : code })}
        />
        {mixed && (
          <Segments
            label={text('libraryLanguage')}
            options={LANGUAGES.map((code) => ({ code, label: text(LANGUAGE_WORDS[code]) }))}
            chosen={chosen}
            onChoose={(code) => changeQuery({ language: code === 'all' ? null : code })}
          />
        )}
        <p class="library-count" role="status">
          {counted('libraryCount', found.length)}
        </p>
      </search>
      {found.length === 0 ? (
        <NoMatch search={search || text(LANGUAGE_WORDS[chosen])} />
      ) : (
        <LibraryTable entries={found} />
      )}
    </>
  );
}

function NoMatch({ search }: { search: string }) {
  return (
    <Empty
      icon="search"
      title={text('libraryNoMatch', search)}
      action={
        <Button onClick={() => changeQuery({ search: null, language: null })}>
          {text('librarySearchClear')}
        </Button>
      }
    />
  );
}
