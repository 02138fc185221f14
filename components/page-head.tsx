import './page-head.css';
import type { ComponentChildren, Ref } from 'preact';
import { IconButton } from './button.tsx';
import { Icon, type IconName } from './icon.tsx';
import { text } from './text.ts';

interface Props {
  icon: IconName;
  title: string;
  headingId: string;
  headingRef?: Ref<HTMLHeadingElement>;
  /** Lines under the title, each an element. */
  below?: ComponentChildren;
  actions?: ComponentChildren;
  /** The person has pressed the head beside what is in it: the window may be moved by it. */
  onGrab?: (event: PointerEvent, head: HTMLElement) => void;
  /** Without it there is no close button: the browser's own closes the tab. */
  onClose?: (() => void) | undefined;
}

/** The head of a page: what this is, what it belongs to, and the way out. It stays while the page scrolls. */
export function PageHead({ icon, title, headingId, headingRef, below, actions, onGrab, onClose }: Props) {
  return (
    <header
      class={onGrab ? 'page-head page-head-grip' : 'page-head'}
      onPointerDown={(event) => {
        const { target, currentTarget, button } = event;
        const controls = target instanceof Element && target.closest('button, a, input, select, [role=menu]');
        if (button === 0 && !controls) onGrab?.(event, currentTarget);
      }}
    >
      <span class="page-head-icon">
        <Icon name={icon} size={20} />
      </span>
      <div class="page-head-words">
        <h1 id={headingId} tabIndex={-1} ref={headingRef ?? null}>
          {title}
        </h1>
        {below && <div class="page-head-below">{below}</div>}
      </div>
      <div class="page-head-actions">
        {actions}
        {onClose && <IconButton icon="close" name={text('close')} onClick={onClose} />}
      </div>
    </header>
  );
}
