/** Every service task has a topic, and a system action the settings that it needs. */
import type { Finding } from '../../model.ts';
import { ACTIONS, type Action, isOurs, WHOLE_GROUPS } from '../actions.ts';
import { coded, finding, property, type Rule, type SourceElement } from '../source.ts';
import { actionAttribute, isAction, systemActionOf, topicOf } from '../subset.ts';
import { isConstant } from '../values.ts';

export const action: Rule = ({ elements }) =>
  elements.filter(isAction).flatMap((element) => {
    const topic = topicOf(element);
    const type = actionAttribute(element, 'type');
    if (type !== 'external' || topic === null)
      return [
        finding(
          element,
          `Expected camunda:type external with a topic, got ${type === 'external' ? 'no topic' : (type ?? 'no type')}.`,
          `Choose an element template, or enter the topic throughline:<action> (${Object.keys(ACTIONS).join(', ')}).`,
        ),
      ];
    if (!isConstant(topic))
      return [finding(element, `Expected a plain topic, got "${topic}".`, 'Write the topic without ${…}.')];
    const known = systemActionOf(element);
    if (known !== null) return [...settings(element, known), ...outputs(element, known)];
    return isOurs(topic) ? [unknown(element, topic)] : [];
  });

function unknown(element: SourceElement, topic: string): Finding {
  return finding(
    element,
    `Expected an action that there is (${Object.keys(ACTIONS).join(', ')}), got "${topic}".`,
    'Correct the topic, or use one without throughline: for a worker of your own.',
  );
}

function settings(element: SourceElement, { settings: known, either }: Action): Finding[] {
  const missing = Object.entries(known)
    .filter(([name, { required }]) => required === true && !isSet(element, name))
    .map(([name]) =>
      finding(
        element,
        `Expected throughline:${name}${name.endsWith(':') ? '<name>' : ''}, got none.`,
        'Enter it, best with the element template of the action.',
      ),
    );
  const chosen = (either ?? []).filter((name) => isSet(element, name));
  if (either !== undefined && chosen.length !== 1)
    missing.push(
      finding(
        element,
        `Expected throughline:${either[0]} or throughline:${either[1]}, got ${chosen.length === 0 ? 'neither' : 'both'}.`,
        'Enter one of the two.',
      ),
    );
  return [...missing, ...field(element, known)];
}

/** The message of the element is what `throughline:message` is where it is not set. */
function isSet(element: SourceElement, name: string): boolean {
  const whole = WHOLE_GROUPS[name];
  if (whole !== undefined && property(element, whole) !== null) return true;
  if (name.endsWith(':')) return coded(element, name.slice(0, -1)).length > 0;
  if (property(element, name) !== null) return true;
  return name === 'message' && (element.events[0]?.reference?.name ?? null) !== null;
}

/** Sums and the like are taken of a field, nothing else is. */
function field(element: SourceElement, known: Action['settings']): Finding[] {
  if (!Object.hasOwn(known, 'mode')) return [];
  const mode = property(element, 'mode') ?? 'first';
  const needed = ['sum', 'avg', 'min', 'max'].includes(mode);
  if (needed === (property(element, 'field') !== null)) return [];
  return [
    finding(
      element,
      needed
        ? `Expected throughline:field for the mode ${mode}, got none.`
        : `Expected throughline:field for sum, avg, min and max only, got it for ${mode}.`,
      needed ? 'Enter the name of the field.' : 'Delete it, or change the mode.',
    ),
  ];
}

function outputs(element: SourceElement, { outputs: known }: Action): Finding[] {
  return coded(element, 'output')
    .filter(({ code }) => !known.includes(code))
    .map(({ code }) =>
      finding(
        element,
        `Expected an output of the action (${known.join(', ') || 'it has none'}), got ${code}.`,
        'Correct the name behind throughline:output:.',
      ),
    );
}
