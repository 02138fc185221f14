import './dialog.css';
import type { ComponentChildren, TargetedSubmitEvent } from 'preact';
import { useEffect, useId, useRef } from 'preact/hooks';
import { Button, type ButtonLook } from './button.tsx';
import { text } from './text.ts';

interface Props {
  title: string;
  /** The verb on the button that does it. */
  action: string;
  look?: ButtonLook;
  /** It is being done: the button says so by being out of use. */
  busy?: boolean;
  /** There is nothing to do (any more): only the way out is left. */
  done?: boolean;
  wide?: boolean;
  children?: ComponentChildren;
  /** Called for the verb; not while busy. */
  onSubmit: () => void;
  onClose: () => void;
}

/**
 * Asks something before it is done, over everything else. Escape and the other button leave without doing it;
 * the focus begins in the first field, or on the way out where nothing is to be filled in.
 */
export function Dialog({ title, action, look = 'primary', busy = false, done = false, ...props }: Props) {
  const id = useId();
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => openModal(dialog.current), []);

  const submit = (event: TargetedSubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (!busy && !done) props.onSubmit();
  };
  return (
    <dialog
      class={`dialog ${props.wide ? 'dialog-wide' : ''}`}
      aria-labelledby={id}
      ref={dialog}
      onCancel={(event) => {
        event.preventDefault();
        props.onClose();
      }}
    >
      <form class="dialog-form" noValidate aria-busy={busy} onSubmit={submit}>
        <h2 id={id}>{title}</h2>
        <div class="dialog-body">{props.children}</div>
        <div class="dialog-foot">
          <Button onClick={props.onClose}>{done ? text('close') : text('dialogLeave')}</Button>
          {!done && (
            <Button type="submit" look={look} disabled={busy}>
              {action}
            </Button>
          )}
        </div>
      </form>
    </dialog>
  );
}

/** Opens it, and gives the focus back to where it was when the dialog has gone. */
function openModal(dialog: HTMLDialogElement | null): () => void {
  const before = document.activeElement;
  dialog?.showModal();
  const first = dialog?.querySelector<HTMLElement>(
    '.dialog-body :is(input, textarea, select), .dialog-foot button',
  );
  first?.focus();
  return () => {
    dialog?.close();
    if (before instanceof HTMLElement && before.isConnected) before.focus();
  };
}
