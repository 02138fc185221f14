/**
 * What an approval shows has a label, and a value: that of a variable, or one that is written down. Who is told by
 * mail has an address.
 */
import type { Finding } from '../../model.ts';
import { wrongAddressesIn } from '../addresses.ts';
import { VARIABLE } from '../profile.ts';
import { coded, finding, property, type Rule, type SourceElement, userTasks } from '../source.ts';

export const approval: Rule = (source) =>
  userTasks(source)
    .filter((task) => property(task, 'kind') === 'approval')
    .flatMap((task) => [
      ...withoutValue(task),
      ...withoutLabel(task),
      ...wrongAddressesIn(task, 'notify-result'),
    ]);

function withoutValue(task: SourceElement): Finding[] {
  return coded(task, 'show')
    .filter(({ code }) => !VARIABLE.test(code) && property(task, `show-value:${code}`) === null)
    .map(({ code }) =>
      finding(
        task,
        `Expected the name of a variable in throughline:show:${code}, or a value for it, got neither.`,
        `Add throughline:show-value:${code}, or write the name of the variable in place of ${code}.`,
      ),
    );
}

function withoutLabel(task: SourceElement): Finding[] {
  return coded(task, 'show-value')
    .filter(({ code }) => property(task, `show:${code}`) === null)
    .map(({ code }) =>
      finding(
        task,
        `Expected a label for throughline:show-value:${code}, got none.`,
        `Add throughline:show:${code} with what people read, or delete the value.`,
      ),
    );
}
