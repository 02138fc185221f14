import type { Canvas, Drawn } from '../diagram/canvas.ts';
import type { Heat, Marks } from '../diagram/marks.ts';

/** What a drawing was told, for tests: the real one needs a browser that lays out SVG. */
export interface FakeCanvas extends Canvas {
  name: string;
  xml: string;
  marks: Marks;
  heat: Heat;
  selected: string | null;
  zooms: string[];
  open: boolean;
  /** Presses an element of the drawing, or the ground beside them. */
  press(element: string | null): void;
}

/** The drawings that were opened since `forgetCanvases`, in order. */
export const canvases: FakeCanvas[] = [];

let problem: string | null = null;

/** Forgets what was drawn; from now on nothing can be drawn, if a problem is given. */
export function forgetCanvases(whyNot: string | null = null): void {
  canvases.length = 0;
  problem = whyNot;
}

/** Stands in for `openCanvas`: lists the elements that have an id and a name in the XML. */
export function openCanvas(
  _: HTMLElement,
  { name, onSelect }: { name: string; onSelect: (element: string | null) => void },
): Canvas {
  const canvas: FakeCanvas = {
    name,
    xml: '',
    marks: {},
    heat: {},
    selected: null,
    zooms: [],
    open: true,
    press: onSelect,
    async draw(xml): Promise<Drawn> {
      canvas.xml = xml;
      const found = [
        ...xml.matchAll(/<(bpmn:(?:\w*Task|\w*Event|\w*Gateway)) id="(\w+)"(?: name="([^"]*)")?/g),
      ];
      const elements = found.map(([, type = '', id = '', words = '']) => ({
        id,
        name: words,
        type,
        depth: 0,
      }));
      return { elements, arranged: !xml.includes('BPMNShape'), problem };
    },
    mark(marks, heat) {
      canvas.marks = marks;
      canvas.heat = heat;
    },
    select(element) {
      canvas.selected = element;
    },
    zoom: (how) => void canvas.zooms.push(how),
    close() {
      canvas.open = false;
    },
  };
  canvases.push(canvas);
  return canvas;
}
