import './section.css';
import type { ComponentChildren } from 'preact';
import { useId } from 'preact/hooks';

interface Props {
  title: string;
  help: string;
  children: ComponentChildren;
}

/** One subject of a page of settings: what it is about, and what can be set. */
export function Section({ title, help, children }: Props) {
  const id = useId();
  return (
    <section class="section" aria-labelledby={id}>
      <div>
        <h2 id={id}>{title}</h2>
        <p class="section-help">{help}</p>
      </div>
      {children}
    </section>
  );
}
