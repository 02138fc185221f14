import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { Icon } from '../../components/icon.tsx';
import { text } from '../../components/text.ts';

interface Props {
  title: string;
  /** Where this belongs, as a link over the title. */
  back?: { href: string; label: string };
  /** Lines under the title. */
  below?: ComponentChildren;
  actions?: ComponentChildren;
}

/** The head of a view. Its heading takes the focus when the view opens, so that it is read first. */
export function ViewHead({ title, back, below, actions }: Props) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    heading.current?.focus();
  }, []);
  useEffect(() => {
    document.title = `${title} – ${text('processesTitle')}`;
  }, [title]);
  return (
    <header class="view-head">
      <div class="view-head-words">
        {back && (
          <a class="view-back" href={back.href}>
            <Icon name="back" />
            <span>{back.label}</span>
          </a>
        )}
        <h1 tabIndex={-1} ref={heading}>
          {title}
        </h1>
        {below && <div class="view-head-below">{below}</div>}
      </div>
      {actions && <div class="view-head-actions">{actions}</div>}
    </header>
  );
}
