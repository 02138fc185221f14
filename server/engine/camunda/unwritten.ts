/** Here a variable that nobody has written is null; there it is an error, so it is written when an instance starts. */
import type { Definition } from '../definition.ts';
import type { Values } from '../model.ts';

/** Every variable that an expression of the process reads, as null. */
export function unwritten(definition: Definition): Values {
  const names = new Set<string>();
  collect(definition, names);
  return Object.fromEntries([...names].map((name) => [name, null]));
}

/** Expressions stand in many places of a definition; this knows only what a variable looks like in them. */
function collect(part: unknown, names: Set<string>): void {
  if (typeof part !== 'object' || part === null) return;
  if ('type' in part && part.type === 'variable' && 'name' in part) names.add(String(part.name));
  for (const inner of Object.values(part)) collect(inner, names);
}
