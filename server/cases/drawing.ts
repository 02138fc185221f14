/**
 * A case as a diagram, for every place that shows one: stages as columns with their steps in them, and what begins after
 * what. It is looked at and never run.
 */
import type { CaseDefinition, CaseStage, CaseStep } from '../../lib/cases/definition.ts';
import { flow, flowId, NAMESPACES } from './bpmn-of.ts';
import { RECORD_ELEMENT, RECORD_NAME } from './working.ts';
import { element } from './xml.ts';

const NOTATION = {
  'xmlns:bpmndi': 'http://www.omg.org/spec/BPMN/20100524/DI',
  'xmlns:dc': 'http://www.omg.org/spec/DD/20100524/DC',
  'xmlns:di': 'http://www.omg.org/spec/DD/20100524/DI',
};

const STAGE = { width: 180, gap: 60, head: 50, foot: 20 };
const STEP = { width: 140, height: 80, gap: 30 };
const RECORD = { width: 50, height: 50, above: 110 };

interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** The BPMN file of the drawing. */
export function drawCase({ key, name, stages }: CaseDefinition): string {
  const most = Math.max(1, ...stages.map(({ steps }) => steps.length));
  const height = STAGE.head + most * (STEP.height + STEP.gap) - STEP.gap + STAGE.foot;
  const columns = stages.map((stage, at) => ({
    stage,
    box: { x: at * (STAGE.width + STAGE.gap), y: RECORD.above, width: STAGE.width, height },
  }));
  const record = { x: 0, y: 0, width: RECORD.width, height: RECORD.height };
  // Behind a stage that ends the case, nothing follows.
  const followed = columns.slice(1).flatMap(({ stage, box }, at) => {
    const before = columns[at]?.stage;
    return before && before.end === null ? [{ from: before.id, to: stage.id, box }] : [];
  });
  const process = element('bpmn:process', { id: key, name }, [
    element('bpmn:dataStoreReference', { id: RECORD_ELEMENT, name: RECORD_NAME }),
    ...stages.map((stage) => element('bpmn:subProcess', { id: stage.id, name: stage.name }, inside(stage))),
    ...followed.map(({ from, to }) => flow(from, to)),
  ]);
  const plane = element('bpmndi:BPMNPlane', { id: 'case.plane', bpmnElement: key }, [
    shape(RECORD_ELEMENT, record),
    ...columns.flatMap(({ stage, box }) => [
      shape(stage.id, box, { isExpanded: 'true' }),
      ...drawSteps(stage, box),
    ]),
    ...followed.map(({ from, to, box }) => {
      const y = box.y + STAGE.head / 2;
      return edge(from, to, [box.x - STAGE.gap, y], [box.x, y]);
    }),
  ]);
  return element('bpmn:definitions', { ...NAMESPACES, ...NOTATION }, [
    process,
    element('bpmndi:BPMNDiagram', { id: 'case.diagram' }, [plane]),
  ]);
}

function inside({ steps }: CaseStage): string[] {
  return [
    ...steps.map(({ id, name, ...step }) => element(`bpmn:${typeOf(step)}`, { id, name })),
    ...steps.flatMap(({ id, after }) => (after === null ? [] : [flow(after, id)])),
  ];
}

function typeOf({ kind, performer }: Pick<CaseStep, 'kind' | 'performer'>): string {
  if (kind === 'process') return 'callActivity';
  return performer === null ? 'sendTask' : 'userTask';
}

function drawSteps({ steps }: CaseStage, { x, y }: Box): string[] {
  const boxes = new Map(
    steps.map(({ id }, at): [string, Box] => {
      const top = y + STAGE.head + at * (STEP.height + STEP.gap);
      return [id, { x: x + (STAGE.width - STEP.width) / 2, y: top, width: STEP.width, height: STEP.height }];
    }),
  );
  return [
    ...[...boxes].map(([id, box]) => shape(id, box)),
    ...steps.flatMap(({ id, after }) => {
      const [from, to] = [boxes.get(after ?? ''), boxes.get(id)];
      if (!from || !to || after === null) return [];
      const middle = from.x + STEP.width / 2;
      const down = to.y > from.y;
      const start = down ? from.y + STEP.height : from.y;
      const goal = down ? to.y : to.y + STEP.height;
      return [edge(after, id, [middle, start], [middle, goal])];
    }),
  ];
}

function shape(id: string, { x, y, width, height }: Box, more = {}): string {
  const bounds = element('dc:Bounds', { x, y, width, height });
  return element('bpmndi:BPMNShape', { id: `${id}.shape`, bpmnElement: id, ...more }, [bounds]);
}

function edge(from: string, to: string, start: [number, number], goal: [number, number]): string {
  const id = flowId(from, to);
  const points = [start, goal].map(([x, y]) => element('di:waypoint', { x, y }));
  return element('bpmndi:BPMNEdge', { id: `${id}.edge`, bpmnElement: id }, points);
}
