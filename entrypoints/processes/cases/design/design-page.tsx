import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { Banner } from '../../../../components/banner.tsx';
import { Button, FileButton } from '../../../../components/button.tsx';
import { useClient, wireErrorOf } from '../../../../components/client.tsx';
import { downloadText } from '../../../../components/download.ts';
import { go, hrefOf } from '../../../../components/route.ts';
import { text } from '../../../../components/text.ts';
import type { DefinitionView } from '../../../../lib/protocol/index.ts';
import { ViewHead } from '../../view-head.tsx';
import { Board } from './board/board.tsx';
import { fileOf, filesOf, openFiles } from './case-file.ts';
import { DeployButton, DeployLine, useDeploy } from './deploy-button.tsx';
import { dropDraft, keepDraft, watchDraft } from './drafts.ts';
import { type Found, findingWords } from './findings/found.ts';
import { FoundList } from './findings/found-list.tsx';
import { useFindings } from './findings/use-findings.ts';
import type { Design } from './model/design.ts';
import { DesignPanel } from './panel/panel.tsx';
import { Preview } from './preview.tsx';
import { SaidLine } from './said.tsx';
import { SectionProvider } from './section.tsx';
import { TryDialog } from './try-dialog.tsx';
import { type Designing, useDesign } from './use-design.ts';

interface Props {
  caseKey: string;
  user: string;
  first: Design;
  /** The version that it began with; null: none was deployed. */
  base: number | null;
  /** It begins with a draft. */
  kept: boolean;
  /** What is deployed; null: nothing is, or it is not known. */
  deployed: DefinitionView | null;
  /** Asks again for what is deployed. */
  reload: () => void;
  onDiscard: () => void;
}

/** The page on which a case is designed. */
export function DesignPage(props: Props) {
  const { caseKey, first, deployed, reload } = props;
  const designing = useDesign(first);
  const { design, definition, undo, redo } = designing;
  const findings = useFindings(design);
  const page = useRef<HTMLDivElement>(null);
  const panel = useRef<HTMLElement>(null);
  const [trying, setTrying] = useState(false);
  const draft = useDraft(props, design);
  const actual = useActual(definition.key, deployed);
  const deploying = useDeploy(design, findings, {
    async isOvertaken() {
      const version = await actual.ask();
      if (version === null || version === draft.base || version === actual.version) return false;
      actual.set(version);
      reload();
      return true;
    },
    onDone(version, done) {
      draft.settle(version, done);
      actual.set(version);
      reload();
      // Under another key it is another case: its page is that of the key.
      if (done.definition.key !== caseKey) go(['cases', done.definition.key, 'design']);
    },
  });
  useShortcuts(undo, redo);
  const fill = (field: string | null) => queueMicrotask(() => focusField(panel.current, field));
  const show = ({ at, field }: Found) => {
    designing.select(at);
    fill(field);
  };
  const take = (given: Design) => {
    const { key } = given.definition;
    if (key === definition.key) return designing.open(given);
    // Another case: what is designed here stays as it is.
    keepDraft(props.user, key, { design: given, base: null, at: Date.now() });
    go(['cases', key, 'design']);
  };
  const back = deployed ? ['library', caseKey] : ['library'];
  return (
    <SectionProvider section={definition.section}>
      <div class="designer" ref={page}>
        <ViewHead
          title={definition.name || text('designNameless')}
          back={{ href: hrefOf(back), label: deployed ? deployed.name : text('processesLibrary') }}
          below={
            <>
              <code class="library-key">{definition.key}</code>
              <span>{text(draft.changed ? 'designKeptHere' : 'designNotChanged')}</span>
            </>
          }
          actions={
            <Actions
              designing={designing}
              onImport={take}
              onTry={() => setTrying(true)}
              deploy={<DeployButton deploying={deploying} />}
            />
          }
        />
        <Banners {...props} draft={draft} actual={actual.version} />
        <DeployLine deploying={deploying} design={design} findings={findings} />
        <Preview designing={designing} />
        <FoundList findings={findings} definition={definition} onShow={show} />
        <div class="design-parts">
          <Board designing={designing} found={findings.found} onFill={() => fill(null)} />
          <DesignPanel
            designing={designing}
            found={findings.found}
            deployed={deployed !== null}
            panelRef={panel}
            onLeave={() => page.current?.querySelector<HTMLElement>('[data-item][tabindex="0"]')?.focus()}
          />
        </div>
        <SaidLine designing={designing} />
        {trying && <TryDialog design={design} onClose={() => setTrying(false)} />}
      </div>
    </SectionProvider>
  );
}

interface ActionProps {
  designing: Designing;
  onImport: (design: Design) => void;
  onTry: () => void;
  deploy: preact.ComponentChildren;
}

