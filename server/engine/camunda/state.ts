/** What is kept of an instance on a remote engine: which it is, and what of it has been seen. */
import * as z from 'zod';
import { Values } from '../../../lib/protocol/index.ts';
import { Definition } from '../definition.ts';
import { INCIDENT_CODES, type InstanceStatus } from '../model.ts';

/** A deployed process: what it is called there, and our own reading of the same file. */
export const RemoteProcess = z.object({
  format: z.literal('camunda-7'),
  /** The id of the process definition on the remote engine. */
  id: z.string(),
  definition: Definition,
});
export type RemoteProcess = z.infer<typeof RemoteProcess>;

const Incident = z.object({ code: z.enum(INCIDENT_CODES), element: z.string(), message: z.string() });

/** One execution of one element that is not over. */
export const SeenStep = z.object({
  id: z.string(),
  element: z.string(),
  /** The id of the activity instance there. */
  activity: z.string(),
  parent: z.nullable(z.string()),
  background: z.boolean(),
  /** The user task there. */
  task: z.optional(z.string()),
  /** Who performs it: its task is open here. */
  performer: z.optional(z.object({ user: z.nullable(z.string()), role: z.nullable(z.string()) })),
  /** The external task there, once its job has been made here. */
  external: z.optional(z.string()),
  topic: z.optional(z.string()),
  incident: z.optional(Incident),
});
export type SeenStep = z.infer<typeof SeenStep>;

const EventName = z.object({ kind: z.enum(['message', 'signal']), name: z.string() });

const RecordEvent = z.object({
  event: z.enum(['added', 'modified', 'deleted']),
  type: z.string(),
  id: z.nullable(z.string()),
  fields: z.array(z.string()),
  filter: z.nullable(z.string()),
});

/** A timer or subscription that is open. */
export const SeenEvent = z.object({
  /** The id of the job or subscription there. */
  id: z.string(),
  step: z.string(),
  element: z.string(),
  execution: z.nullable(z.string()),
  at: z.optional(z.string()),
  event: z.optional(EventName),
  /** The message stands for something that happens to a record. */
  record: z.optional(RecordEvent),
});
export type SeenEvent = z.infer<typeof SeenEvent>;

export const RemoteState = z.object({
  format: z.literal('camunda-7'),
  /** The id of the process instance there. */
  instance: z.string(),
  status: z.enum(['running', 'completed', 'cancelled', 'error']) satisfies z.ZodType<InstanceStatus>,
  variables: Values,
  caption: z.string(),
  /** The number of the last step. */
  steps: z.number(),
  open: z.array(SeenStep),
  /** Activity instances that are over and need not be looked at again. */
  over: z.array(z.string()),
  events: z.array(SeenEvent),
});
export type RemoteState = z.infer<typeof RemoteState>;

/** An instance that has just been started and of which nothing has been seen. */
export function unseen(instance: string): RemoteState {
  return {
    ...{ format: 'camunda-7', instance, status: 'running', variables: {}, caption: '' },
    ...{ steps: 0, open: [], over: [], events: [] },
  };
}
