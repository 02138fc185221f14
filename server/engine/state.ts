/** What is kept of an instance between two commands, as plain JSON. `format` rises when its shape changes. */
import * as z from 'zod';
import { Values } from '../../lib/protocol/index.ts';

export const IncidentState = z.object({
  code: z.enum([
    'no-flow-matches',
    'expression-failed',
    'loop-guard',
    'no-performer',
    'content-invalid',
    'join-starved',
  ]),
  element: z.string(),
  message: z.string(),
});

/** A user step that waits for a person. */
export const WaitingStep = z.object({
  id: z.string(),
  element: z.string(),
  result: z.nullable(z.string()),
  performer: z.object({ user: z.nullable(z.string()), role: z.nullable(z.string()) }),
});
export type WaitingStep = z.infer<typeof WaitingStep>;

/** A parallel gateway at which some flows have arrived and others have not. */
export const PendingJoin = z.object({ id: z.string(), element: z.string(), arrived: z.array(z.string()) });
export type PendingJoin = z.infer<typeof PendingJoin>;

/** A token that cannot move, and why. */
export const Failure = z.object({ step: z.string(), incident: IncidentState });
export type Failure = z.infer<typeof Failure>;

export const State = z.object({
  format: z.literal(1),
  status: z.enum(['running', 'completed', 'cancelled', 'error']),
  variables: Values,
  caption: z.string(),
  /** The number of the last step; step ids count from 1 and are never used again. */
  steps: z.number(),
  /** How often each element was executed, for the loop guard. */
  executions: z.record(z.string(), z.number()),
  waiting: z.array(WaitingStep),
  joins: z.array(PendingJoin),
  failures: z.array(Failure),
});
export type State = z.infer<typeof State>;
