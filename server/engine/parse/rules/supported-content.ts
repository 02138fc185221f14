/** An element may hold nothing that one engine would carry out and another would not. */
import type { Finding } from '../../model.ts';
import { finding, type Rule, type SourceElement } from '../source.ts';
import { isAction, SUPPORTED } from '../subset.ts';

const CODE = 'Choose the implementation "External" and a topic: throughline:<action>, or one of your own.';

/** Attributes that a Camunda engine carries out and this one does not. */
const REMEDIES: Record<string, string> = {
  candidateUsers: 'Name one user as assignee or one role as candidate group.',
  followUpDate: 'Use the property throughline:start-in.',
  formKey: 'Choose the form type "Camunda Forms", which writes camunda:formRef.',
  formHandlerClass: 'Delete it; pages are made from camunda:formRef.',
  class: CODE,
  delegateExpression: CODE,
  expression: CODE,
  resultVariable: 'Use throughline:output:<name> with the name of an output.',
  decisionRef: CODE,
  caseRef: 'Choose a process to call.',
  calledElementTenantId: 'Delete it; processes are found by their key.',
  calledElementVersion: 'Delete it; the version that is actual at that moment is called.',
  calledElementVersionTag: 'Delete it; the version that is actual at that moment is called.',
  variableMappingClass: 'Use in and out mappings.',
  variableMappingDelegateExpression: 'Use in and out mappings.',
};

/** Extensions that a rule of their own looks at, or that have no effect here and are warned of. */
const ALLOWED = ['camunda:FailedJobRetryTimeCycle'];

export const supportedContent: Rule = (source) => [
  ...[source, ...source.flows].flatMap((about) => extensions(about)),
  ...source.elements
    .filter(({ type }) => SUPPORTED.has(type))
    .flatMap((element) => [
      ...[...element.parts, ...(element.loop?.parts ?? [])].map((part) => unsupportedPart(element, part)),
      ...extensions(element),
      ...element.events.flatMap((event) => extensions({ ...element, extensions: event.extensions })),
      ...Object.entries({ ...element.attributes, ...element.events[0]?.attributes }).flatMap(
        ([name, value]) => unsupportedAttribute(element, name, value),
      ),
      ...formOutsideTask(element),
      ...externalOnly(element),
    ]),
];

function unsupportedPart(element: SourceElement, part: string): Finding {
  return finding(
    element,
    `Expected a plain ${element.type}, got one with ${part}.`,
    'Delete it from the element.',
  );
}

function unsupportedAttribute(element: SourceElement, name: string, value: string): Finding[] {
  const remedy = Object.hasOwn(REMEDIES, name) ? REMEDIES[name] : undefined;
  if (remedy !== undefined) return [finding(element, `Expected no camunda:${name}, got "${value}".`, remedy)];
  if (name === 'calledElementBinding' && value !== 'latest')
    return [
      finding(
        element,
        `Expected the binding latest in camunda:calledElementBinding, got "${value}".`,
        'Choose "latest"; the version that is actual at that moment is called.',
      ),
    ];
  return [];
}

/** Extensions of other tools are left alone, as BPMN asks; those that a Camunda engine runs are refused. */
function extensions(about: { id: string; name: string | null; extensions: string[] }): Finding[] {
  return about.extensions
    .filter((name) => name.startsWith('camunda:') && !ALLOWED.includes(name))
    .map((name) =>
      finding(
        about,
        `Expected properties and mappings as the only Camunda extensions, got ${name}.`,
        'Delete it: it would run on one engine and not on the other.',
      ),
    );
}

function formOutsideTask(element: SourceElement): Finding[] {
  if (element.type === 'userTask' || !Object.hasOwn(element.attributes, 'formRef')) return [];
  return [
    finding(
      element,
      `Expected a form on user tasks only, got one on a ${element.type}.`,
      'Put an auto-generated-page behind the start event and give it the form.',
    ),
  ];
}

/** `camunda:type` says who carries a task out; a topic without a worker's type would do nothing. */
function externalOnly(element: SourceElement): Finding[] {
  const { type, topic } = element.attributes;
  if (isAction(element) || (type === undefined && topic === undefined)) return [];
  return [
    finding(
      element,
      `Expected camunda:type and camunda:topic on service tasks only, got them on a ${element.type}.`,
      'Delete them, or draw a service task.',
    ),
  ];
}
