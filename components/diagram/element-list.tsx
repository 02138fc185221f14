import { Icon } from '../icon.tsx';
import { counted, text } from '../text.ts';
import { type DiagramElement, typeName } from './elements.ts';
import type { Marks } from './marks.ts';

interface Props {
  elements: readonly DiagramElement[];
  /** There is no drawing to look at instead. */
  open: boolean;
  marks: Marks;
  selected: string | null;
  onSelect: ((element: string | null) => void) | undefined;
}

/** What the drawing shows, in words: for who cannot see it, and for choosing an element with the keyboard. */
export function ElementList({ elements, open, marks, selected, onSelect }: Props) {
  return (
    <details class="diagram-elements" open={open}>
      <summary>{counted('diagramElements', elements.length)}</summary>
      <ul>
        {elements.map((element) => (
          <li key={element.id} style={{ '--depth': element.depth }}>
            <Row
              element={element}
              hint={marks[element.id]?.hint}
              selected={element.id === selected}
              onSelect={onSelect}
            />
          </li>
        ))}
      </ul>
    </details>
  );
}

interface RowProps {
  element: DiagramElement;
  hint: string | undefined;
  selected: boolean;
  onSelect: ((element: string | null) => void) | undefined;
}

function Row({ element, hint, selected, onSelect }: RowProps) {
  const words = (
    <>
      <span>{element.name || text('diagramUnnamed')}</span>
      <span class="diagram-element-type">{typeName(element.type)}</span>
      {hint && (
        <span class="diagram-element-hint">
          <Icon name="info" />
          <span>{hint}</span>
        </span>
      )}
    </>
  );
  if (!onSelect) return <div class="diagram-element">{words}</div>;
  return (
    <button
      type="button"
      class="diagram-element"
      aria-pressed={selected}
      onClick={() => onSelect(selected ? null : element.id)}
    >
      {words}
    </button>
  );
}
