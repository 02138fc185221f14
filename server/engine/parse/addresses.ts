import { wrongAddresses } from '../../../lib/email/addresses.ts';
import type { Finding } from '../model.ts';
import { finding, property, type SourceElement } from './source.ts';
import { isConstant } from './values.ts';

/** A property that lists addresses and has no expression in it: the first part that is no address is a finding. */
export function wrongAddressesIn(task: SourceElement, name: string): Finding[] {
  const text = property(task, name);
  const [wrong] = text !== null && isConstant(text) ? wrongAddresses(text) : [];
  if (wrong === undefined) return [];
  return [
    finding(
      task,
      `Expected addresses with commas between them in throughline:${name}, got "${wrong}".`,
      'Write it as Ada <ada@example.org>, bob@example.org.',
    ),
  ];
}
