import { useRef, useState } from 'preact/hooks';
import { focusFirstInvalid } from '../../../components/field.tsx';
import { text } from '../../../components/text.ts';
import { StepFrame } from '../step-frame.tsx';
import type { StepProps } from '../step-page.tsx';
import { Conditions } from './conditions.tsx';
import { EditNotes, type EditPage, EditResult, FinishButton, resultOf } from './edit-parts.tsx';
import { OfferedValues } from './offered-values.tsx';
import { useCheck } from './use-check.ts';

/**
 * Open edit page (behaviour 1.4) where its record is not the page underneath: what is to be done there, and the way
 * to it.
 */
export function EditStep(props: StepProps<EditPage>) {
  const { page, content, view, draft, submitting } = props;
  const form = useRef<HTMLFormElement>(null);
  const [missing, setMissing] = useState(false);
  const check = useCheck(page.task.id, view);
  const busy = submitting.phase !== 'editing';

  const done = (event: { isTrusted: boolean }) => {
    const result = resultOf(content, draft);
    const lacks = content.results.length > 0 && result === null;
    setMissing(lacks);
    if (lacks) queueMicrotask(() => form.current && focusFirstInvalid(form.current));
    else submitting.send(event, { kind: 'open-edit-page', result });
  };

  return (
    <StepFrame
      {...props}
      formRef={form}
      errorAtField={false}
      entered={() => content.results.find(({ code }) => code === resultOf(content, draft))?.label ?? ''}
      buttons={<FinishButton {...{ content, busy, check }} onDone={done} />}
    >
      <EditNotes {...{ content, check }} />
      <p class="step-recommendation">{content.recommendation}</p>
      {content.confirmedBy === 'person' && <p class="step-text">{text('editConfirmHelp')}</p>}
      <Conditions conditions={content.conditions} />
      <OfferedValues offered={content.offered} />
      <EditResult {...{ content, draft, submitting, missing }} />
    </StepFrame>
  );
}
