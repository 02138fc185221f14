/** Warning: a system action that is there for its outputs, and none goes to a variable. */
import { coded, finding, type Rule } from '../source.ts';
import { systemActionOf } from '../subset.ts';

export const unusedOutput: Rule = ({ elements }) =>
  elements.flatMap((element) => {
    const action = systemActionOf(element);
    if (action === null || !action.forItsOutputs || coded(element, 'output').length > 0) return [];
    return [
      finding(
        element,
        `Expected an output in a variable (${action.outputs.join(', ')}), got none, so the action changes nothing.`,
        'Add throughline:output:<name> with the name of a variable.',
      ),
    ];
  });
