/** Whether an element leads to mail, from the definition alone. */
import * as z from 'zod';
import { deployedElement } from './deployed-element.ts';

const isThere = (value: unknown) => value !== null && value !== undefined;

const Sends = z.union([
  z.object({ action: z.object({ topic: z.literal('throughline:send-email') }) }),
  z.object({ end: z.object({ action: z.object({ topic: z.literal('throughline:send-email') }) }) }),
  z.object({ plan: z.object({ kind: z.literal('send-email') }) }),
  z.object({ plan: z.object({ notices: z.object({ approver: z.literal(true) }) }) }),
  z.object({ plan: z.object({ notices: z.object({ result: z.unknown().refine(isThere) }) }) }),
]);

/** A person sends it, the system does, or an approval tells about itself. */
export function plansMail(definition: unknown, element: string): boolean {
  return Sends.safeParse(deployedElement(definition, element)).success;
}
