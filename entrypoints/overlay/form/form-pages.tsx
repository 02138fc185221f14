import { useEffect, useRef } from 'preact/hooks';
import { text } from '../../../components/text.ts';
import type { Shown, ShownGroup } from '../../../lib/forms/show-page.ts';

/** The pages of a form of several, those that are hidden left out; empty: it has one page. */
export function pagesOf(items: readonly Shown[]): ShownGroup[] {
  return items.filter((shown): shown is ShownGroup => shown.kind === 'group' && shown.item.page === true);
}

/** Where in the pages the person is: its name takes the focus when they come there. */
export function FormPageHead({ pages, current }: { pages: readonly ShownGroup[]; current: number }) {
  const heading = useRef<HTMLHeadingElement>(null);
  const before = useRef(current);
  useEffect(() => {
    if (before.current === current) return;
    before.current = current;
    heading.current?.focus();
  }, [current]);
  const place = text('formPage', String(current + 1), String(pages.length));
  const name = pages[current]?.item.label;
  return (
    <div class="form-page-head">
      <h2 tabIndex={-1} ref={heading}>
        <span class="form-page-place">{place}</span>
        {name && <span class="form-page-name">{name}</span>}
      </h2>
      <div class="form-page-bar" aria-hidden="true">
        {pages.map(({ at }, index) => (
          <span key={at} class={index <= current ? 'form-page-done' : undefined} />
        ))}
      </div>
    </div>
  );
}
