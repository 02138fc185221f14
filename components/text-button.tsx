import './text-button.css';
import type { ComponentChildren } from 'preact';

interface Props {
  children: ComponentChildren;
  onClick: () => void;
}

/** A button within text: it reads like a link, and does something on this page. */
export function TextButton({ children, onClick }: Props) {
  return (
    <button type="button" class="text-button" onClick={onClick}>
      {children}
    </button>
  );
}
