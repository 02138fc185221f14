import { Banner } from '../../../components/banner.tsx';
import { Button } from '../../../components/button.tsx';
import { useLive } from '../../../components/client.tsx';
import { ErrorBanner } from '../../../components/error-banner.tsx';
import { Loading } from '../../../components/loading.tsx';
import { text } from '../../../components/text.ts';
import type { PageView } from '../../../lib/messaging/contract.ts';
import type { CaseStepView, Choice, PageContent, Submission } from '../../../lib/protocol/index.ts';
import { useSubmit } from '../submit.ts';

/** More results than this are chosen on the page of the step. */
const MOST_RESULTS = 7;

/** Whether a press can be all that a step of this kind needs. */
export function isQuick({ kind }: CaseStepView): boolean {
  return kind === 'perform-task' || kind === 'user-dialog';
}

/** Completes a step in its tile, by one of its results or answers. */
export function QuickEnd({ task }: { task: string }) {
  const view = useLive({ kind: 'page', task });
  if (!view || view.state === 'loading') return <Loading label={text('pageLoading')} />;
  return <Results task={task} view={view} />;
}

function Results({ task, view }: { task: string; view: PageView }) {
  const me = useLive({ kind: 'status' })?.user?.id ?? null;
  const { phase, error, notice, send } = useSubmit({ task, view, framed: true, me });
  const choices = view.page && choicesOf(view.page.content);
  if (!choices) return <Banner kind="info">{text('nextNotHere')}</Banner>;
  return (
    <div class="next-results">
      {notice && <Banner kind="info">{notice.kind === 'early' ? text('caseEarly') : notice.message}</Banner>}
      {error && <ErrorBanner title={text('popupFailed')} error={error} />}
      {choices.map(({ code, label, submission }) => (
        <Button key={code} disabled={phase !== 'editing'} onClick={(event) => send(event, submission)}>
          {label}
        </Button>
      ))}
    </div>
  );
}

type Ending = Choice & { submission: Submission };

/** What a press ends it with; null: it asks for more than that. */
function choicesOf(content: PageContent): Ending[] | null {
  if (content.kind === 'perform-task' && content.results.length <= MOST_RESULTS)
    return content.results.map((result) => ({
      ...result,
      submission: { kind: 'perform-task', result: result.code, details: null },
    }));
  if (content.kind === 'user-dialog' && !content.multiple && content.answers.length <= MOST_RESULTS)
    return content.answers.map((answer) => ({
      ...answer,
      submission: { kind: 'user-dialog', answers: [answer.code] },
    }));
  return null;
}
