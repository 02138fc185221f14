import './empty.css';
import type { ComponentChildren } from 'preact';
import { Icon, type IconName } from './icon.tsx';

interface Props {
  icon: IconName;
  title: string;
  /** There is nothing else on this page: the title is its heading. */
  wholePage?: boolean;
  children?: ComponentChildren;
  action?: ComponentChildren;
}

/** Says why there is nothing here, and what to do about it where something can be done. */
export function Empty({ icon, title, wholePage = false, children, action }: Props) {
  return (
    <div class="empty">
      <Icon name={icon} size={20} />
      {wholePage ? <h1 class="empty-title">{title}</h1> : <p class="empty-title">{title}</p>}
      {children && <p>{children}</p>}
      {action && <div class="empty-action">{action}</div>}
    </div>
  );
}
