/** An element of a definition as it is stored, whichever engine runs it. */
import * as z from 'zod';

const Elements = z.object({ elements: z.record(z.string(), z.unknown()) });
/** A remote engine keeps the definition beside what it is called there. */
const Deployed = z.union([
  Elements,
  z.object({ definition: Elements }).transform(({ definition }) => definition),
]);

/** Undefined: there is no such element. */
export function deployedElement(definition: unknown, element: string): unknown {
  return Deployed.safeParse(definition).data?.elements[element];
}
