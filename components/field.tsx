import './field.css';
import type { ComponentChildren } from 'preact';
import { useId } from 'preact/hooks';
import { Icon } from './icon.tsx';
import { text } from './text.ts';

/** What every field has beside its control. */
export interface FieldProps {
  label: string;
  help?: string | null;
  error?: string | null;
  required?: boolean;
  readonly?: boolean;
  /** Marks the control in the page, so that the first wrong one can be focused. */
  name: string;
}

/** The attributes that tie a native control to its label, help and error. */
export interface ControlAttributes {
  id: string;
  name: string;
  required: boolean;
  'aria-invalid': boolean | undefined;
  'aria-describedby': string | undefined;
}

interface Props extends FieldProps {
  children: (attributes: ControlAttributes) => ComponentChildren;
}

/** A labelled control with its help and its error. */
export function Field({ label, help, error, required = false, name, children }: Props) {
  const id = useId();
  const describedBy = descriptionIds(id, help, error);
  return (
    <div class="field">
      <label class="field-label" for={id}>
        {label}
        {required && <RequiredMark />}
      </label>
      <FieldHelp id={id} help={help} />
      {children({
        id,
        name,
        required,
        'aria-invalid': error ? true : undefined,
        'aria-describedby': describedBy,
      })}
      <FieldError id={id} error={error} />
    </div>
  );
}

/** The star for the eye; assistive technology hears `required` from the control itself. */
export function RequiredMark() {
  return (
    <span class="field-required" title={text('fieldRequiredMark')} aria-hidden="true">
      {' *'}
    </span>
  );
}

/** The help of the field with this id. */
export function FieldHelp({ id, help }: { id: string; help: string | null | undefined }) {
  return help ? (
    <p class="field-help" id={`${id}-help`}>
      {help}
    </p>
  ) : null;
}

/** The error of the field with this id. */
export function FieldError({ id, error }: { id: string; error: string | null | undefined }) {
  return error ? (
    <p class="field-error" id={`${id}-error`}>
      <Icon name="error" />
      <span>{error}</span>
    </p>
  ) : null;
}

/** The ids that a control's `aria-describedby` names: its error first. */
export function descriptionIds(
  id: string,
  help: string | null | undefined,
  error: string | null | undefined,
): string | undefined {
  const ids = [error && `${id}-error`, help && `${id}-help`].filter(Boolean);
  return ids.length > 0 ? ids.join(' ') : undefined;
}

/** Focuses the first control marked wrong, as a person who submits expects (WCAG 3.3.1). */
export function focusFirstInvalid(within: ParentNode): void {
  const control = within.querySelector<HTMLElement>('[aria-invalid="true"]');
  const target = control?.matches('fieldset') ? control.querySelector<HTMLElement>('input') : control;
  target?.focus();
}
