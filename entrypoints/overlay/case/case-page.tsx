import './case.css';
import { useEffect, useId, useRef } from 'preact/hooks';
import { useLive } from '../../../components/client.tsx';
import { ConnectionState } from '../../../components/connection-state.tsx';
import { Empty } from '../../../components/empty.tsx';
import { focusStart } from '../../../components/focus-start.ts';
import type { IconName } from '../../../components/icon.tsx';
import { Loading } from '../../../components/loading.tsx';
import { PageHead } from '../../../components/page-head.tsx';
import { text } from '../../../components/text.ts';
import type { CaseAbout, CaseState } from '../../../lib/messaging/contract.ts';
import type { CaseView, LinkedRecord } from '../../../lib/protocol/index.ts';
import { ChangeCase, StartCase } from './begin-case.tsx';
import { MoveStage } from './move-stage.tsx';
import { NextSteps } from './next-steps.tsx';
import { SettleCase } from './settle-case.tsx';

interface Props {
  record: LinkedRecord;
  about: CaseAbout;
  onClose: () => void;
}

const ICONS: Record<CaseAbout['kind'], IconName> = {
  move: 'continue',
  steps: 'tasks',
  settle: 'warning',
  change: 'process',
  start: 'process',
};

/** What opens from the stage bar: what a move would do, the next steps, a decision. */
export function CasePage({ record, about, onClose }: Props) {
  const { system, type, id } = record;
  const state = useLive({ kind: 'case', record: { system, type, id } });
  const heading = useRef<HTMLHeadingElement>(null);
  const headingId = useId();
  const about_ = JSON.stringify(about);
  useEffect(() => focusStart(() => heading.current?.focus({ preventScroll: true })), [about_]);
  return (
    <main class="case" aria-labelledby={headingId}>
      <PageHead
        icon={ICONS[about.kind]}
        title={titleOf(about, state)}
        headingId={headingId}
        headingRef={heading}
        below={<ConnectionState />}
        onClose={onClose}
      />
      <div class="case-body">
        {!state || state.known === 'loading' ? (
          <Loading label={text('caseLoading')} />
        ) : (
          <Content key={about_} {...{ record, about, state, onClose }} />
        )}
      </div>
    </main>
  );
}

function Content({ record, about, state, onClose }: Props & { state: CaseState }) {
  const { case: view, offer } = state;
  if (about.kind === 'start' && offer) return <StartCase record={record} offer={offer} onClose={onClose} />;
  if (!view) return <Empty icon="info" title={text('caseGone')} />;
  switch (about.kind) {
    case 'move':
      return <MoveStage view={view} stage={about.stage} onClose={onClose} />;
    case 'settle':
      return <SettleCase view={view} onClose={onClose} />;
    case 'change':
      return <ChangeCase view={view} onClose={onClose} />;
    default:
      return <NextSteps view={view} record={record} />;
  }
}

function titleOf(about: CaseAbout, state: CaseState | null): string {
  const view = state?.case;
  switch (about.kind) {
    case 'move':
      return text('caseMoveTitle', view ? stageName(view, about.stage) : '');
    case 'steps':
      return view ? text('caseStepsTitle', stageName(view, view.stage)) : text('barSteps');
    case 'settle':
      return text('caseSettleTitle');
    case 'change':
      return text('caseChangeTitle');
    case 'start':
      return text('barStart', state?.offer?.name ?? '');
  }
}

/** The name of a stage of a case, or what it is called in the definition. */
export function stageName({ stages }: CaseView, stage: string): string {
  return stages.find(({ id }) => id === stage)?.name ?? stage;
}
