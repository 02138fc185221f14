import './step-panel.css';
import type { ComponentChildren, TargetedSubmitEvent } from 'preact';
import { useEffect, useId, useRef } from 'preact/hooks';
import { Button } from '../../components/button.tsx';
import { focusFirstInvalid } from '../../components/field.tsx';
import { text } from '../../components/text.ts';
import { MoveRefused } from './move-refused.tsx';
import type { Moves } from './use-moves.ts';

interface Props {
  id: string;
  title: string;
  /** The verb on the button that does it. */
  action: string;
  moves: Moves;
  children: ComponentChildren;
  /** False: something is missing, and its field says so. */
  onSubmit: () => boolean;
  onCancel: () => void;
}

/**
 * Something that is done to the step instead of doing it, in place under the page's head: it pushes the content
 * down and covers nothing. Escape closes it alone.
 */
export function StepPanel({ id, title, action, moves, children, onSubmit, onCancel }: Props) {
  const headingId = useId();
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => {
    form.current?.querySelector<HTMLElement>('input, select, button')?.focus();
  }, []);
  const submit = (event: TargetedSubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (moves.busy || onSubmit()) return;
    queueMicrotask(() => form.current && focusFirstInvalid(form.current));
  };
  return (
    <section
      class="step-panel"
      id={id}
      aria-labelledby={headingId}
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || event.defaultPrevented || event.isComposing) return;
        event.preventDefault();
        onCancel();
      }}
    >
      <h2 id={headingId}>{title}</h2>
      <MoveRefused moves={moves} kept />
      <form class="step-panel-form" noValidate aria-busy={moves.busy} ref={form} onSubmit={submit}>
        {children}
        <div class="step-panel-buttons">
          <Button onClick={onCancel}>{text('cancel')}</Button>
          <Button type="submit" look="primary" disabled={moves.busy}>
            {action}
          </Button>
        </div>
      </form>
    </section>
  );
}
