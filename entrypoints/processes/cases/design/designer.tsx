import './designer.css';
import { useEffect, useRef, useState } from 'preact/hooks';
import { NeedsPermission, useAnswer, useMay } from '../../../../components/answer.tsx';
import { Button } from '../../../../components/button.tsx';
import { useLive } from '../../../../components/client.tsx';
import { Empty } from '../../../../components/empty.tsx';
import { ErrorBanner } from '../../../../components/error-banner.tsx';
import { Loading } from '../../../../components/loading.tsx';
import { go, hrefOf } from '../../../../components/route.ts';
import { text } from '../../../../components/text.ts';
import { ViewHead } from '../../view-head.tsx';
import { openDeployed } from './case-file.ts';
import { DesignPage } from './design-page.tsx';
import { type Draft, dropDraft, readDraft } from './drafts.ts';
import type { Design } from './model/design.ts';

/** Designs a case: from the draft that this browser has, else from what is deployed. */
export function Designer({ process: caseKey }: { process: string }) {
  const may = useMay();
  const status = useLive({ kind: 'status' });
  const user = status?.user ?? null;
  const deployed = useAnswer(
    user && may('manage-definitions') ? { type: 'definition', process: caseKey, version: null } : null,
  );
  const [round, setRound] = useState(0);
  const begun = useRef<{ user: string; round: number; draft: Draft | null } | null>(null);
  if (!user) return <Waiting caseKey={caseKey} />;
  if (!may('manage-definitions')) return <NeedsPermission permission="manage-definitions" />;
  if (begun.current?.user !== user.id || begun.current.round !== round)
    begun.current = { user: user.id, round, draft: readDraft(user.id, caseKey) };
  const { draft } = begun.current;
  const server = deployed.result?.definition ?? null;
  const unknown = deployed.error?.code === 'process-unknown';
  const published = server ? openDeployed(server) : null;
  // A draft needs no server; without one, what is deployed has to be known.
  const first: Design | null = draft?.design ?? published;
  if (!first) {
    if (server) return <NoCase title={text('designNoCase', server.name)} caseKey={caseKey} />;
    if (unknown) return <NoCase title={text('designNoSuchCase', caseKey)} />;
    if (deployed.error) return <ErrorBanner title={text('answerFailed')} error={deployed.error} />;
    return <Waiting caseKey={caseKey} />;
  }
  return (
    <DesignPage
      key={`${user.id} ${caseKey} ${round}`}
      caseKey={caseKey}
      user={user.id}
      first={first}
      base={draft ? draft.base : (server?.version ?? null)}
      kept={draft !== null}
      deployed={unknown ? null : server}
      reload={deployed.reload}
      onDiscard={() => {
        dropDraft(user.id, caseKey);
        setRound(round + 1);
      }}
    />
  );
}

function Waiting({ caseKey }: { caseKey: string }) {
  return (
    <>
      <ViewHead title={caseKey} back={{ href: hrefOf(['library']), label: text('processesLibrary') }} />
      <Loading label={text('caseLoading')} />
    </>
  );
}

function NoCase({ title, caseKey }: { title: string; caseKey?: string }) {
  useEffect(() => {
    document.title = `${title} – ${text('processesTitle')}`;
  }, [title]);
  return (
    <Empty
      icon="unknown"
      title={title}
      wholePage
      action={
        caseKey ? (
          <a href={hrefOf(['library', caseKey])}>{text('designOpenInLibrary')}</a>
        ) : (
          <Button onClick={() => go(['new-case'])}>{text('designNewCase')}</Button>
        )
      }
    />
  );
}
