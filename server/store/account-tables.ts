/** The tables of people, their roles and rights, and of what proves who they are. */
import type { Generated } from 'kysely';
import type { Permission } from '../../lib/protocol/index.ts';
import type { Json } from './schema.ts';

export interface AccountTable {
  id: string;
  login: string;
  name: string;
  email: string | null;
  password_hash: string | null;
  manager: string | null;
  active: Generated<boolean>;
  tokens_valid_after: Date | null;
  /** How their extension has last said that they read: for mails. */
  language: string | null;
  time_zone: string | null;
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

export interface AccessTokenTable {
  id: string;
  account: string;
  name: string;
  token_hash: string;
  created_at: Date;
  expires_at: Date;
  last_used_at: Date | null;
}
