/** The tables as TypeScript sees them; the migrations are what makes them. */
import type { ColumnType, Generated } from 'kysely';
import type {
  InstanceStatus,
  LinkedRecord,
  LogFilter,
  Origin,
  PageContent,
  ProcessState,
  StepKind,
  TaskEnd,
  Translations,
  Values,
} from '../../lib/protocol/index.ts';
import type { Acting } from '../domain/acting.ts';
import type { EventName, Incident, RecordWatch } from '../engine/model.ts';
import type { DeployFiles, ProcessFacts, StartTrigger } from '../engine/port.ts';
import type {
  AccessTokenTable,
  AccountRoleTable,
  AccountTable,
  OidcPayloadTable,
  PermissionGrantTable,
  RoleTable,
} from './account-tables.ts';
import type {
  AbsenceTable,
  ActivityParticipantTable,
  ActivityRecordTable,
  ActivityTable,
  CalendarAddressTable,
  ReminderAnswerTable,
} from './activity-tables.ts';
import type { BulkItemTable, BulkTable } from './bulk-tables.ts';
import type { CaseWatchTable, RecordCaseTable, RecordGuidedTable, StageVisitTable } from './case-tables.ts';

/** A jsonb column: read as the value, written as its JSON text. */
export type Json<T> = ColumnType<T, string, string>;
export type NullableJson<T> = ColumnType<T | null, string | null, string | null>;

export interface SettingTable {
  key: string;
  value: Json<unknown>;
}

export interface SystemTable {
  id: string;
  kind: string;
  name: string;
  origins: Json<string[]>;
}

export interface DefinitionTable {
  key: string;
  version: number;
  name: string;
  facts: Json<ProcessFacts>;
  files: Json<DeployFiles>;
  compiled: Json<unknown>;
  deployed_at: Date;
  deployed_by: string | null;
}

export interface InstanceTable {
  id: string;
  process: string;
  version: number;
  state: Json<unknown>;
  status: InstanceStatus;
  caption: string;
  record: NullableJson<LinkedRecord>;
  started_by: string | null;
  started_at: Date;
  ended_at: Date | null;
  incident: NullableJson<Incident>;
  revision: number;
  parent: string | null;
  parent_step: string | null;
  root: string | null;
  business_key: string | null;
  origin: Origin;
  traced: boolean;
  failed_at: Date | null;
  log_head: number;
  /** Computed by the database. */
  duration: ColumnType<number | null, never, never>;
}

export interface ProcessTable {
  key: string;
  actual: number;
  state: Generated<ProcessState>;
  tracing: Generated<boolean>;
  quick_launch: Generated<boolean>;
  retention_days: number | null;
  changed_at: Date;
  changed_by: string | null;
}

export interface ProcessPermissionTable {
  process: string;
  position: number;
  account: string | null;
  role: string | null;
  allowed: boolean;
}

export interface ProcessLogTable {
  process: string;
  position: number;
  at: Date;
  actor: string | null;
  event: string;
  data: Json<Record<string, unknown>>;
}

export interface StartTriggerTable {
  process: string;
  element: string;
  kind: 'timer' | 'message' | 'signal' | 'record';
  name: string | null;
  spec: Json<StartTrigger['on']>;
  since: Date;
  passed: Generated<number>;
  next_at: Date | null;
  last_at: Date | null;
}

export interface StepTable {
  instance: string;
  id: string;
  element: string;
  type: string;
  name: string;
  parent: string | null;
  index: number | null;
  status: 'running' | 'completed' | 'cancelled' | 'skipped' | 'error';
  entered_at: Date;
  ended_at: Date | null;
  ended_by: string | null;
  outcome: NullableJson<string | string[]>;
  incident: NullableJson<Incident>;
  /** Computed by the database. */
  duration: ColumnType<number | null, never, never>;
}

export interface SubscriptionTable {
  instance: string;
  id: string;
  step: string;
  element: string;
  kind: EventName['kind'];
  name: string;
  spec: Json<EventName>;
}

export interface JobTable {
  instance: string;
  step: string;
  element: string;
  topic: string;
  status: 'ready' | 'running' | 'retrying' | 'dead';
  inputs: Json<Values>;
  variables: Json<Values>;
  attempts: number;
  max_attempts: number;
  next_at: Date | null;
  problem: string | null;
  locked_by: string | null;
  locked_until: Date | null;
  created_at: Date;
  acting: NullableJson<Acting>;
}

