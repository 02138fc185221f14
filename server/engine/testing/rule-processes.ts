/** The small processes that the tests of the rules begin with. */
import { type ProcessBuilder, process } from './process.ts';
import { extension } from './process-builder.ts';

/** What is wrong, the process, the element that is named, and a part of the problem. */
export type Case = [what: string, built: ProcessBuilder | string, element: string | null, problem: string];

/** A start event, a task and an end event. */
export const straight = () => process().start('in').task('work').end('out').path('in', 'work', 'out');
/** A process of one task. */
export const task = (options: Parameters<ProcessBuilder['task']>[1]) =>
  process().start('in').task('work', options).path('in', 'work');
/** A process of one page; the components of its form travel in a comment. */
export const page = (components: object[], properties: Record<string, string> = {}) =>
  task({ formRef: 'f', properties: { kind: 'auto-generated-page', ...properties } }).raw(
    `<!--${JSON.stringify(components).replaceAll('-', '\\u002d')}-->`,
  );
/** A process of one page of a record; an empty text leaves the property out. */
export const editPage = (properties: Record<string, string> = {}) =>
  task({
    properties: Object.fromEntries(
      Object.entries({ kind: 'open-edit-page', recommendation: 'Fill it in.', ...properties }).filter(
        ([, value]) => value !== '',
      ),
    ),
  });
/** A process of one task, as XML. */
export const plain = (attributes: string, inside = '') =>
  process()
    .start('in')
    .raw(`<userTask id="work" name="Work" ${attributes}>${inside}</userTask>`)
    .path('in', 'work');
/** The kind of step that most tests do not care about. */
export const KIND =
  '<extensionElements><camunda:properties><camunda:property name="throughline:kind" value="perform-task"/></camunda:properties></extensionElements>';

/** An exclusive gateway behind a dialog with the answers yes and no. */
export const chosen = (properties: Record<string, string> = {}) =>
  process()
    .start('in')
    .dialog('ask', { properties })
    .exclusive('choose')
    .end('a')
    .end('b')
    .path('in', 'ask', 'choose');

/** The form that travels in a process made by `page`. */
export const formOf = (xml: string) => ({
  'f.form': { id: 'f', components: JSON.parse(/<!--(\[.*\])-->/.exec(xml)?.[1] ?? '[]') as unknown },
});

/** The message `Go`, the signal `Stop` and the error `E1`, for the definitions that refer to them. */
export const DEFINITIONS = [
  '<message id="Go" name="go"/>',
  '<signal id="Stop" name="stop"/>',
  '<error id="E1" name="Refused" errorCode="refused"/>',
] as const;

export const MESSAGE = '<messageEventDefinition messageRef="Go"/>';
export const SIGNAL = '<signalEventDefinition signalRef="Stop"/>';
export const ERROR = '<errorEventDefinition errorRef="E1"/>';
export const timer = (kind: 'timeDate' | 'timeDuration' | 'timeCycle', value: string) =>
  `<timerEventDefinition><${kind}>${value}</${kind}></timerEventDefinition>`;

/** One element as XML. */
export const element = (
  type: string,
  id: string,
  { attributes = '', properties = {}, extensions = '', inside = '' }: Parts = {},
) => `<${type} id="${id}" ${attributes}>${extension(properties, extensions)}${inside}</${type}>`;

interface Parts {
  attributes?: string;
  properties?: Record<string, string>;
  extensions?: string;
  inside?: string;
}

/** A service task with a system action. */
export const service = (id: string, action: string, properties: Record<string, string> = {}) =>
  element('serviceTask', id, {
    attributes: `name="${id}" camunda:type="external" camunda:topic="throughline:${action}"`,
    properties,
  });

/** A process with one element between start and end, which has the id `it`. */
export const between = (xml: string, properties: Record<string, string> = {}) =>
  process(properties)
    .definition(...DEFINITIONS)
    .start('in')
    .raw(xml)
    .end('out')
    .path('in', 'it', 'out');

/** A process that begins by the element `it`. */
export const begunBy = (inside: string, parts: Parts = {}, properties: Record<string, string> = {}) =>
  process(properties)
    .definition(...DEFINITIONS)
    .raw(element('startEvent', 'it', { ...parts, inside }))
    .task('work')
    .path('it', 'work');

/** A process with one user task and a boundary event `it` on it, which leads to the end. */
export const guarded = (inside: string, parts: Parts = {}, host = 'work') =>
  process()
    .definition(...DEFINITIONS)
    .start('in')
    .task('work')
    .end('out')
    .path('in', 'work')
    .raw(
      element('boundaryEvent', 'it', {
        ...parts,
        attributes: `attachedToRef="${host}" ${parts.attributes ?? ''}`,
        inside,
      }),
    )
    .flow('it', 'out');

/** A process beside which stands an event sub-process `aside` with this start event. */
export const aside = (inside: string, attributes = '') =>
  straight()
    .definition(...DEFINITIONS)
    .raw(
      `<subProcess id="aside" triggeredByEvent="true"><startEvent id="it" ${attributes}>${inside}</startEvent><endEvent id="done"/><sequenceFlow id="it-done" sourceRef="it" targetRef="done"/></subProcess>`,
    );
