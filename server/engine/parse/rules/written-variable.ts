/** Warning: an expression reads a variable that nothing in the process writes. */
import { finding, type Rule } from '../source.ts';
import { readersIn, writtenBy } from '../variables.ts';

export const writtenVariable: Rule = (source) => {
  const written = writtenBy(source);
  if (written === null) return [];
  return readersIn(source).flatMap(({ about, names }) =>
    [...new Set(names)]
      .filter((name) => !written.has(name))
      .map((name) =>
        finding(
          about,
          `Expected a variable that the process writes, got ${name}, which stays null.`,
          'Check its spelling, write it before as a result, field or output, or declare it as throughline:parameter.',
        ),
      ),
  );
};
