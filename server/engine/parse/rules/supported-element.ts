/** Only elements of the executed subset may stand in a process. */
import { finding, type Rule } from '../source.ts';
import { SUPPORTED } from '../subset.ts';

const REMEDIES: Record<string, string> = {
  complexGateway: 'Use exclusive, inclusive and parallel gateways.',
  scriptTask: 'Use a service task with the action formula, or conditions in ${…}.',
  transaction: 'Draw a sub-process with boundary events.',
  adHocSubProcess: 'Draw a sub-process with the flows between its steps.',
  implicitThrowEvent: 'Draw an intermediate throw event.',
  callChoreography: 'Draw a call activity.',
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
          : 'Delete the element or replace it by a task, event or gateway.',
      ),
    );
