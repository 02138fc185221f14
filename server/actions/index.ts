/** Table of contents: every system action by the name of its topic, without `throughline:` (behaviour 9.3). */
import type { Mailer } from '../mail/mailer.ts';
import type { Db } from '../store/store.ts';
import type { Actions } from './action.ts';
import { callWebService } from './call-web-service.ts';
import { lookAtStage, writeStage } from './case-stage.ts';
import { addData, deleteData, modifyData } from './change-data.ts';
import { connectRecord } from './connect-record.ts';
import { formula } from './formula.ts';
import { onceIn } from './once.ts';
import { readData } from './read-data.ts';
import type { OpenCrm } from './records.ts';
import { sendEmail } from './send-email.ts';
import { type DeliverMessage, throwMessage } from './throw-message.ts';

/** What actions reach the world through. */
export interface ActionParts {
  db: Db;
  openCrm: OpenCrm;
  mailer: Mailer;
  /** Hosts of web services that may be called; empty: all. */
  serviceHosts: readonly string[];
  deliverMessage: DeliverMessage;
  now: () => Date;
}

/** The system actions that this server carries out. */
export function createActions({
  db,
  openCrm,
  mailer,
  serviceHosts,
  deliverMessage,
  now,
}: ActionParts): Actions {
  return {
    'read-data': readData(openCrm),
    'add-data': addData(openCrm, onceIn(db, now)),
    'modify-data': modifyData(openCrm),
    'delete-data': deleteData(openCrm),
    formula,
    'call-web-service': callWebService(serviceHosts),
    'connect-record': connectRecord(db, openCrm),
    'send-email': sendEmail(mailer),
    'throw-message': throwMessage(deliverMessage),
    'case-write-stage': writeStage(openCrm),
    'case-look': lookAtStage(openCrm),
  };
}
