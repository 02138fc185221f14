/** An e-mail that is drafted: addresses that are written plainly are addresses, outputs are parts of a mail. */
import { readAddress } from '../../../../lib/email/addresses.ts';
import { MailPart } from '../../../../lib/protocol/index.ts';
import type { Finding } from '../../model.ts';
import { wrongAddressesIn } from '../addresses.ts';
import { coded, finding, property, type Rule, type SourceElement, userTasks } from '../source.ts';
import { isConstant } from '../values.ts';

export const email: Rule = (source) =>
  userTasks(source)
    .filter((task) => property(task, 'kind') === 'send-email')
    .flatMap((task) => [
      ...['to', 'cc', 'bcc'].flatMap((name) => wrongAddressesIn(task, name)),
      ...wrongSender(task),
      ...wrongOutputs(task),
      ...strayField(task),
    ]);

function strayField(task: SourceElement): Finding[] {
  if (property(task, 'recipients-field') === null || property(task, 'recipients') !== null) return [];
  return [
    finding(
      task,
      'Expected throughline:recipients beside throughline:recipients-field, got none.',
      'Enter a type of record, or delete the field.',
    ),
  ];
}

function wrongSender(task: SourceElement): Finding[] {
  const from = property(task, 'from');
  if (from === null || !isConstant(from) || readAddress(from) !== null) return [];
  return [
    finding(
      task,
      `Expected one address in throughline:from, got "${from}".`,
      'Write it as Sales <sales@example.org>, or delete it.',
    ),
  ];
}

function wrongOutputs(task: SourceElement): Finding[] {
  const known: readonly string[] = MailPart.options;
  return coded(task, 'output')
    .filter(({ code }) => !known.includes(code))
    .map(({ code }) =>
      finding(
        task,
        `Expected ${known.join(', ')} after throughline:output:, got ${code}.`,
        'Name a part of the mail.',
      ),
    );
}