function Actions({ designing, onImport, onTry, deploy }: ActionProps) {
  const { design, undo, redo, canUndo, canRedo } = designing;
  const [refused, setRefused] = useState<string | null>(null);
  const importFiles = async (files: File[]) => {
    const sources = await Promise.all(
      files.map(async (file) => ({ name: file.name, text: await file.text() })),
    );
    const opened = openFiles(sources);
    if ('design' in opened) onImport(opened.design);
    const [first] = 'findings' in opened ? opened.findings : [];
    setRefused(first ? Object.values(findingWords(first)).join(' ') : null);
  };
  return (
    <>
      {refused && (
        <Banner kind="error" title={text('designImportRefused')}>
          {refused}
        </Banner>
      )}
      <Button icon="undo" disabled={!canUndo} onClick={undo}>
        {text('designUndo')}
      </Button>
      <Button icon="redo" disabled={!canRedo} onClick={redo}>
        {text('designRedo')}
      </Button>
      <FileButton icon="folder" accept=".case.json,.json,.form" onFiles={importFiles}>
        {text('designImport')}
      </FileButton>
      <Button icon="download" onClick={() => download(design)}>
        {text('designExport')}
      </Button>
      <Button icon="process" onClick={onTry}>
        {text('designTry')}
      </Button>
      {deploy}
    </>
  );
}

function download(design: Design): void {
  for (const { name, text: content } of filesOf(design)) downloadText(name, content);
}

interface Kept {
  /** It is not what is deployed. */
  changed: boolean;
  /** The browser has no room for it. */
  full: boolean;
  /** Another tab changes it too. */
  elsewhere: boolean;
  /** The version that it goes on from; null: none was deployed. */
  base: number | null;
  /** This design has become that version. */
  settle: (version: number, design: Design) => void;
}

/** Keeps every change in this browser. */
function useDraft({ caseKey, user, first, base, kept }: Props, design: Design): Kept {
  const [settled, setSettled] = useState({ design: kept ? null : first, base });
  const [full, setFull] = useState(false);
  const changed = settled.design === null || fileOf(settled.design).text !== fileOf(design).text;
  // With the drawing of it, not behind it: a tab may be closed right after a key was pressed.
  useLayoutEffect(() => {
    if (design === first) return;
    if (changed) setFull(!keepDraft(user, caseKey, { design, base: settled.base, at: Date.now() }));
    else dropDraft(user, caseKey);
  }, [user, caseKey, design, first, changed, settled.base]);
  const [elsewhere, setElsewhere] = useState(false);
  useEffect(() => watchDraft(user, caseKey, () => setElsewhere(true)), [user, caseKey]);
  const settle = (version: number, done: Design) => {
    dropDraft(user, caseKey);
    setSettled({ design: done, base: version });
  };
  return { changed, full, elsewhere, base: settled.base, settle };
}

interface Actual {
  /** As it was told last; null: nothing is deployed, or it is not known. */
  version: number | null;
  set: (version: number | null) => void;
  /** Which it is now; null: none. */
  ask: () => Promise<number | null>;
}

/** The actual version of a case, which others may have changed since the page was opened. */
function useActual(key: string, deployed: DefinitionView | null): Actual {
  const client = useClient();
  const known = deployed?.version ?? null;
  const [version, set] = useState(known);
  useLayoutEffect(() => set(known), [known, key]);
  const ask = async () => {
    try {
      return (await client.ask({ type: 'definition', process: key, version: null })).definition.version;
    } catch (error) {
      if (wireErrorOf(error).code === 'process-unknown') return null;
      throw error;
    }
  };
  return { version, set, ask };
}

interface BannerProps extends Props {
  draft: Kept;
  actual: number | null;
}

/** What one should know of the draft, and of what somebody else has deployed meanwhile. */
function Banners({ kept, deployed, draft, actual, onDiscard }: BannerProps) {
  const { base, changed, elsewhere, full } = draft;
  const trouble = elsewhere ? 'designElsewhere' : full ? 'designNoRoom' : null;
  const other = actual !== null && actual !== base;
  const own = actual !== null && kept && changed && !trouble;
  return (
    <>
      {trouble && <Banner kind="warning">{text(trouble)}</Banner>}
      {(other || own) && (
        <Banner
          kind={other ? 'warning' : 'info'}
          actions={deployed && <Button onClick={onDiscard}>{text('designDiscard')}</Button>}
        >
          {other && base !== null
            ? text('designNewer', String(actual), String(base))
            : text('designDraft', String(actual))}
        </Banner>
      )}
    </>
  );
}

/** Ctrl+Z and its kin take back edits of the design, also those made in a field. */
function useShortcuts(undo: () => void, redo: () => void): void {
  useEffect(() => {
    const hear = (event: KeyboardEvent) => {
      if (!(event.ctrlKey || event.metaKey) || event.altKey || document.querySelector('dialog[open]')) return;
      const key = event.key.toLowerCase();
      const again = key === 'y' || (key === 'z' && event.shiftKey);
      if (!again && key !== 'z') return;
      event.preventDefault();
      if (again) redo();
      else undo();
    };
    addEventListener('keydown', hear);
    return () => removeEventListener('keydown', hear);
  }, [undo, redo]);
}

/** The field that mends something, in the folded part too; else the first field. */
function focusField(panel: HTMLElement | null, field: string | null): void {
  const named = field ? panel?.querySelector<HTMLElement>(`[name="${CSS.escape(field)}"]`) : null;
  const target = named ?? panel?.querySelector<HTMLElement>('input, textarea, select');
  const folded = target?.closest('details');
  if (folded) folded.open = true;
  target?.focus();
}
