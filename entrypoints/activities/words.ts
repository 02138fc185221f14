import type { IconName } from '../../components/icon.tsx';
import { type MessageKey, text } from '../../components/text.ts';
import type { Activity } from '../../lib/protocol/index.ts';
import type { Standing } from './state.ts';

const STATUSES: Record<Activity['status'], MessageKey> = {
  'not-started': 'activityNotStarted',
  'in-progress': 'activityInProgress',
  completed: 'statusCompleted',
  cancelled: 'statusCancelled',
};
const PRIORITIES: Record<Activity['priority'], MessageKey> = {
  low: 'priorityLow',
  medium: 'priorityMedium',
  high: 'priorityHigh',
};
const ICONS: Record<Standing, IconName> = {
  overdue: 'warning',
  pending: 'timer',
  completed: 'ok',
  cancelled: 'cancel',
};

export function statusWord(status: Activity['status']): string {
  return text(STATUSES[status]);
}

export function priorityWord(priority: Activity['priority']): string {
  return text(PRIORITIES[priority]);
}

/** What a status looks like beside its word: as activities of it look in the list. */
export function statusIcon(status: Activity['status']): IconName {
  return ICONS[status === 'completed' || status === 'cancelled' ? status : 'pending'];
}

/** What a standing looks like beside its colour. */
export function standingIcon(standing: Standing): IconName {
  return ICONS[standing];
}

/** Who does it: a person, for the role whose task they have taken; a role; or nobody yet. */
export function performerWords({ owner, role }: Pick<Activity, 'owner' | 'role'>): string {
  if (owner && role) return text('performerOfRole', owner.name, role.name);
  return owner?.name ?? role?.name ?? text('nobody');
}
