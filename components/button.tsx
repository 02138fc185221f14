import './button.css';
import type { ComponentChildren, Ref, TargetedMouseEvent } from 'preact';
import { useRef } from 'preact/hooks';
import { Icon, type IconName } from './icon.tsx';

export type ButtonLook = 'primary' | 'secondary' | 'danger' | 'quiet';

interface ButtonProps {
  children: ComponentChildren;
  onClick?: (event: TargetedMouseEvent<HTMLButtonElement>) => void;
  look?: ButtonLook;
  icon?: IconName;
  type?: 'button' | 'submit';
  /** Stays focusable, so that the person finds it and hears why; a click does nothing. */
  disabled?: boolean;
  describedBy?: string;
  /** It shows and hides what has the id `controls`. */
  expanded?: boolean;
  controls?: string;
  buttonRef?: Ref<HTMLButtonElement>;
}

/** A button with a word on it. */
export function Button(props: ButtonProps) {
  const { children, look = 'secondary', icon, type = 'button', disabled = false } = props;
  return (
    <button
      type={type}
      class={`button button-${look}`}
      aria-disabled={disabled || undefined}
      aria-describedby={props.describedBy}
      aria-expanded={props.expanded}
      aria-controls={props.controls}
      ref={props.buttonRef ?? null}
      onClick={(event) => {
        if (disabled) event.preventDefault();
        else props.onClick?.(event);
      }}
    >
      {icon && <Icon name={icon} />}
      <span>{children}</span>
    </button>
  );
}

interface IconButtonProps {
  icon: IconName;
  /** The accessible name, and the tooltip. */
  name: string;
  onClick: () => void;
  expanded?: boolean;
  controls?: string;
}

/** A button with only a picture: its name is read out and shown as a tooltip. */
export function IconButton({ icon, name, onClick, expanded, controls }: IconButtonProps) {
  return (
    <button
      type="button"
      class="button button-icon"
      aria-label={name}
      title={name}
      aria-expanded={expanded}
      aria-controls={controls}
      onClick={onClick}
    >
      <Icon name={icon} size={20} />
    </button>
  );
}

interface LinkButtonProps {
  children: ComponentChildren;
  href: string;
  look?: ButtonLook;
  icon?: IconName;
}

/** A link that looks like a button: it opens another page of ours in a new tab. */
export function LinkButton({ children, href, look = 'secondary', icon }: LinkButtonProps) {
  return (
    <a class={`button button-${look}`} href={href} target="_blank" rel="noreferrer">
      {icon && <Icon name={icon} />}
      <span>{children}</span>
    </a>
  );
}

interface FileButtonProps {
  children: ComponentChildren;
  onFiles: (files: File[]) => void;
  look?: ButtonLook;
  icon?: IconName;
  /** Endings that the browser's dialog offers first. */
  accept?: string;
  /** Chooses a folder with all that is in it. */
  folder?: boolean;
  disabled?: boolean;
  describedBy?: string | undefined;
  buttonRef?: Ref<HTMLButtonElement>;
}

/** A button that opens the browser's dialog for files. */
export function FileButton(props: FileButtonProps) {
  const {
    children,
    onFiles,
    look = 'secondary',
    icon,
    accept,
    folder,
    disabled,
    describedBy,
    buttonRef,
  } = props;
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <Button
        look={look}
        {...(icon && { icon })}
        {...(describedBy && { describedBy })}
        {...(disabled && { disabled })}
        buttonRef={buttonRef ?? null}
        onClick={() => input.current?.click()}
      >
        {children}
      </Button>
      <input
        ref={input}
        type="file"
        hidden
        multiple
        accept={accept}
        {...(folder ? { webkitdirectory: true } : {})}
        onChange={({ currentTarget }) => {
          const files = [...(currentTarget.files ?? [])];
          // Choosing the same files again has to be heard too.
          currentTarget.value = '';
          if (files.length > 0) onFiles(files);
        }}
      />
    </>
  );
}
