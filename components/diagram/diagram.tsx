import './diagram.css';
import { useEffect, useRef, useState } from 'preact/hooks';
import { Banner } from '../banner.tsx';
import { IconButton } from '../button.tsx';
import { Loading } from '../loading.tsx';
import { text } from '../text.ts';
import type { Canvas, Drawn } from './canvas.ts';
import { ElementList } from './element-list.tsx';
import type { Heat, Marks } from './marks.ts';

interface Props {
  /** BPMN 2.0. */
  xml: string;
  /** What it is a diagram of. */
  name: string;
  marks?: Marks;
  heat?: Heat;
  /** The element that is outlined and in sight. */
  selected?: string | null;
  /** Called with null when the person presses beside the elements. */
  onSelect?: (element: string | null) => void;
  /** Lower than usual, for two beside each other. */
  compact?: boolean;
}

const NO_MARKS: Marks = {};
const NO_HEAT: Heat = {};

/**
 * A process as it was drawn, with marks and heat on its elements, and the same in words below.
 *
 * ```tsx
 * <Diagram xml={definition.bpmn} name={definition.name} selected={element} onSelect={setElement}
 *   marks={{ Review: { tone: 'warning', badge: '2', hint: 'Two instances wait here' } }} />
 * ```
 */
export function Diagram({ xml, name, marks = NO_MARKS, heat = NO_HEAT, compact = false, ...props }: Props) {
  const { selected = null, onSelect } = props;
  const box = useRef<HTMLDivElement>(null);
  const { canvas, drawn } = useCanvas(box, xml, name, (element) => onSelect?.(element));
  const problem = drawn?.problem ?? null;

  useEffect(() => {
    if (drawn) canvas?.mark(marks, heat);
  }, [canvas, drawn, marks, heat]);
  useEffect(() => {
    if (drawn) canvas?.select(selected);
  }, [canvas, drawn, selected]);

  return (
    <section class="diagram">
      {problem !== null && <Banner kind="warning">{text('diagramTableOnly', problem)}</Banner>}
      <div class={`diagram-frame${compact ? ' diagram-compact' : ''}`} hidden={problem !== null}>
        <div class="diagram-box" ref={box} />
        {!drawn && (
          <div class="diagram-wait">
            <Loading label={text('diagramLoading')} />
          </div>
        )}
        {canvas && drawn && <Tools canvas={canvas} />}
      </div>
      {drawn?.arranged && <p class="diagram-note">{text('diagramDrawnHere')}</p>}
      {drawn && drawn.elements.length > 0 && (
        <ElementList
          elements={drawn.elements}
          open={problem !== null}
          marks={marks}
          selected={selected}
          onSelect={onSelect}
        />
      )}
    </section>
  );
}

function Tools({ canvas }: { canvas: Canvas }) {
  return (
    <div class="diagram-tools">
      <IconButton icon="zoom-in" name={text('diagramZoomIn')} onClick={() => canvas.zoom('in')} />
      <IconButton icon="zoom-out" name={text('diagramZoomOut')} onClick={() => canvas.zoom('out')} />
      <IconButton icon="fit" name={text('diagramFit')} onClick={() => canvas.zoom('fit')} />
    </div>
  );
}

/** Keeps one drawing in the box, and draws in it whatever process is given. */
function useCanvas(
  box: { current: HTMLDivElement | null },
  xml: string,
  name: string,
  onSelect: (element: string | null) => void,
): { canvas: Canvas | null; drawn: Drawn | null } {
  const [canvas, setCanvas] = useState<Canvas | null>(null);
  const [outcome, setOutcome] = useState<{ xml: string; drawn: Drawn } | null>(null);
  // The drawing is made once, and calls whatever the page wants to hear now.
  const select = useRef(onSelect);
  select.current = onSelect;

  useEffect(() => {
    let opened: Canvas | null = null;
    let left = false;
    import('./canvas.ts').then(({ openCanvas }) => {
      if (left || !box.current) return;
      opened = openCanvas(box.current, {
        name: text('diagramName', name),
        onSelect: (element) => select.current(element),
      });
      setCanvas(opened);
    });
    return () => {
      left = true;
      opened?.close();
      setCanvas(null);
    };
  }, [name]);

  useEffect(() => {
    if (!canvas) return;
    let wanted = true;
    canvas.draw(xml).then((drawn) => wanted && setOutcome({ xml, drawn }));
    return () => {
      wanted = false;
    };
  }, [canvas, xml]);

  return { canvas, drawn: outcome?.xml === xml ? outcome.drawn : null };
}
