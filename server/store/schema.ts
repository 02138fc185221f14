/** The tables as TypeScript sees them; the migrations are what makes them. */
import type { ColumnType, Generated } from 'kysely';
import type { LinkedRecord, PageContent, Permission, StepKind, TaskEnd } from '../../lib/protocol/index.ts';
import type { Incident, InstanceStatus } from '../engine/model.ts';
import type { ProcessFacts, ProcessFiles } from '../engine/port.ts';

/** A jsonb column: read as the value, written as its JSON text. */
type Json<T> = ColumnType<T, string, string>;
type NullableJson<T> = ColumnType<T | null, string | null, string | null>;

export interface AccountTable {
  id: string;
  login: string;
  name: string;
  email: string | null;
  password_hash: string | null;
  manager: string | null;
  active: Generated<boolean>;
  tokens_valid_after: Date | null;
  created_at: Generated<Date>;
}

export interface RoleTable {
  id: string;
  name: string;
}

export interface AccountRoleTable {
  account: string;
  role: string;
}

export interface PermissionGrantTable {
  role: string;
  permission: Permission;
}

export interface OidcPayloadTable {
  model: string;
  id: string;
  payload: Json<Record<string, unknown>>;
  grant_id: string | null;
  user_code: string | null;
  uid: string | null;
  expires_at: Date | null;
  consumed_at: Date | null;
}

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
  files: Json<ProcessFiles>;
  compiled: Json<unknown>;
  active: Generated<boolean>;
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
  hint: string | null;
  content: Json<PageContent>;
  performer_user: string | null;
  performer_role: string | null;
  record: NullableJson<LinkedRecord>;
  start: Date;
  due: Date | null;
  created_at: Date;
  ended_at: Date | null;
  ended_reason: TaskEnd['reason'] | null;
  ended_by: string | null;
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
  channel: ChannelTable;
  channel_event: ChannelEventTable;
  command_answer: CommandAnswerTable;
  system_connection: SystemConnectionTable;
}
