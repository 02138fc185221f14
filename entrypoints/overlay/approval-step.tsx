import { useEffect, useRef, useState } from 'preact/hooks';
import { Button } from '../../components/button.tsx';
import { focusFirstInvalid } from '../../components/field.tsx';
import { shownValue } from '../../components/shown-value.ts';
import { text } from '../../components/text.ts';
import { TextArea } from '../../components/text-area.tsx';
import { When } from '../../components/when.tsx';
import { errorText } from '../../lib/error-text/error-text.ts';
import { draftKeys } from '../../lib/messaging/contract.ts';
import type { Decision, PageContent } from '../../lib/protocol/index.ts';
import { StepFrame } from './step-frame.tsx';
import type { StepProps } from './step-page.tsx';

type Approval = Extract<PageContent, { kind: 'approval' }>;

/** Approval (behaviour 1.8): what is asked, what has to be known for it, and yes or no; a no says why. */
export function ApprovalStep(props: StepProps<Approval>) {
  const { content, draft, submitting } = props;
  const form = useRef<HTMLFormElement>(null);
  const [lacking, setLacking] = useState<Decision | null>(null);
  const kept = draft.values?.[draftKeys.comment];
  const comment = typeof kept === 'string' ? kept : '';
  const editing = submitting.phase === 'editing';

  const decide = (event: { isTrusted: boolean }, decision: Decision) => {
    const silent = comment.trim() === '' && (decision === 'rejected' || content.comment.required);
    setLacking(silent ? decision : null);
    if (silent) queueMicrotask(() => form.current && focusFirstInvalid(form.current));
    else submitting.send(event, { kind: 'approval', decision, comment: comment.trim() || null });
  };

  const refused = submitting.error?.field === 'comment' ? errorText(submitting.error) : null;
  useEffect(() => {
    if (refused && form.current) focusFirstInvalid(form.current);
  }, [refused]);

  const missing = lacking && comment.trim() === '' ? lackWords(lacking) : null;
  return (
    <StepFrame
      {...props}
      formRef={form}
      errorAtField={refused !== null}
      entered={() => `${text('approvalComment')}: ${comment}`}
      buttons={
        <>
          <Button disabled={!editing} onClick={(event) => decide(event, 'rejected')}>
            {text('approvalReject')}
          </Button>
          <Button look="primary" disabled={!editing} onClick={(event) => decide(event, 'approved')}>
            {text('approvalApprove')}
          </Button>
        </>
      }
    >
      <p class="step-recommendation">{content.purpose ?? text('approvalPurpose')}</p>
      <Facts {...props} />
      <TextArea
        name="comment"
        label={text('approvalComment')}
        help={text(content.comment.required ? 'approvalCommentRequired' : 'approvalCommentHelp')}
        required={content.comment.required}
        value={comment}
        readonly={!editing}
        error={missing ?? refused}
        maxLength={4000}
        onInput={(value) => draft.save({ ...draft.values, [draftKeys.comment]: value })}
      />
    </StepFrame>
  );
}

function lackWords(decision: Decision): string {
  return text(decision === 'rejected' ? 'approvalReasonMissing' : 'approvalCommentMissing');
}

/** What the author wants to be seen, and by when and as whom it is decided. */
function Facts({ page, content }: StepProps<Approval>) {
  const { due, performer } = page.task;
  const { by } = content.delegation;
  const { result } = content.notices;
  const rows = [
    ...content.facts.map(({ label, value }) => ({ label, shown: shownValue(value) })),
    ...(due ? [{ label: text('activityDue'), shown: <When at={due} /> }] : []),
    ...(performer.role && !performer.user
      ? [{ label: text('activityRole'), shown: performer.role.name }]
      : []),
    ...(by ? [{ label: text('approvalDelegatedBy'), shown: by.name }] : []),
    ...(result ? [{ label: text('approvalTells'), shown: result }] : []),
  ];
  if (rows.length === 0) return null;
  return (
    <dl class="step-facts">
      {rows.map(({ label, shown }, index) => (
        <div key={index} class="step-fact">
          <dt>{label}</dt>
          <dd class="step-text">
            <bdi>{shown}</bdi>
          </dd>
        </div>
      ))}
    </dl>
  );
}
