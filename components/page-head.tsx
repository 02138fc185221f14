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
  /** Without it there is no close button: the browser's own closes the tab. */
  onClose?: (() => void) | undefined;
}

/** The head of a page: what this is, what it belongs to, and the way out. It stays while the page scrolls. */
export function PageHead({ icon, title, headingId, headingRef, below, actions, onClose }: Props) {
  return (
    <header class="page-head">
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
