/** What the parser makes of one element of a process. */
import { Definition } from '../definition.ts';
import { defined, type ProcessBuilder } from './process.ts';
import { between, element } from './rule-processes.ts';

export const variable = (name: string) => ({ type: 'variable', name });

/** The element of a process that must deploy; the definition is checked against its schema. */
export async function compiled(built: ProcessBuilder | string, id = 'it') {
  return Definition.parse(await defined(built)).elements[id];
}

/** A process that waits for an event at the element `it`. */
export const caught = (inside: string, properties = {}) =>
  between(element('intermediateCatchEvent', 'it', { inside, properties }));
