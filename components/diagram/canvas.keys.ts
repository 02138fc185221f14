/** What a key does in the drawing: move what is seen, or zoom. */
export type CanvasAction = { move: { dx: number; dy: number } } | { zoom: 'in' | 'out' | 'fit' };

/** Pixels that one press of an arrow key moves. */
const STEP = 60;

const ACTIONS: Readonly<Record<string, CanvasAction>> = {
  ArrowLeft: { move: { dx: STEP, dy: 0 } },
  ArrowRight: { move: { dx: -STEP, dy: 0 } },
  ArrowUp: { move: { dx: 0, dy: STEP } },
  ArrowDown: { move: { dx: 0, dy: -STEP } },
  '+': { zoom: 'in' },
  '=': { zoom: 'in' },
  '-': { zoom: 'out' },
  '0': { zoom: 'fit' },
};

type Key = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey'>;

/** What a key does; null for keys that are left to the browser and to the drawing itself. */
export function canvasAction({ key, ctrlKey, metaKey, altKey }: Key): CanvasAction | null {
  if (ctrlKey || metaKey || altKey) return null;
  return ACTIONS[key] ?? null;
}
