import './edit.css';
import { useRef, useState } from 'preact/hooks';
import { focusFirstInvalid } from '../../../components/field.tsx';
import { text } from '../../../components/text.ts';
import { StepFrame } from '../step-frame.tsx';
import type { StepProps } from '../step-page.tsx';
import { Conditions } from './conditions.tsx';
import { EditNotes, type EditPage, EditResult, FinishButton, GoButton, resultOf } from './edit-parts.tsx';
import { OfferedValues } from './offered-values.tsx';
import { TakeRecord } from './take-record.tsx';
import { useCheck } from './use-check.ts';

/**
 * Open edit page (behaviour 1.4): a band on the page of its record; elsewhere what is to be done there, and the way to
 * it.
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
      buttons={
        <>
          {props.mayGo && <GoButton task={page.task.id} isNew={content.target.id === null} />}
          <FinishButton {...{ content, busy, check }} mayGo={props.mayGo} onDone={done} />
        </>
      }
    >
      <EditNotes {...{ content, check }} />
      <p class="step-recommendation">{content.recommendation}</p>
      {help(content) && <p class="step-text">{help(content)}</p>}
      <Conditions conditions={content.conditions} />
      <TakeRecord task={page.task.id} target={content.target} under={props.under} />
      <OfferedValues offered={content.offered} />
      <EditResult {...{ content, draft, submitting, missing }} />
    </StepFrame>
  );
}

/** What makes it done, where no list of conditions says it. */
function help({ confirmedBy, conditions, target, gone }: EditPage): string | null {
  if (confirmedBy === 'person') return text('editConfirmHelp');
  if (gone) return null;
  if (confirmedBy === 'unknown') return text('editReadingHelp');
  if (conditions.length > 0)
    return conditions.every(({ state }) => state === 'met') ? text('editMetHelp') : null;
  return text(target.id === null ? 'editSaveNewHelp' : 'editSaveHelp');
}
