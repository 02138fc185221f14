import './app-head.css';
import type { ComponentChildren } from 'preact';
import { ConnectionState } from './connection-state.tsx';
import { Icon, type IconName } from './icon.tsx';
import { hrefOf, type QueryChange } from './route.ts';

/** A part of a page that has several, and the way there. */
export interface AppPart {
  name: string;
  label: string;
  icon: IconName;
  /** What the way there keeps of the address. */
  query?: QueryChange;
}

interface Props {
  /** What the navigation is called. */
  label: string;
  parts: readonly AppPart[];
  /** The name of the part that is shown. */
  current: string;
  actions?: ComponentChildren;
}

/** The head of a page with several parts: where they are, and how the link is. It stays while the page scrolls. */
export function AppHead({ label, parts, current, actions }: Props) {
  return (
    <header class="app-head">
      <img class="app-mark" src="/icon/128.png" alt="" />
      <nav class="app-nav" aria-label={label}>
        {parts.map((part) => (
          <a
            key={part.name}
            class="app-link"
            href={hrefOf([part.name], part.query)}
            aria-current={part.name === current ? 'page' : undefined}
          >
            <Icon name={part.icon} />
            <span>{part.label}</span>
          </a>
        ))}
      </nav>
      <ConnectionState />
      {actions}
    </header>
  );
}