export interface InstanceRecordTable {
  instance: string;
  system: string;
  type: string;
  id: string;
  title: string | null;
  url: string | null;
  how: 'started' | 'connected' | 'task';
}

export interface TraceTable {
  instance: string;
  step: string;
  moment: 'before' | 'after';
  at: Date;
  variables: Json<Values>;
}

export interface WorkerNodeTable {
  id: string;
  lock: string;
  workers: string[];
}

export interface SavedViewTable {
  account: string;
  id: string;
  name: string;
  filter: Json<LogFilter>;
}

export interface RecordFeedTable {
  system: string;
  type: string;
  cursor: NullableJson<unknown>;
  polled_at: Date | null;
  problem: string | null;
}

export interface WebhookTable {
  system: string;
  token_hash: string;
  created_at: Date;
  last_at: Date | null;
}

export interface StepLogTable {
  instance: string;
  position: number;
  at: Date;
  element: string | null;
  event: string;
  actor: string | null;
  data: Json<Record<string, unknown>>;
}

export interface TaskTable {
  id: string;
  instance: string;
  step: string;
  element: string;
  kind: StepKind;
  title: string;
  /** The title in other languages; null: none, or it has been changed since. */
  titles: NullableJson<Record<string, string>>;
  hint: string | null;
  content: Json<PageContent>;
  translations: NullableJson<Translations>;
  performer_user: string | null;
  performer_role: string | null;
  record: NullableJson<LinkedRecord>;
  start: Date;
  due: Date | null;
  created_at: Date;
  ended_at: Date | null;
  ended_reason: TaskEnd['reason'] | null;
  ended_by: string | null;
  obstacle: 'record-closed' | 'record-gone' | null;
  watch: NullableJson<RecordWatch>;
  seen: string | null;
  activity: string | null;
  manager_of: string | null;
}

export interface TaskAttachmentTable {
  task: string;
  id: string;
  bytes: Buffer;
}

export interface ChannelTable {
  account: string;
  epoch: string;
  head: number;
}

export interface ChannelEventTable {
  account: string;
  offset: number;
  body: string;
  at: Generated<Date>;
}

export interface CommandAnswerTable {
  account: string;
  command: string;
  answer: string | null;
  at: Generated<Date>;
}

export interface SystemConnectionTable {
  system: string;
  kind: string;
  settings: Json<Record<string, unknown>>;
  /** Encrypted, see `server/crm/credentials.ts`. */
  secret: Buffer | null;
  checked_at: Date | null;
  problem: string | null;
  signed_in_as: string | null;
}

export interface ActionOnceTable {
  key: string;
  state: 'begun' | 'told' | 'done';
  outputs: NullableJson<Values>;
  at: Date;
}

export interface Database {
  account: AccountTable;
  role: RoleTable;
  account_role: AccountRoleTable;
  permission_grant: PermissionGrantTable;
  oidc_payload: OidcPayloadTable;
  setting: SettingTable;
  system: SystemTable;
  definition: DefinitionTable;
  instance: InstanceTable;
  step_log: StepLogTable;
  task: TaskTable;
  task_attachment: TaskAttachmentTable;
  channel: ChannelTable;
  channel_event: ChannelEventTable;
  command_answer: CommandAnswerTable;
  system_connection: SystemConnectionTable;
  access_token: AccessTokenTable;
  action_once: ActionOnceTable;
  process: ProcessTable;
  process_permission: ProcessPermissionTable;
  process_log: ProcessLogTable;
  start_trigger: StartTriggerTable;
  step: StepTable;
  subscription: SubscriptionTable;
  job: JobTable;
  instance_record: InstanceRecordTable;
  trace: TraceTable;
  bulk: BulkTable;
  bulk_item: BulkItemTable;
  worker_node: WorkerNodeTable;
  saved_view: SavedViewTable;
  record_feed: RecordFeedTable;
  webhook: WebhookTable;
  activity: ActivityTable;
  activity_participant: ActivityParticipantTable;
  activity_record: ActivityRecordTable;
  reminder_answer: ReminderAnswerTable;
  absence: AbsenceTable;
  calendar_address: CalendarAddressTable;
  record_case: RecordCaseTable;
  record_guided: RecordGuidedTable;
  stage_visit: StageVisitTable;
  case_watch: CaseWatchTable;
}
