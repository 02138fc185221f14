/** What a person could choose at a user task, from the definition alone: also where its page never came to be. */
import * as z from 'zod';
import { Choice } from '../../lib/protocol/index.ts';
import { deployedElement } from './deployed-element.ts';
import { DECISIONS, SENT } from './fixed-outcomes.ts';

const Button = z.looseObject({ ...Choice.shape, completes: z.boolean().optional() });

/** The buttons that complete a page are what can come of it (behaviour 1.6). */
export function completing(buttons: readonly z.infer<typeof Button>[]): z.infer<typeof Choice>[] {
  const those = buttons.filter(({ completes }) => completes !== false);
  return those.map(({ code, label }) => ({ code, label }));
}

/** The part of a user task that holds the choices; pages have theirs as buttons. */
const Plan = z.union([
  z.object({ kind: z.literal('user-dialog'), answers: z.array(Choice) }).transform(({ answers }) => answers),
  z
    .object({ kind: z.enum(['perform-task', 'open-edit-page']), results: z.array(Choice) })
    .transform(({ results }) => results),
  z
    .object({ kind: z.enum(['auto-generated-page', 'pre-configured-page']), buttons: z.array(Button) })
    .transform(({ buttons }) => completing(buttons)),
  z.object({ kind: z.literal('approval') }).transform(() => [...DECISIONS]),
  z.object({ kind: z.literal('send-email') }).transform(() => [SENT]),
]);

const Planned = z.object({ plan: Plan });
const Several = z.object({ plan: z.object({ kind: z.literal('user-dialog'), multiple: z.literal(true) }) });

/** Whether an element is a question with several answers. */
export function plansSeveral(definition: unknown, element: string): boolean {
  return Several.safeParse(deployedElement(definition, element)).success;
}

/** The outcomes of an element; empty: it has none to choose. */
export function plannedOutcomes(definition: unknown, element: string): z.infer<typeof Choice>[] {
  return Planned.safeParse(deployedElement(definition, element)).data?.plan ?? [];
}
