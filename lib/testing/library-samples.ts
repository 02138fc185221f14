/** Processes of the library as pages show them in tests and pictures. Times are told from `NOON`. */
import type {
  DefinitionView,
  FileOutcome,
  Impact,
  LibraryEntry,
  ProcessDetails,
  StartSummary,
} from '../protocol/index.ts';
import { hoursFromNoon } from './page-samples.ts';

const bruno = { id: 'u-bruno', name: 'Bruno Adler' };
const sales = { id: 'r-sales', name: 'Sales' };

export function sampleStart(change: Partial<StartSummary> = {}): StartSummary {
  return { element: 'Start', name: '', kind: 'none', value: null, nextAt: null, ...change };
}

export function sampleEntry(change: Partial<LibraryEntry> = {}): LibraryEntry {
  return {
    key: 'qualify-a-lead',
    name: 'Qualify a lead',
    description: 'Find out whether an offer is worth making.',
    language: 'bpmn',
    state: 'active',
    actual: 3,
    versions: 3,
    running: 12,
    failed: 2,
    quickLaunch: true,
    recordTypes: ['tryton:sale.opportunity', 'demo:lead'],
    starts: [sampleStart({ name: 'Lead to qualify' })],
    deployedAt: hoursFromNoon(-50),
    deployedBy: bruno,
    ...change,
  };
}

export const sampleEntries: LibraryEntry[] = [
  sampleEntry(),
  sampleEntry({
    key: 'weekly-report',
    name: 'Weekly report',
    description: null,
    actual: 1,
    versions: 1,
    running: 0,
    failed: 0,
    quickLaunch: false,
    recordTypes: [],
    starts: [sampleStart({ kind: 'timer', value: '0 8 * * 1', nextAt: hoursFromNoon(20) })],
    deployedAt: hoursFromNoon(-3),
  }),
  sampleEntry({
    key: 'grant-a-discount',
    name: 'Grant a discount',
    description: 'Two signatures above 10,000 euro.',
    state: 'no-new-starts',
    actual: 2,
    versions: 4,
    running: 3,
    failed: 0,
    quickLaunch: false,
    starts: [sampleStart(), sampleStart({ element: 'Changed', kind: 'record', value: 'demo:deal' })],
    deployedAt: hoursFromNoon(-800),
    deployedBy: null,
  }),
  sampleEntry({
    key: 'answer-a-question',
    name: 'Answer a question',
    description: null,
    state: 'inactive',
    running: 0,
    failed: 0,
    quickLaunch: false,
    recordTypes: ['redmine:issue'],
    deployedAt: hoursFromNoon(-2000),
  }),
];

export function sampleDetails(change: Partial<ProcessDetails> = {}): ProcessDetails {
  return {
    entry: sampleEntry(),
    versions: [
      { version: 3, name: 'Qualify a lead', deployedAt: hoursFromNoon(-50), deployedBy: bruno, running: 9 },
      { version: 2, name: 'Qualify a lead', deployedAt: hoursFromNoon(-500), deployedBy: bruno, running: 3 },
      { version: 1, name: 'Lead', deployedAt: hoursFromNoon(-2000), deployedBy: null, running: 0 },
    ],
    parameters: [
      { name: 'budget', label: 'Budget', type: 'decimal', direction: 'in', required: true, default: null },
      { name: 'channel', label: 'Channel', type: 'text', direction: 'in', required: false, default: 'phone' },
      { name: 'result', label: 'Result', type: 'text', direction: 'out', required: false, default: null },
    ],
    calls: ['grant-a-discount'],
    calledBy: ['make-an-offer'],
    tracing: false,
    retentionDays: 180,
    permissions: [
      { account: bruno, role: null, allowed: false },
      { account: null, role: sales, allowed: true },
    ],
    history: [
      { at: hoursFromNoon(-2), actor: bruno, event: 'configured', element: null, data: {} },
      { at: hoursFromNoon(-50), actor: bruno, event: 'deployed', element: null, data: { version: 3 } },
      {
        at: hoursFromNoon(-60),
        actor: null,
        event: 'start-failed',
        element: null,
        data: { element: 'Start', problem: 'Expected a budget, got nothing.' },
      },
    ],
    ...change,
  };
}

export const sampleImpact: Impact = {
  instances: 12,
  tasks: 9,
  examples: ['Solar roof for Meyer & Sons', 'Heat pump, Family Brandt', 'Depot roof, Nordfracht'].map(
    (record, index) => ({
      id: `i-${index}`,
      caption: `Qualify a lead: ${record}`,
      startedAt: hoursFromNoon(-5 * (index + 1)),
      startedBy: index === 2 ? null : bruno,
      tasks: index,
    }),
  ),
  calledBy: ['make-an-offer'],
};

