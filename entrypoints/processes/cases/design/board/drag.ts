/** Stages and steps dragged with the pointer; whatever it does, the menus and the keys do too. */
import { draggable, dropTargetForElements } from '@atlaskit/pragmatic-drag-and-drop/element/adapter';
import type { RefObject } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { CaseDefinition } from '../../../../../lib/cases/definition.ts';
import type { CaseEdit } from '../model/edits.ts';
import type { Selected } from '../use-design.ts';
import { dropEdit, type Edge, edgeAt } from './drop.ts';

export type Item = Exclude<Selected, { type: 'case' }>;

interface Dragging {
  /** It is being dragged. */
  dragged: boolean;
  /** Where what is dragged over it would go; null: nothing is. */
  edge: Edge | null;
}

interface Props {
  item: Item;
  definition: CaseDefinition;
  /** Hears what a drop comes to. */
  onDrop: (edit: CaseEdit) => void;
}

/** What is dragged over our page: of other drags, such as of files, nothing is known. */
const itemIn = (data: Record<string, unknown>) => data.item as Item | undefined;

/** Lets an item be dragged, and others be dropped on it. */
export function useDrag(element: RefObject<HTMLElement | null>, props: Props): Dragging {
  const [dragged, setDragged] = useState(false);
  const [edge, setEdge] = useState<Edge | null>(null);
  const latest = useRef(props);
  latest.current = props;
  const { type, id } = props.item;
  useEffect(() => {
    const { current } = element;
    if (!current) return;
    const item: Item = { type, id };
    const edgeUnder = (from: Item, input: { clientX: number; clientY: number }) => {
      const flipped = getComputedStyle(current).direction === 'rtl';
      return edgeAt(from, item, input, current.getBoundingClientRect(), flipped);
    };
    const stopDragging = draggable({
      element: current,
      getInitialData: () => ({ item }),
      onDragStart: () => setDragged(true),
      onDrop: () => setDragged(false),
    });
    const stopDropping = dropTargetForElements({
      element: current,
      canDrop: ({ source }) => {
        const from = itemIn(source.data);
        return from !== undefined && from.id !== id && (from.type === 'step' || type === 'stage');
      },
      onDrag: ({ source, location, self }) => {
        const from = itemIn(source.data);
        const inner = location.current.dropTargets[0]?.element === self.element;
        setEdge(from && inner ? edgeUnder(from, location.current.input) : null);
      },
      onDragLeave: () => setEdge(null),
      onDrop: ({ source, location, self }) => {
        setEdge(null);
        const from = itemIn(source.data);
        // A card lies in the column of its stage: the inner one is meant.
        if (!from || location.current.dropTargets[0]?.element !== self.element) return;
        const { definition, onDrop } = latest.current;
        const edit = dropEdit(definition, from, item, edgeUnder(from, location.current.input));
        if (edit) onDrop(edit);
      },
    });
    return () => {
      stopDragging();
      stopDropping();
    };
  }, [element, type, id]);
  return { dragged, edge };
}
