import type { ComponentChildren } from 'preact';

/** Around a table that may be too wide: it is scrolled, by the keyboard too. A group: its panel is the landmark. */
export function FiguresScroll({ title, children }: { title: string; children: ComponentChildren }) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: these are no fields
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be scrolled by keyboard too
    <div class="figures-scroll" role="group" aria-label={title} tabIndex={0}>
      {children}
    </div>
  );
}
