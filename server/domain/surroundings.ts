import type { RecordRef } from '../../lib/protocol/index.ts';
import type { Actions } from '../actions/action.ts';
import type { Connections } from '../crm/connections.ts';
import type { Engine } from '../engine/port.ts';
import type { Mailer } from '../mail/mailer.ts';
import type { Store } from '../store/store.ts';
import type { Definitions } from './definitions.ts';

/** What the domain works with. Clock and ids are handed in so that tests can choose them. */
export interface Surroundings {
  store: Store;
  engine: Engine;
  definitions: Definitions;
  /** How the CRMs are reached. */
  connections: Connections;
  /** The system actions that this server carries out. */
  actions: Actions;
  /**
   * Whether the user of this login may open the record in its CRM; null: the CRM does not let us find out.
   * Absent: no CRM is asked.
   */
  mayOpen?: (record: RecordRef, login: string) => Promise<RecordAccess>;
  /** How the mail of people leaves; absent: none can be sent. */
  mailer?: Mailer;
  now(): Date;
  newId(): string;
}

/** `gone`: the record is not there any more. */
export type RecordAccess = 'open' | 'closed' | 'gone' | null;
