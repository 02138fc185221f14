/** Warning: something that a Camunda engine uses and that has no effect here. */
import type { Finding } from '../../model.ts';
import { finding, type Rule } from '../source.ts';

const PLAIN = ['priority', 'taskPriority', 'jobPriority', 'candidateStarterGroups', 'candidateStarterUsers'];
/** A transaction ends after every step here, so that these are as good as always set. */
const ALWAYS = ['async', 'asyncBefore', 'asyncAfter'];

interface Bearer {
  id: string;
  name: string | null;
  attributes: Record<string, string>;
  extensions: string[];
}

export const ignoredAttribute: Rule = (source) => [source, ...source.elements].flatMap(check);

function check(about: Bearer): Finding[] {
  const plain = Object.keys(about.attributes)
    .filter((name) => PLAIN.includes(name))
    .map((name) =>
      finding(
        about,
        `Expected no camunda:${name}, got "${about.attributes[name]}", which has no effect.`,
        'Delete it.',
      ),
    );
  const asynchronous = ALWAYS.filter((name) => about.attributes[name] === 'true').map((name) =>
    finding(
      about,
      `Expected no camunda:${name}, got true, which has no effect: every step is stored before the next.`,
      'Keep it for other engines, or delete it.',
    ),
  );
  const retries = about.extensions
    .filter((name) => name === 'camunda:FailedJobRetryTimeCycle')
    .map(() =>
      finding(
        about,
        'Expected throughline:retries, got camunda:failedJobRetryTimeCycle, which has no effect.',
        'Keep it for other engines, or delete it.',
      ),
    );
  return [...plain, ...asynchronous, ...retries];
}
