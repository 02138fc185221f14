import './choice.css';
import { useId } from 'preact/hooks';
import type { Choice as Option } from '../lib/protocol/index.ts';
import { Button } from './button.tsx';
import { descriptionIds, FieldError, FieldHelp, type FieldProps, RequiredMark } from './field.tsx';
import { text } from './text.ts';

interface Props extends FieldProps {
  options: readonly Option[];
  /** The codes that are chosen: at most one of a radio group. */
  chosen: readonly string[];
  multiple: boolean;
  onChange: (chosen: string[]) => void;
  /** `question`: the label is what the whole page asks; `boxed`: each option is a box to hit. */
  look?: 'plain' | 'boxed' | 'question';
  /** The label stands on the page already: it is only read out here. */
  labelHidden?: boolean;
}

/** Radio buttons, or check boxes where several may be chosen. */
export function Choice(props: Props) {
  const { label, help, error, required = false, readonly = false, name, options, chosen, multiple } = props;
  const id = useId();
  const look = props.look ?? 'plain';
  const choose = (code: string, checked: boolean) => {
    if (readonly) return;
    if (!multiple) props.onChange([code]);
    else
      props.onChange(options.map((o) => o.code).filter((c) => (c === code ? checked : chosen.includes(c))));
  };
  return (
    <fieldset
      class={classes(look, readonly, Boolean(error))}
      {...(multiple ? {} : radioGroup(required, Boolean(error)))}
      aria-describedby={descriptionIds(id, help, error)}
    >
      <legend class={props.labelHidden ? 'visually-hidden' : undefined}>
        {label}
        {required && <RequiredMark />}
        {required && multiple && <span class="visually-hidden"> {text('fieldRequiredMark')}</span>}
      </legend>
      <FieldHelp id={id} help={help} />
      {options.map((option) => (
        <label class="choice" key={option.code}>
          <input
            type={multiple ? 'checkbox' : 'radio'}
            name={`${id}-${name}`}
            value={option.code}
            checked={chosen.includes(option.code)}
            aria-invalid={error && multiple ? true : undefined}
            disabled={readonly && !chosen.includes(option.code)}
            onChange={(event) => choose(option.code, event.currentTarget.checked)}
          />
          <span>{option.label}</span>
        </label>
      ))}
      {!multiple && !required && !readonly && chosen.length > 0 && (
        <div class="choices-clear">
          <Button look="quiet" onClick={() => props.onChange([])}>
            {text('choiceClear')}
          </Button>
        </div>
      )}
      <FieldError id={id} error={error} />
    </fieldset>
  );
}

/** A group of check boxes is a plain group, whose boxes are marked wrong themselves. */
function radioGroup(required: boolean, wrong: boolean) {
  return { role: 'radiogroup', 'aria-required': required, 'aria-invalid': wrong || undefined } as const;
}

function classes(look: 'plain' | 'boxed' | 'question', readonly: boolean, wrong: boolean): string {
  return [
    'choices',
    look !== 'plain' && 'choices-boxed',
    look === 'question' && 'choices-question',
    readonly && 'choices-readonly',
    wrong && 'choices-invalid',
  ]
    .filter(Boolean)
    .join(' ');
}
