import { useRef, useState } from 'preact/hooks';
import { Button } from '../../components/button.tsx';
import { Choice } from '../../components/choice.tsx';
import { focusFirstInvalid } from '../../components/field.tsx';
import { Select } from '../../components/select.tsx';
import { locale, text } from '../../components/text.ts';
import { TextArea } from '../../components/text-area.tsx';
import { When } from '../../components/when.tsx';
import { draftKeys } from '../../lib/messaging/contract.ts';
import type { PageContent, Value, Values } from '../../lib/protocol/index.ts';
import { StepFrame } from './step-frame.tsx';
import type { StepProps } from './step-page.tsx';

type Activity = Extract<PageContent, { kind: 'perform-task' }>;

/** More results than this stand in a drop-down. */
const MOST_BUTTONS = 7;

/** Perform task (behaviour 1.2): done in the world, recorded here with one of the allowed results. */
export function ActivityStep(props: StepProps<Activity>) {
  const { content, draft, submitting } = props;
  const form = useRef<HTMLFormElement>(null);
  const [missing, setMissing] = useState(false);
  const result = resultOf(content, draft.values?.[draftKeys.result]);
  const details = textOf(draft.values?.[draftKeys.details]);
  const save = (change: Values) => draft.save({ ...draft.values, ...change });

  const complete = (event: { isTrusted: boolean }) => {
    setMissing(result === '');
    if (result === '') queueMicrotask(() => form.current && focusFirstInvalid(form.current));
    else submitting.send(event, { kind: 'perform-task', result, details: details.trim() || null });
  };

  const { field, message } = submitting.error ?? { field: null, message: null };
  const atDetails = field === 'details' ? message : null;
  const atResult = field && !atDetails ? message : null;
  return (
    <StepFrame
      {...props}
      formRef={form}
      errorAtField={field !== null}
      entered={() => enteredText(content, result, details)}
      buttons={
        <Button look="primary" disabled={submitting.phase !== 'editing'} onClick={complete}>
          {text('activityComplete')}
        </Button>
      }
    >
      <Facts {...props} />
      {content.description && <p class="step-text">{content.description}</p>}
      <Results
        content={content}
        result={result}
        readonly={submitting.phase !== 'editing'}
        error={(missing && result === '' ? text('resultMissing') : null) ?? atResult}
        onChoose={(code) => save({ [draftKeys.result]: code })}
      />
      <TextArea
        name="details"
        label={text('activityDetails')}
        help={text('activityDetailsHelp')}
        value={details}
        readonly={submitting.phase !== 'editing'}
        error={atDetails}
        maxLength={4000}
        onInput={(value) => save({ [draftKeys.details]: value })}
      />
    </StepFrame>
  );
}

function Facts({ page, content }: StepProps<Activity>) {
  const { start, due, performer } = page.task;
  return (
    <dl class="step-facts">
      <dt>{text('activityCategory')}</dt>
      <dd>{content.category}</dd>
      <dt>{text('activityStart')}</dt>
      <dd>
        <When at={start} />
      </dd>
      {due && <dt>{text('activityDue')}</dt>}
      {due && (
        <dd>
          <When at={due} />
        </dd>
      )}
      {content.plannedMinutes !== null && <dt>{text('activityDuration')}</dt>}
      {content.plannedMinutes !== null && <dd>{durationText(content.plannedMinutes)}</dd>}
      {performer.user && <dt>{text('activityOwner')}</dt>}
      {performer.user && <dd>{performer.user.name}</dd>}
      {performer.role && <dt>{text('activityRole')}</dt>}
      {performer.role && <dd>{performer.role.name}</dd>}
    </dl>
  );
}

interface ResultsProps {
  content: Activity;
  result: string;
  readonly: boolean;
  error: string | null;
  onChoose: (code: string) => void;
}

function Results({ content, result, readonly, error, onChoose }: ResultsProps) {
  const shared = { name: 'result', label: text('activityResult'), required: true, readonly, error };
  if (content.results.length > MOST_BUTTONS) {
    return <Select {...shared} options={content.results} value={result} onInput={onChoose} />;
  }
  return (
    <Choice
      {...shared}
      look="boxed"
      options={content.results}
      multiple={false}
      chosen={result ? [result] : []}
      onChange={([code]) => onChoose(code ?? '')}
    />
  );
}

/** The draft's result while it is still allowed; where there is only one, it is chosen already. */
function resultOf({ results }: Activity, kept: Value | undefined): string {
  const codes = results.map((result) => result.code);
  if (typeof kept === 'string' && codes.includes(kept)) return kept;
  return codes.length === 1 ? (codes[0] ?? '') : '';
}

function textOf(kept: Value | undefined): string {
  return typeof kept === 'string' ? kept : '';
}

function enteredText({ results }: Activity, code: string, details: string): string {
  const label = results.find((result) => result.code === code)?.label;
  const lines = [
    label && `${text('activityResult')}: ${label}`,
    details && `${text('activityDetails')}: ${details}`,
  ];
  return lines.filter(Boolean).join('\n');
}

function durationText(minutes: number): string {
  const print = (value: number, unit: 'hour' | 'minute') =>
    new Intl.NumberFormat(locale(), { style: 'unit', unit, unitDisplay: 'long' }).format(value);
  const [hours, rest] = [Math.floor(minutes / 60), minutes % 60];
  return [hours > 0 && print(hours, 'hour'), (rest > 0 || hours === 0) && print(rest, 'minute')]
    .filter(Boolean)
    .join(' ');
}
