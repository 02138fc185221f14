import type { ComponentChildren } from 'preact';
import { useId } from 'preact/hooks';

interface Props {
  title: string;
  help: string;
  children: ComponentChildren;
}

/** One subject of the settings. */
export function Section({ title, help, children }: Props) {
  const id = useId();
  return (
    <section class="diary-section" aria-labelledby={id}>
      <div>
        <h2 id={id}>{title}</h2>
        <p class="diary-section-help">{help}</p>
      </div>
      {children}
    </section>
  );
}
