/** A message event that waits for a record says for which, and nothing that it then has no use for. */
import type { Finding } from '../../model.ts';
import { finding, type ProcessSource, property, type Rule, type SourceElement } from '../source.ts';
import { awaited, startsOf } from '../subset.ts';
import { isConstant } from '../values.ts';

export const recordEvent: Rule = (source) =>
  source.elements
    .filter((element) => awaited(element)?.type === 'message')
    .flatMap((element) =>
      property(element, 'record-event') === null ? stray(element) : check(source, element),
    );

function stray(element: SourceElement): Finding[] {
  return element.properties
    .filter(({ name }) => name.startsWith('throughline:record-'))
    .map(({ name }) =>
      finding(
        element,
        `Expected throughline:record-event beside ${name}, got none.`,
        'Enter added, modified or deleted, or delete the property.',
      ),
    );
}

function check(source: ProcessSource, element: SourceElement): Finding[] {
  const type = property(element, 'record-type');
  const findings: Finding[] = [];
  if (type === null)
    findings.push(
      finding(
        element,
        'Expected throughline:record-type, got none.',
        'Enter the type of the records, as in tryton:sale.opportunity.',
      ),
    );
  if (property(element, 'record-fields') !== null && property(element, 'record-event') !== 'modified')
    findings.push(
      finding(
        element,
        'Expected throughline:record-fields for modified records only, got them for others.',
        'Delete the fields or change throughline:record-event.',
      ),
    );
  return startsOf(source).includes(element) ? [...findings, ...start(element, type)] : findings;
}

/** What starts a process is compared before there are variables. */
function start(element: SourceElement, type: string | null): Finding[] {
  const findings: Finding[] = [];
  if (property(element, 'record-id') !== null)
    findings.push(
      finding(
        element,
        'Expected no throughline:record-id on a start event of the process, got one.',
        'Delete it: every record of the type starts an instance of its own.',
      ),
    );
  if (type !== null && !isConstant(type))
    findings.push(
      finding(
        element,
        `Expected a plain record type that starts the process, got "${type}".`,
        'Write it without ${…}; there are no variables yet.',
      ),
    );
  return findings;
}
