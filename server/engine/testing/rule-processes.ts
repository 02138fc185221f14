/** The small processes that the tests of the rules begin with. */
import { type ProcessBuilder, process } from './process.ts';

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
