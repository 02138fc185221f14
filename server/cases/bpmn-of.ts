/**
 * The steps of a case as a process: each of them an element beside the others. So every property of every kind, form,
 * template and refusal is the one of docs/authoring.md, with nothing said twice.
 */
import type { CaseDefinition, CaseStep } from '../../lib/cases/definition.ts';
import { STAGE_VARIABLE } from './stages.ts';
import { element } from './xml.ts';

export const NAMESPACES = {
  'xmlns:bpmn': 'http://www.omg.org/spec/BPMN/20100524/MODEL',
  'xmlns:camunda': 'http://camunda.org/schema/1.0/bpmn',
  targetNamespace: 'http://bpmn.io/schema/bpmn',
};

/** No id of a stage or step has a dot. */
const [START, FORK, END] = ['case.start', 'case.fork', 'case.end'];

/** The e-mails that people add by hand: an element of every case. */
export const EMAIL_BY_HAND = 'case.email';
/** What such a step knows: who has added it, and what it is about. */
export const ADDED = { by: 'addedBy', subject: 'addedSubject' } as const;

/** The process of a case, in which all steps are there at once: the machine takes its elements and no flow. */
export function bpmnOf({ key, name, stages }: CaseDefinition): string {
  const steps = stages.flatMap((stage) => stage.steps);
  const drawn = new Map(steps.map((step) => [step.id, elementOf(step)]));
  drawn.set(EMAIL_BY_HAND, emailByHand());
  const body = [
    ...extensions(properties({ [`parameter:${STAGE_VARIABLE}`]: 'text' })),
    element('bpmn:startEvent', { id: START }),
    element('bpmn:parallelGateway', { id: FORK }),
    flow(START, FORK),
    ...[...drawn].flatMap(([id, one]) => [one, flow(FORK, id), flow(id, END)]),
    element('bpmn:endEvent', { id: END }),
  ];
  const process = { id: key, name, isExecutable: 'true', 'camunda:historyTimeToLive': '180' };
  return element('bpmn:definitions', NAMESPACES, [element('bpmn:process', process, body)]);
}

function elementOf(step: CaseStep): string {
  const { id, name, kind, performer, due, form, process, resultVariable } = step;
  if (kind === 'process') {
    const out = { source: resultVariable, target: resultVariable };
    const inside = [
      element('camunda:in', { variables: 'all' }),
      ...(resultVariable === null ? [] : [element('camunda:out', out)]),
      ...properties(step.properties),
    ];
    return element('bpmn:callActivity', { id, name, calledElement: process }, extensions(inside));
  }
  if (performer === null) {
    const external = { 'camunda:type': 'external', 'camunda:topic': 'throughline:send-email' };
    return element('bpmn:serviceTask', { id, name, ...external }, extensions(properties(step.properties)));
  }
  const { user, role, manager } = performer;
  const attributes = {
    ...{ id, name, 'camunda:assignee': user, 'camunda:candidateGroups': role, 'camunda:dueDate': due },
    ...{ 'camunda:formRef': form, 'camunda:formRefBinding': form === null ? null : 'deployment' },
  };
  const given = { kind, ...(manager ? { 'performer-manager': 'true' } : {}), ...step.properties };
  return element('bpmn:userTask', attributes, extensions(properties(given)));
}

function emailByHand(): string {
  const attributes = { id: EMAIL_BY_HAND, name: 'E-mail by hand', 'camunda:assignee': `\${${ADDED.by}}` };
  const given = { kind: 'send-email', subject: `\${${ADDED.subject}}` };
  return element('bpmn:userTask', attributes, extensions(properties(given)));
}

/** A sequence flow. */
export const flow = (from: string, to: string) =>
  element('bpmn:sequenceFlow', { id: flowId(from, to), sourceRef: from, targetRef: to });

export const flowId = (from: string, to: string) => `${from}..${to}`;

/** Nothing where there is nothing. */
function properties(given: Record<string, string>): string[] {
  const written = Object.entries(given).map(([name, value]) =>
    element('camunda:property', { name: `throughline:${name}`, value }),
  );
  return written.length === 0 ? [] : [element('camunda:properties', {}, written)];
}

const extensions = (inside: readonly string[]) =>
  inside.length === 0 ? [] : [element('bpmn:extensionElements', {}, inside)];
