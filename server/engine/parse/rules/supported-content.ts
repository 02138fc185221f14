/** An element may hold nothing that one engine would carry out and another would not. */
import type { Finding } from '../../model.ts';
import { finding, type Rule, type SourceElement } from '../source.ts';

const REMEDIES: Record<string, string> = {
  candidateUsers: 'Name one user as assignee or one role as candidate group.',
  followUpDate: 'Use the property throughline:start-in.',
  formKey: 'Choose the form type "Camunda Forms", which writes camunda:formRef.',
  formHandlerClass: 'Delete it; pages are made from camunda:formRef.',
  initiator: 'Delete it and use the variable startedBy.',
};

const CHECKED = new Set(['startEvent', 'endEvent', 'userTask', 'exclusiveGateway', 'parallelGateway']);

export const supportedContent: Rule = (source) => [
  ...[source, ...source.flows].flatMap(extensions),
  ...source.elements
    .filter(({ type }) => CHECKED.has(type))
    .flatMap((element) => [
      ...element.parts.map((part) => unsupportedPart(element, part)),
      ...extensions(element),
      ...Object.keys(element.attributes)
        .filter((name) => Object.hasOwn(REMEDIES, name))
        .map((name) =>
          finding(
            element,
            `Expected no camunda:${name}, got "${element.attributes[name]}".`,
            REMEDIES[name] ?? '',
          ),
        ),
      ...formOutsideTask(element),
    ]),
];

function unsupportedPart(element: SourceElement, part: string): Finding {
  const remedy = part.endsWith('EventDefinition')
    ? 'Use a plain start or end event; other events are not executed yet.'
    : 'Delete it from the element.';
  return finding(element, `Expected a plain ${element.type}, got one with ${part}.`, remedy);
}

/** Extensions of other tools are left alone, as BPMN asks; those that a Camunda engine runs are refused. */
function extensions(about: { id: string; name: string | null; extensions: string[] }): Finding[] {
  return about.extensions
    .filter((name) => name.startsWith('camunda:'))
    .map((name) =>
      finding(
        about,
        `Expected camunda:properties as the only Camunda extension, got ${name}.`,
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
