/** The drawing itself: `bpmn-js`, loaded only by pages that show a diagram. */
import 'bpmn-js/dist/assets/diagram-js.css';
import 'bpmn-js/dist/assets/bpmn-js.css';
import NavigatedViewer from 'bpmn-js/lib/NavigatedViewer';
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
  parent?: Shape;
  width?: number;
  type?: string;
  labelTarget?: Shape;
}

/** The parts of `bpmn-js` that are used here. */
interface Parts {
  canvas: {
    zoom(level: number | 'fit-viewport', center?: 'auto'): number;
    addMarker(element: string, marker: string): void;
    removeMarker(element: string, marker: string): void;
    scrollToElement(element: string, padding: number): void;
    findRoot(element: string): Shape | null;
    getRootElement(): Shape;
    setRootElement(root: Shape): void;
    getGraphics(element: string): SVGElement;
    _svg: SVGElement;
  };
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
const HAS_DRAWING = /<(?:[\w-]+:)?BPMNShape[\s>]/;

/** Makes an empty drawing in this box. */
export function openCanvas(box: HTMLElement, { name, onSelect }: Options): Canvas {
  const viewer = new NavigatedViewer<Parts>({
    container: box,
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
        return { elements: elementsIn(viewer), arranged, problem: null };
      } catch (error) {
        // What can be read can be listed, also where arranging it has failed.
        if (arranged) await viewer.importXML(xml).catch(() => undefined);
        return { elements: elementsIn(viewer), arranged: false, problem: (error as Error).message };
      }
    },
    mark: (marks, heat) => painter.paint(marks, heat),
    select: (element) => painter.select(element),
    zoom(how) {
      if (how === 'fit') return showAll(canvas);
      const wanted = canvas.zoom(undefined as never) * (how === 'in' ? ZOOM_STEP : 1 / ZOOM_STEP);
      canvas.zoom(Math.min(LARGEST_ZOOM, Math.max(SMALLEST_ZOOM, wanted)), 'auto');
    },
    close: () => viewer.destroy(),
  };
}

/** Colours mean something here, and have to be readable in dark too: those of the file would say nothing. */
function withoutColours(xml: string): string {
  return xml.replaceAll(
    /\s(?:bioc:(?:fill|stroke)|color:(?:background-color|border-color|color))="[^"]*"/g,
    '',
  );
}

function elementsIn(viewer: NavigatedViewer<Parts>): DiagramElement[] {
  const model = viewer.getDefinitions() as unknown as ModelElement | undefined;
  return model ? elementsOf(model) : [];
}

/** A small process is not blown up beyond its own size. */
function showAll(canvas: Parts['canvas']): void {
  if (canvas.zoom('fit-viewport', 'auto') > 1) canvas.zoom(1, 'auto');
}

async function arrange(xml: string): Promise<string> {
  const { layoutProcess } = await import('bpmn-auto-layout');
  return layoutProcess(xml);
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
  #selected: string | null = null;

  constructor(parts: { get<Name extends keyof Parts>(name: Name): Parts[Name] }) {
    this.#parts = parts;
  }

  /** Another process was drawn: what was painted is gone with the old one. */
  forget(): void {
    this.#classes = [];
    this.#titles = [];
    this.#selected = null;
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
    if (this.#selected) canvas.removeMarker(this.#selected, 'diagram-selected');
    this.#selected = element && this.#parts.get('elementRegistry').get(element) ? element : null;
    if (!this.#selected) return;
    const root = canvas.findRoot(this.#selected);
    if (root && root !== canvas.getRootElement()) canvas.setRootElement(root);
    canvas.addMarker(this.#selected, 'diagram-selected');
    canvas.scrollToElement(this.#selected, 60);
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
    const position = { top: -10, right: 12 };
    this.#parts
      .get('overlays')
      .add(element, 'mark', { position, html: badge, scale: { min: 0.9, max: 1.2 } });
  }
}

function clamp(degree: number): number {
  return Math.min(1, Math.max(0, degree));
}
