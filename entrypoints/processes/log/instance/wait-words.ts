import { absoluteTime, relativeTime } from '../../../../components/relative-time.ts';
import { counted, locale, type MessageKey, text } from '../../../../components/text.ts';
import type { Meanwhile, WaitReason } from '../../../../lib/protocol/index.ts';
import { statusWord } from '../words.ts';

type Reason<Type extends WaitReason['type']> = Extract<WaitReason, { type: Type }>;

/**
 * Why a place waits, as a sentence for a person.
 *
 * ```ts
 * waitWords({ type: 'signal', name: 'season-opened' }, now) // "Waits for the signal “season-opened”."
 * ```
 */
export function waitWords(reason: WaitReason, now: Date): string {
  switch (reason.type) {
    case 'person':
      return personWords(reason, now);
    case 'timer':
      return timerWords(reason, now);
    case 'message':
      return text('waitMessage', reason.name);
    case 'signal':
      return text('waitSignal', reason.name);
    case 'record':
      return text(RECORD_EVENTS[reason.event], recordWords(reason));
    case 'job':
      return jobWords(reason, now);
    case 'process':
      return processWords(reason);
    case 'incident':
      return text('waitIncident', reason.incident.message);
  }
}

/** What may happen while a place waits, as a line for a person. */
export function meanwhileWords({ name, interrupts, reason }: Meanwhile, now: Date): string {
  const event = eventWords(reason, now) ?? waitWords(reason, now);
  return text(interrupts ? 'meanwhileInstead' : 'meanwhileBeside', name, event);
}

function eventWords(reason: WaitReason, now: Date): string | null {
  switch (reason.type) {
    case 'timer': {
      const date = new Date(reason.at);
      const key = date < now ? 'meanwhileTimerPast' : 'meanwhileTimer';
      return text(key, relativeTime(date, now), absoluteTime(date));
    }
    case 'message':
      return text('meanwhileMessage', reason.name);
    case 'signal':
      return text('meanwhileSignal', reason.name);
    case 'record':
      return text(MEANWHILE_RECORD[reason.event], recordWords(reason));
    default:
      return null;
  }
}

const MEANWHILE_RECORD: Record<Reason<'record'>['event'], MessageKey> = {
  added: 'meanwhileRecordAdded',
  modified: 'meanwhileRecordModified',
  deleted: 'meanwhileRecordDeleted',
};

/** What keeps a place from ever going on by itself, and what would help; null: nothing does. */
export function obstacleWords(reason: WaitReason): string | null {
  if (reason.type === 'record') return reason.fed ? null : text('obstacleUnfed');
  if (reason.type !== 'person' || reason.obstacle === null) return null;
  const who = performerName(reason);
  const record = reason.record?.title ?? (reason.record ? `${reason.record.type} ${reason.record.id}` : '');
  switch (reason.obstacle) {
    case 'role-empty':
      return text('obstacleRoleEmpty', who);
    case 'user-inactive':
      return text('obstacleUserInactive', who);
    case 'record-closed':
      return text(reason.user ? 'obstacleRecordClosed' : 'obstacleRecordClosedRole', who, record);
    case 'record-gone':
      return text('obstacleRecordGone', record);
  }
}

/** Whether the place stands because something went wrong. */
export function isFailure(reason: WaitReason): boolean {
  return reason.type === 'incident' || (reason.type === 'job' && reason.status === 'dead');
}

function performerName({ user, role }: Reason<'person'>): string {
  return user?.name ?? role?.name ?? text('nobody');
}

function personWords(reason: Reason<'person'>, now: Date): string {
  const who = performerName(reason);
  const words = reason.user ? text('waitPerson', who) : text('waitRole', who);
  if (!reason.due) return words;
  const due = new Date(reason.due);
  return `${words} ${text(due < now ? 'waitOverdue' : 'waitDue', relativeTime(due, now), absoluteTime(due))}`;
}

function timerWords({ at }: Reason<'timer'>, now: Date): string {
  const date = new Date(at);
  return text(date < now ? 'waitTimerPast' : 'waitTimer', relativeTime(date, now), absoluteTime(date));
}

const RECORD_EVENTS: Record<Reason<'record'>['event'], MessageKey> = {
  added: 'waitRecordAdded',
  modified: 'waitRecordModified',
  deleted: 'waitRecordDeleted',
};

function recordWords({ recordType, id }: Reason<'record'>): string {
  const type = recordType.replace(/^[^:]*:/, '');
  return id === null ? text('recordAny', type) : text('recordOne', type, id);
}

function jobWords(reason: Reason<'job'>, now: Date): string {
  const { status, attempts, maxAttempts, nextAt } = reason;
  const action = actionWords(reason.topic);
  const problem = reason.problem ?? text('problemUnknown');
  if (status === 'ready') return text('waitJobReady', action);
  if (status === 'running') return text('waitJobRunning', action);
  if (status === 'dead') return counted('waitJobDead', attempts, action, problem);
  const again = nextAt ? relativeTime(new Date(nextAt), now) : text('soon');
  return text('waitJobRetrying', action, number(attempts), number(maxAttempts), problem, again);
}

function processWords({ process, instance, status }: Reason<'process'>): string {
  if (instance === null) return text('waitProcessNotYet', process);
  return text('waitProcess', process, status ? statusWord(status) : text('statusUnknown'));
}

const ACTIONS: Record<string, MessageKey> = {
  'read-data': 'actionReadData',
  'add-data': 'actionAddData',
  'modify-data': 'actionModifyData',
  'delete-data': 'actionDeleteData',
  formula: 'actionFormula',
  'call-web-service': 'actionCallWebService',
  'connect-record': 'actionConnectRecord',
  'send-email': 'actionSendEmail',
  'throw-message': 'actionThrowMessage',
};

/** A system action by its name; work of an author's own worker by its topic. */
export function actionWords(topic: string): string {
  const action = ACTIONS[topic.replace(/^throughline:/, '')];
  return topic.startsWith('throughline:') && action ? text(action) : topic;
}

function number(value: number): string {
  return new Intl.NumberFormat(locale()).format(value);
}
