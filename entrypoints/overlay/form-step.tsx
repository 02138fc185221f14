import { useEffect, useRef, useState } from 'preact/hooks';
import { Button } from '../../components/button.tsx';
import { focusFirstInvalid } from '../../components/field.tsx';
import type { FieldItem, PageButton, PageContent, Values } from '../../lib/protocol/index.ts';
import { FormItem } from './form-item.tsx';
import { StepFrame } from './step-frame.tsx';
import type { StepProps } from './step-page.tsx';
import { type Errors, validate } from './validation.ts';
import { type Entries, type Entry, entriesOf, fieldsOf, submittedValue } from './values.ts';

type Form = Extract<PageContent, { kind: 'auto-generated-page' }>;

/** Auto-generated page (behaviour 1.5): items and buttons; the button that completes it is its result. */
export function FormStep(props: StepProps<Form>) {
  const { content, draft, submitting } = props;
  const form = useRef<HTMLFormElement>(null);
  const [errors, setErrors] = useState<Errors>({});
  const fields = fieldsOf(content.items);
  const entries = entriesOf(fields, draft.values);
  const [corrected, setCorrected] = useState<string | null>(null);
  const refused = fields.find((item) => item.key === fieldOf(submitting.error?.field ?? null))?.key ?? null;
  const refusal = submitting.error?.message ?? '';
  const shownErrors = refused && corrected !== refusal ? { [refused]: refusal, ...errors } : errors;

  useEffect(() => {
    if (refused && refusal && form.current) focusFirstInvalid(form.current);
  }, [refused, refusal]);

  const change = (key: string, entry: Entry) => {
    setErrors(({ [key]: _, ...others }) => others);
    if (key === refused) setCorrected(refusal);
    draft.save({ ...entries, [key]: entry });
  };

  const complete = (event: { isTrusted: boolean }, button: PageButton) => {
    const found = button.validates ? validate(fields, entries, unreadable(form.current, fields)) : {};
    setErrors(found);
    if (Object.keys(found).length > 0) {
      queueMicrotask(() => form.current && focusFirstInvalid(form.current));
    } else {
      setCorrected(null);
      const values = submittedValues(fields, entries);
      submitting.send(event, { kind: 'auto-generated-page', button: button.code, values });
    }
  };

  return (
    <StepFrame
      {...props}
      formRef={form}
      errorAtField={refused !== null}
      entered={() => enteredText(fields, entries)}
      buttons={
        <Buttons buttons={content.buttons} disabled={submitting.phase !== 'editing'} onPress={complete} />
      }
    >
      {content.recommendation && <p class="step-recommendation">{content.recommendation}</p>}
      {content.items.map((item, index) => (
        <FormItem
          key={'key' in item ? item.key : index}
          item={item}
          entry={'key' in item ? entries[item.key] : undefined}
          error={'key' in item ? (shownErrors[item.key] ?? null) : null}
          readonly={submitting.phase !== 'editing'}
          onChange={change}
        />
      ))}
    </StepFrame>
  );
}

interface ButtonsProps {
  buttons: readonly PageButton[];
  disabled: boolean;
  onPress: (event: { isTrusted: boolean }, button: PageButton) => void;
}

/** In the author's order. Enter in a field presses the button only where there is just one to mean. */
function Buttons({ buttons, disabled, onPress }: ButtonsProps) {
  return buttons.map((button) => (
    <Button
      key={button.code}
      type={buttons.length === 1 ? 'submit' : 'button'}
      look={button.style}
      disabled={disabled}
      onClick={(event) => onPress(event, button)}
    >
      {button.label}
    </Button>
  ));
}

/** Errors of the server name the field by its key or by the way to it. */
function fieldOf(path: string | null): string | null {
  return path?.replace(/^values\./, '') ?? null;
}

/** Fields whose native control holds something that it can't read, such as half a date. */
function unreadable(form: HTMLFormElement | null, fields: readonly FieldItem[]): Set<string> {
  const controls = fields.filter(({ key }) => {
    const control = form?.elements.namedItem(key);
    return control instanceof HTMLInputElement && control.validity?.badInput === true;
  });
  return new Set(controls.map(({ key }) => key));
}

function submittedValues(fields: readonly FieldItem[], entries: Entries): Values {
  return Object.fromEntries(fields.map((item) => [item.key, submittedValue(item, entries[item.key] ?? '')]));
}

function enteredText(fields: readonly FieldItem[], entries: Entries): string {
  return fields.map((item) => `${item.label}: ${printed(item, entries[item.key] ?? '')}`).join('\n');
}

function printed(item: FieldItem, entry: Entry): string {
  const codes = Array.isArray(entry) ? entry : [String(entry)];
  if (!('choices' in item)) return codes.join(', ');
  return codes.map((code) => item.choices.find((choice) => choice.code === code)?.label ?? code).join(', ');
}
