/** The drawing itself: `bpmn-js`, loaded only by pages that show a diagram. */
import 'bpmn-js/dist/assets/diagram-js.css';
import 'bpmn-js/dist/assets/bpmn-js.css';
import OutlineModule from 'bpmn-js/lib/features/outline';
import NavigatedViewer from 'bpmn-js/lib/NavigatedViewer';
import { canvasAction } from './canvas.keys.ts';
import { type DiagramElement, elementsOf, type ModelElement } from './elements.ts';
import type { Heat, Marks } from './marks.ts';

/** What was drawn. */
export interface Drawn {
  elements: DiagramElement[];
  /** The file says nothing about where its elements are; they were arranged here. */
  arranged: boolean;
  /** Why there is no drawing; the elements are known all the same, as far as the file can be read. */
  problem: string | null;
}

/** A drawing in a box of the page. */
export interface Canvas {
  /** Draws a process in place of the one before. */
  draw(xml: string): Promise<Drawn>;
  mark(marks: Marks, heat: Heat): void;
  /** Outlines an element and brings it into sight. */
  select(element: string | null): void;
  zoom(how: 'in' | 'out' | 'fit'): void;
  close(): void;
}

interface Options {
  /** The accessible name of the drawing. */
  name: string;
  onSelect: (element: string | null) => void;
}

interface Shape {
  id: string;
  labelTarget?: Shape;
  /** Only of flows: the corners of the line. */
  waypoints?: { x: number; y: number }[];
}

/** The parts of `bpmn-js` that are used here. */
interface Parts {
  canvas: {
    /** Without a level: how it is now. */
    zoom(level?: number | 'fit-viewport', center?: 'auto'): number;
    addMarker(element: string, marker: string): void;
    removeMarker(element: string, marker: string): void;
    scrollToElement(element: string, padding: number): void;
    findRoot(element: string): Shape | null;
    getRootElement(): Shape;
    setRootElement(root: Shape): void;
    getGraphics(element: string): SVGElement;
    scroll(by: { dx: number; dy: number }): void;
    resized(): void;
    getSize(): { width: number; height: number };
    _svg: SVGElement;
  };
  selection: { select(element: Shape | null): void };
  overlays: {
    add(element: string, type: string, overlay: object): string;
    remove(filter: { type: string }): void;
  };
  elementRegistry: { get(id: string): Shape | undefined };
  eventBus: { on(event: string, listener: (event: { element: Shape }) => void): void };
}

const ZOOM_STEP = 1.25;
const LARGEST_ZOOM = 4;
const SMALLEST_ZOOM = 0.2;
/** What is left at the edges when all is shown. */
const MARGIN = 0.92;
const BADGE_RADIUS = 10;
const HAS_DRAWING = /<(?:[\w-]+:)?BPMNShape[\s>]/;

/** Makes an empty drawing in this box. */
export function openCanvas(box: HTMLElement, { name, onSelect }: Options): Canvas {
  const viewer = new NavigatedViewer<Parts>({
    container: box,
    additionalModules: [OutlineModule],
    // Values that follow the page from light to dark.
    bpmnRenderer: {
      defaultFillColor: 'var(--element-fill, var(--bg))',
      defaultStrokeColor: 'var(--element-stroke, var(--text))',
      defaultLabelColor: 'var(--text)',
    },
    textRenderer: { defaultStyle: { fontFamily: 'system-ui, sans-serif' } },
  } as ConstructorParameters<typeof NavigatedViewer>[0]);
  const canvas = viewer.get('canvas');
  const painter = new Painter(viewer);
  describe(canvas._svg, name);
  canvas._svg.addEventListener('keydown', (event) => {
    const action = canvasAction(event);
    if (!action) return;
    event.preventDefault();
    if ('zoom' in action) zoom(canvas, action.zoom);
    else canvas.scroll(action.move);
  });
  const resizing = new ResizeObserver(() => {
    canvas.resized();
    showAll(canvas);
  });
  viewer.get('eventBus').on('element.click', ({ element }) => {
    const target = element.labelTarget ?? element;
    onSelect(target === canvas.getRootElement() ? null : target.id);
  });
  return {
    async draw(xml) {
      const arranged = !HAS_DRAWING.test(xml);
      painter.forget();
      try {
        await viewer.importXML(withoutColours(arranged ? await arrange(xml) : xml));
        showAll(canvas);
        resizing.observe(box);
        return { elements: elementsIn(viewer), arranged, problem: null };
      } catch (error) {
        // What can be read can be listed, also where arranging it has failed.
        if (arranged) await viewer.importXML(xml).catch(() => undefined);
        return { elements: elementsIn(viewer), arranged: false, problem: (error as Error).message };
      }
    },
    mark: (marks, heat) => painter.paint(marks, heat),
    select: (element) => painter.select(element),
    zoom: (how) => zoom(canvas, how),
    close() {
      resizing.disconnect();
      viewer.destroy();
    },
  };
}

/** Colours mean something here, and have to be readable in dark too: those of the file would say nothing. */
function withoutColours(xml: string): string {
  return xml.replaceAll(
    /\s(?:bioc:(?:fill|stroke)|color:(?:background-color|border-color|color))="[^"]*"/g,
    '',
  );
}

