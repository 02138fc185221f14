import { Banner } from '../../../components/banner.tsx';
import { Button } from '../../../components/button.tsx';
import { Choice } from '../../../components/choice.tsx';
import { useSend } from '../../../components/client.tsx';
import { ErrorBanner } from '../../../components/error-banner.tsx';
import { text } from '../../../components/text.ts';
import { draftKeys } from '../../../lib/messaging/contract.ts';
import type { PageContent } from '../../../lib/protocol/index.ts';
import type { StepProps } from '../step-page.tsx';
import type { Check } from './use-check.ts';

export type EditPage = Extract<PageContent, { kind: 'open-edit-page' }>;

/** What the person should know before they go on. */
export function EditNotes({ content, check }: { content: EditPage; check: Check }) {
  return (
    <>
      {content.gone && (
        <Banner kind="error" title={text('recordGoneTitle')}>
          {text('recordGone')}
        </Banner>
      )}
      {check.error && <ErrorBanner title={text('checkFailed')} error={check.error} />}
      {check.stillOpen && (
        <Banner kind="info">
          {text(content.conditions.length > 0 ? 'checkStillOpen' : 'checkNotSaved')}
        </Banner>
      )}
    </>
  );
}

/** The result, where nobody but the person can tell it. */
export function EditResult({ content, draft, submitting, missing }: ResultProps) {
  if (content.confirmedBy !== 'person' || content.results.length === 0) return null;
  const result = resultOf(content, draft);
  return (
    <Choice
      look="boxed"
      name="result"
      label={text('activityResult')}
      required
      readonly={submitting.phase !== 'editing'}
      error={missing && result === null ? text('resultMissing') : null}
      options={content.results}
      multiple={false}
      chosen={result === null ? [] : [result]}
      onChange={([code]) => draft.save({ ...draft.values, [draftKeys.result]: code ?? '' })}
    />
  );
}

type ResultProps = Pick<StepProps<EditPage>, 'content' | 'draft' | 'submitting'> & { missing: boolean };

/** What has been chosen; null: nothing. */
export function resultOf({ results }: EditPage, draft: StepProps<EditPage>['draft']): string | null {
  const kept = draft.values?.[draftKeys.result];
  return results.find(({ code }) => code === kept)?.code ?? null;
}

interface FinishProps {
  content: EditPage;
  busy: boolean;
  check: Check;
  /** The way to the page is what comes first. */
  mayGo: boolean;
  onDone: (event: { isTrusted: boolean }) => void;
}

/** *Check again* where the server reads the record, *Done* where only the person can say so. */
export function FinishButton({ content, busy, check, mayGo, onDone }: FinishProps) {
  if (content.confirmedBy === 'person')
    return (
      <Button look={mayGo ? 'secondary' : 'primary'} disabled={busy} onClick={onDone}>
        {text('editDone')}
      </Button>
    );
  return (
    <Button icon="retry" disabled={busy} onClick={check.ask}>
      {text('checkAgain')}
    </Button>
  );
}

/** To the page of the record, in a tab that leads back here. */
export function GoButton({ task, isNew }: { task: string; isNew: boolean }) {
  const send = useSend();
  return (
    <Button look="primary" icon="external" onClick={() => send({ type: 'record.go', task })}>
      {text(isNew ? 'recordGoNew' : 'recordGo')}
    </Button>
  );
}
