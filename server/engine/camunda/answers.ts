/** What the REST interface answers, as far as it is used here. More may stand in an answer; it is left out. */
import * as z from 'zod';
import { RemoteValues } from './remote-values.ts';

const Text = z.nullable(z.string());

export const Version = z.object({ version: z.string() });

export const RemoteDefinition = z.object({ id: z.string(), key: z.string(), version: z.number() });
export type RemoteDefinition = z.infer<typeof RemoteDefinition>;

export const RemoteDeployment = z.object({
  id: z.string(),
  /** By id; null where the file holds no process that can be executed. */
  deployedProcessDefinitions: z.nullable(z.record(z.string(), RemoteDefinition)),
});
export type RemoteDeployment = z.infer<typeof RemoteDeployment>;

export const RemoteInstance = z.object({ id: z.string(), definitionId: z.string() });

/** One execution of one element, running or over. */
export const HistoricActivity = z.object({
  id: z.string(),
  parentActivityInstanceId: Text,
  activityId: z.string(),
  activityName: Text,
  activityType: z.string(),
  executionId: z.string(),
  taskId: Text,
  calledProcessInstanceId: Text,
  startTime: z.string(),
  endTime: Text,
  canceled: z.nullable(z.boolean()),
});
export type HistoricActivity = z.infer<typeof HistoricActivity>;

export const HistoricInstance = z.object({
  id: z.string(),
  processDefinitionId: z.string(),
  processDefinitionKey: z.string(),
  superProcessInstanceId: Text,
  state: z.enum(['ACTIVE', 'SUSPENDED', 'COMPLETED', 'EXTERNALLY_TERMINATED', 'INTERNALLY_TERMINATED']),
  deleteReason: Text,
});
export type HistoricInstance = z.infer<typeof HistoricInstance>;

export const RemoteTask = z.object({
  id: z.string(),
  name: Text,
  taskDefinitionKey: z.string(),
  processInstanceId: Text,
  executionId: Text,
});
export type RemoteTask = z.infer<typeof RemoteTask>;

export const RemoteSubscription = z.object({
  id: z.string(),
  eventType: z.string(),
  eventName: Text,
  executionId: Text,
  processInstanceId: Text,
  activityId: Text,
});
export type RemoteSubscription = z.infer<typeof RemoteSubscription>;

export const RemoteJob = z.object({
  id: z.string(),
  jobDefinitionId: Text,
  dueDate: Text,
  executionId: Text,
  processInstanceId: Text,
  retries: z.number(),
});
export type RemoteJob = z.infer<typeof RemoteJob>;

export const RemoteJobDefinition = z.object({
  id: z.string(),
  processDefinitionId: z.string(),
  activityId: z.string(),
  jobType: z.string(),
});
export type RemoteJobDefinition = z.infer<typeof RemoteJobDefinition>;

export const RemoteExternalTask = z.object({
  id: z.string(),
  activityId: z.string(),
  activityInstanceId: z.string(),
  executionId: z.string(),
  processInstanceId: z.string(),
  topicName: z.string(),
  workerId: Text,
  retries: z.nullable(z.number()),
  errorMessage: Text,
});
export type RemoteExternalTask = z.infer<typeof RemoteExternalTask>;

export const LockedExternalTask = z.object({
  id: z.string(),
  processInstanceId: z.string(),
  activityId: z.string(),
  topicName: z.string(),
  variables: RemoteValues,
});
export type LockedExternalTask = z.infer<typeof LockedExternalTask>;

export const RemoteIncident = z.object({
  id: z.string(),
  processInstanceId: Text,
  activityId: Text,
  incidentType: z.string(),
  incidentMessage: Text,
  configuration: Text,
});
export type RemoteIncident = z.infer<typeof RemoteIncident>;

export const HistoricVariable = z.object({
  name: z.string(),
  type: Text,
  value: z.unknown(),
  valueInfo: z.record(z.string(), z.unknown()),
  executionId: Text,
  processInstanceId: Text,
  state: z.string(),
});
export type HistoricVariable = z.infer<typeof HistoricVariable>;
