import * as z from 'zod/mini';
import { Id, isSameRecord } from '../protocol/index.ts';
import type { TabStack } from './stack.ts';

/** Whose page a step wants to be filled out (behaviour 1.4). */
export const Aim = z.object({
  system: Id,
  type: Id,
  /** Null: a new record, which is not there yet. */
  id: z.nullable(Id),
  /** Where that page is; null: nobody knows, so the person has to go there. */
  address: z.nullable(z.string()),
});
export type Aim = z.infer<typeof Aim>;

/** A tab that was opened for a step, and the one that the person came from. */
export const Errand = z.object({ task: Id, from: z.nullable(z.number()) });
export type Errand = z.infer<typeof Errand>;

/** Whether the step can be done on the page that the tab shows. */
export function isHere(task: string, aim: Aim, { errand, record, system }: TabStack): boolean {
  if (errand?.task === task) return true;
  if (aim.id !== null) return isSameRecord({ ...aim, id: aim.id }, record);
  return aim.address === null && system === aim.system;
}

/** Where the person has to go for the step; null: nowhere, or nobody knows. */
export function wayTo(task: string, aim: Aim | undefined, stack: TabStack): string | null {
  return aim === undefined || isHere(task, aim, stack) ? null : aim.address;
}
