/** Warning: an attribute that a Camunda engine uses and that has no effect here. */
import { finding, type Rule } from '../source.ts';

const IGNORED = ['priority', 'candidateStarterGroups', 'candidateStarterUsers'];

export const ignoredAttribute: Rule = (source) =>
  [source, ...source.elements].flatMap((about) =>
    Object.keys(about.attributes)
      .filter((name) => IGNORED.includes(name))
      .map((name) =>
        finding(
          about,
          `Expected no camunda:${name}, got "${about.attributes[name]}", which has no effect.`,
          'Delete it.',
        ),
      ),
  );
