/** No id is missing, too long, or one that every JavaScript object already has a meaning for. */
import { finding, type Rule } from '../source.ts';

/** What the protocol takes as an id. */
const MAX_ID = 200;

export const identifier: Rule = (source) =>
  [source, ...source.elements, ...source.flows]
    .filter(({ id }) => id === '' || id === '__proto__' || id.length > MAX_ID)
    .map((about) =>
      finding(
        about.id === '' ? { ...about, id: null } : about,
        `Expected an id of 1 to ${MAX_ID} characters, got "${about.id}".`,
        'Give it another id.',
      ),
    );
