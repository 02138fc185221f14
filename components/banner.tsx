import './banner.css';
import type { ComponentChildren } from 'preact';
import { Icon } from './icon.tsx';

export type BannerKind = 'info' | 'ok' | 'warning' | 'error';

interface Props {
  kind: BannerKind;
  title?: string;
  children?: ComponentChildren;
  actions?: ComponentChildren;
  details?: ComponentChildren;
}

/** Something the person should know, in the place that it is about. Errors interrupt, the rest is polite. */
export function Banner({ kind, title, children, actions, details }: Props) {
  return (
    <div class={`banner banner-${kind}`} role={kind === 'error' ? 'alert' : 'status'}>
      <Icon name={kind} />
      <div>
        {title && <p class="banner-title">{title}</p>}
        {children}
      </div>
      {details && <div class="banner-details">{details}</div>}
      {actions && <div class="banner-actions">{actions}</div>}
    </div>
  );
}