/** A small process: a question and a review between start and end. `answer` and `review` make versions of it. */
export function sampleBpmn({
  key = 'qualify-a-lead',
  answer = 'Yes',
  review = true,
  drawn = true,
} = {}): string {
  const shapes = [
    shape('Start', 160, 102, 36, 36),
    shape('Ask', 250, 80, 100, 80),
    review ? shape('Review', 410, 80, 100, 80) : '',
    shape('End', 570, 102, 36, 36),
    edge('ToAsk', 196, 250),
    review ? edge('ToReview', 350, 410) : '',
    edge('ToEnd', review ? 510 : 350, 570),
  ].join('');
  const drawing = `<bpmndi:BPMNDiagram id="Diagram"><bpmndi:BPMNPlane id="Plane" bpmnElement="${key}">${shapes}</bpmndi:BPMNPlane></bpmndi:BPMNDiagram>`;
  return `<?xml version="1.0" encoding="UTF-8"?>
<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:bpmndi="http://www.omg.org/spec/BPMN/20100524/DI" xmlns:dc="http://www.omg.org/spec/DD/20100524/DC" xmlns:di="http://www.omg.org/spec/DD/20100524/DI" xmlns:camunda="http://camunda.org/schema/1.0/bpmn" id="Definitions" targetNamespace="http://example.com">
  <bpmn:process id="${key}" name="Qualify a lead" isExecutable="true">
    <bpmn:startEvent id="Start" name="Lead to qualify"><bpmn:outgoing>ToAsk</bpmn:outgoing></bpmn:startEvent>
    <bpmn:userTask id="Ask" name="Ask for interest" camunda:assignee="\${startedBy}">
      <bpmn:extensionElements><camunda:properties>
        <camunda:property name="throughline:kind" value="user-dialog" />
        <camunda:property name="throughline:answer:yes" value="${answer}" />
      </camunda:properties></bpmn:extensionElements>
      <bpmn:incoming>ToAsk</bpmn:incoming><bpmn:outgoing>${review ? 'ToReview' : 'ToEnd'}</bpmn:outgoing>
    </bpmn:userTask>
    ${review ? '<bpmn:userTask id="Review" name="Review the qualification" camunda:candidateGroups="sales-managers"><bpmn:incoming>ToReview</bpmn:incoming><bpmn:outgoing>ToEnd</bpmn:outgoing></bpmn:userTask>' : ''}
    <bpmn:endEvent id="End" name="Qualified"><bpmn:incoming>ToEnd</bpmn:incoming></bpmn:endEvent>
    <bpmn:sequenceFlow id="ToAsk" sourceRef="Start" targetRef="Ask" />
    ${review ? '<bpmn:sequenceFlow id="ToReview" sourceRef="Ask" targetRef="Review" />' : ''}
    <bpmn:sequenceFlow id="ToEnd" sourceRef="${review ? 'Review' : 'Ask'}" targetRef="End" />
  </bpmn:process>
  ${drawn ? drawing : ''}
</bpmn:definitions>`;
}

function shape(id: string, x: number, y: number, width: number, height: number): string {
  return `<bpmndi:BPMNShape id="${id}_di" bpmnElement="${id}"><dc:Bounds x="${x}" y="${y}" width="${width}" height="${height}" /></bpmndi:BPMNShape>`;
}

function edge(id: string, from: number, to: number): string {
  return `<bpmndi:BPMNEdge id="${id}_di" bpmnElement="${id}"><di:waypoint x="${from}" y="120" /><di:waypoint x="${to}" y="120" /></bpmndi:BPMNEdge>`;
}

export function sampleDefinition(change: Partial<DefinitionView> = {}): DefinitionView {
  return {
    key: 'qualify-a-lead',
    version: 3,
    name: 'Qualify a lead',
    bpmn: sampleBpmn(),
    case: null,
    forms: [{ name: 'qualification.form', text: '{"id":"qualification"}' }],
    elements: [],
    ...change,
  };
}

export function sampleOutcome(change: Partial<FileOutcome> = {}): FileOutcome {
  return {
    file: 'qualify-a-lead.bpmn',
    key: 'qualify-a-lead',
    name: 'Qualify a lead',
    version: null,
    findings: [],
    warnings: [],
    unchanged: false,
    ...change,
  };
}

/** What checking a process with two faults says. */
export const refusedOutcome = sampleOutcome({
  findings: [
    {
      element: 'Review',
      name: 'Review the qualification',
      problem: 'Expected somebody who performs the step, got neither an assignee nor candidate groups.',
      remedy: 'Give it camunda:assignee or camunda:candidateGroups.',
    },
    {
      element: null,
      name: null,
      problem: 'Expected the form qualification, got no file of that name.',
      remedy: 'Deploy qualification.form together with the process.',
    },
  ],
  warnings: [
    {
      element: 'Ask',
      name: 'Ask for interest',
      problem: 'The answer “later” leads nowhere of its own.',
      remedy: 'Add a flow for it, or leave it out.',
    },
  ],
});
