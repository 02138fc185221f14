/** No id is one that every JavaScript object already has a meaning for. */
import { finding, type Rule } from '../source.ts';

export const identifier: Rule = ({ elements, flows }) =>
  [...elements, ...flows]
    .filter(({ id }) => id === '' || id === '__proto__')
    .map((element) =>
      finding(element, `Expected an id, got "${element.id}".`, 'Give the element another id.'),
    );