function zoom(canvas: Parts['canvas'], how: 'in' | 'out' | 'fit'): void {
  if (how === 'fit') {
    showAll(canvas);
    return;
  }
  const wanted = canvas.zoom() * (how === 'in' ? ZOOM_STEP : 1 / ZOOM_STEP);
  canvas.zoom(Math.min(LARGEST_ZOOM, Math.max(SMALLEST_ZOOM, wanted)), 'auto');
}

function elementsIn(viewer: NavigatedViewer<Parts>): DiagramElement[] {
  const model = viewer.getDefinitions() as unknown as ModelElement | undefined;
  return model ? elementsOf(model) : [];
}

/** A small process is not blown up beyond its own size. */
function showAll(canvas: Parts['canvas']): void {
  const { width, height } = canvas.getSize();
  if (width === 0 || height === 0) return;
  canvas.zoom(Math.min(1, canvas.zoom('fit-viewport', 'auto') * MARGIN), 'auto');
}

async function arrange(xml: string): Promise<string> {
  const { arranged } = await import('./arranged.ts');
  return arranged(xml);
}

/** The drawing can have the focus, for panning with the arrow keys: so it has a name, and is left to them. */
function describe(svg: SVGElement, name: string): void {
  svg.setAttribute('role', 'application');
  svg.setAttribute('aria-label', name);
}

/** Puts marks, heat and the selection on the elements, and takes them away again. */
class Painter {
  readonly #parts: { get<Name extends keyof Parts>(name: Name): Parts[Name] };
  #classes: [element: string, marker: string][] = [];
  #titles: Element[] = [];

  constructor(parts: { get<Name extends keyof Parts>(name: Name): Parts[Name] }) {
    this.#parts = parts;
  }

  /** Another process was drawn: what was painted is gone with the old one. */
  forget(): void {
    this.#classes = [];
    this.#titles = [];
  }

  paint(marks: Marks, heat: Heat): void {
    this.#clean();
    for (const [element, degree] of Object.entries(heat)) {
      if (!this.#add(element, 'diagram-heat')) continue;
      this.#graphics(element).style.setProperty('--degree', `${Math.round(clamp(degree) * 100)}%`);
    }
    for (const [element, { tone, badge, hint }] of Object.entries(marks)) {
      if (!this.#add(element, `diagram-${tone}`)) continue;
      if (hint) this.#title(element, hint);
      if (badge) this.#badge(element, tone, badge, hint);
    }
  }

  select(element: string | null): void {
    const canvas = this.#parts.get('canvas');
    const shape = (element && this.#parts.get('elementRegistry').get(element)) || null;
    const root = shape && canvas.findRoot(shape.id);
    // What is inside a collapsed sub-process is drawn on a plane of its own.
    if (root && root !== canvas.getRootElement()) canvas.setRootElement(root);
    this.#parts.get('selection').select(shape);
    if (shape) canvas.scrollToElement(shape.id, 60);
  }

  #clean(): void {
    const canvas = this.#parts.get('canvas');
    for (const [element, marker] of this.#classes) canvas.removeMarker(element, marker);
    for (const title of this.#titles) title.remove();
    this.#parts.get('overlays').remove({ type: 'mark' });
    this.#classes = [];
    this.#titles = [];
  }

  /** False for what is not in the drawing. */
  #add(element: string, marker: string): boolean {
    if (!this.#parts.get('elementRegistry').get(element)) return false;
    this.#parts.get('canvas').addMarker(element, marker);
    this.#classes.push([element, marker]);
    return true;
  }

  #graphics(element: string): SVGElement {
    return this.#parts.get('canvas').getGraphics(element);
  }

  #title(element: string, words: string): void {
    const title = document.createElementNS('http://www.w3.org/2000/svg', 'title');
    title.textContent = words;
    this.#graphics(element).prepend(title);
    this.#titles.push(title);
  }

  #badge(element: string, tone: string, words: string, hint: string | undefined): void {
    const badge = document.createElement('div');
    badge.className = `diagram-badge diagram-badge-${tone}`;
    badge.textContent = words;
    if (hint) badge.title = hint;
    const position = middleOf(this.#parts.get('elementRegistry').get(element)) ?? { top: -10, right: 12 };
    const scale = { min: 0.9, max: 1.2 };
    this.#parts.get('overlays').add(element, 'mark', { position, html: badge, scale });
  }
}

/** Where the badge of a flow stands, from the corner of the flow's box: on its middle section. Null for shapes. */
function middleOf(shape: Shape | undefined): { left: number; top: number } | null {
  const corners = shape?.waypoints;
  if (!corners) return null;
  const at = Math.max(1, Math.floor(corners.length / 2));
  const [one, other] = [corners[at - 1], corners[at]];
  if (!one || !other) return null;
  const least = (axis: 'x' | 'y') => Math.min(...corners.map((corner) => corner[axis]));
  const middle = (axis: 'x' | 'y') => (one[axis] + other[axis]) / 2 - least(axis) - BADGE_RADIUS;
  return { left: middle('x'), top: middle('y') };
}

function clamp(degree: number): number {
  return Math.min(1, Math.max(0, degree));
}
