import { useRef, useState } from 'preact/hooks';
import { Button } from '../../components/button.tsx';
import { Choice } from '../../components/choice.tsx';
import { focusFirstInvalid } from '../../components/field.tsx';
import { text } from '../../components/text.ts';
import { errorText } from '../../lib/error-text/error-text.ts';
import { draftKeys } from '../../lib/messaging/contract.ts';
import type { PageContent, Value } from '../../lib/protocol/index.ts';
import { StepFrame } from './step-frame.tsx';
import type { StepProps } from './step-page.tsx';

type Question = Extract<PageContent, { kind: 'user-dialog' }>;

/** User dialog (behaviour 1.3): one answer or several, one of them perhaps preselected. */
export function QuestionStep(props: StepProps<Question>) {
  const { page, content, draft, submitting } = props;
  const form = useRef<HTMLFormElement>(null);
  const [missing, setMissing] = useState(false);
  const answers = answersOf(content, draft.values?.[draftKeys.answers]);
  const unanswered = content.required && answers.length === 0;

  const complete = (event: { isTrusted: boolean }) => {
    setMissing(unanswered);
    if (unanswered) queueMicrotask(() => form.current && focusFirstInvalid(form.current));
    else submitting.send(event, { kind: 'user-dialog', answers });
  };

  const missingError =
    missing && unanswered ? text(content.multiple ? 'answerMissingSome' : 'answerMissing') : null;
  const refused = submitting.error?.field ? errorText(submitting.error) : null;
  return (
    <StepFrame
      {...props}
      formRef={form}
      errorAtField={refused !== null}
      entered={() => `${content.question}: ${labelsOf(content, answers)}`}
      buttons={
        <Button type="submit" look="primary" disabled={submitting.phase !== 'editing'} onClick={complete}>
          {text('questionContinue')}
        </Button>
      }
    >
      <Choice
        look="question"
        name="answers"
        label={content.question}
        labelHidden={content.question === page.task.title}
        help={content.multiple ? text('answerSeveral') : null}
        options={content.answers}
        multiple={content.multiple}
        required={content.required}
        readonly={submitting.phase !== 'editing'}
        chosen={answers}
        error={missingError ?? refused}
        onChange={(chosen) => draft.save({ [draftKeys.answers]: chosen })}
      />
    </StepFrame>
  );
}

/** The draft's answers where they still exist, else the preselected one. */
function answersOf({ answers, preselected }: Question, kept: Value | undefined): string[] {
  const codes = answers.map((answer) => answer.code);
  if (Array.isArray(kept)) return codes.filter((code) => kept.includes(code));
  return preselected !== null && codes.includes(preselected) ? [preselected] : [];
}

function labelsOf({ answers }: Question, chosen: readonly string[]): string {
  return answers
    .filter((answer) => chosen.includes(answer.code))
    .map((answer) => answer.label)
    .join(', ');
}
