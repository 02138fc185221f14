/** Only elements of the executed subset may stand in a process. */
import { finding, type Rule } from '../source.ts';

const SUPPORTED = new Set(['startEvent', 'endEvent', 'userTask', 'exclusiveGateway', 'parallelGateway']);

const REMEDIES: Record<string, string> = {
  inclusiveGateway: 'Use an exclusive gateway, or conditional flows straight out of a user task.',
  complexGateway: 'Use exclusive and parallel gateways.',
  eventBasedGateway: 'Waiting for events is not executed yet; use a user task.',
  task: 'Turn it into a user task and choose its kind.',
  manualTask: 'Turn it into a user task of kind perform-task.',
  serviceTask: 'System actions are not executed yet; use a user task.',
  scriptTask: 'Scripts are not executed; use conditions in ${…}.',
  boundaryEvent: 'Boundary events are not executed yet; delete the event.',
  subProcess: 'Draw the steps of the sub-process in the process itself.',
  callActivity: 'Draw the steps of the called process in the process itself.',
};

export const supportedElement: Rule = ({ elements }) =>
  elements
    .filter(({ type }) => !SUPPORTED.has(type))
    .map((element) =>
      finding(
        element,
        `Expected an element that is executed (${[...SUPPORTED].join(', ')}), got ${element.type}.`,
        Object.hasOwn(REMEDIES, element.type)
          ? (REMEDIES[element.type] ?? '')
          : 'Delete the element or replace it by a user task or gateway.',
      ),
    );
