import type { IconName } from '../../../components/icon.tsx';
import { type MessageKey, text } from '../../../components/text.ts';
import type { InstanceStatus, Origin, StepView } from '../../../lib/protocol/index.ts';

const STATUSES: Record<InstanceStatus, { label: MessageKey; icon: IconName; look: string }> = {
  running: { label: 'statusRunning', icon: 'process', look: 'info' },
  completed: { label: 'statusCompleted', icon: 'ok', look: 'ok' },
  cancelling: { label: 'statusCancelling', icon: 'busy', look: 'warning' },
  cancelled: { label: 'statusCancelled', icon: 'cancel', look: 'muted' },
  error: { label: 'statusError', icon: 'error', look: 'danger' },
};

type StepStatus = StepView['status'];

const STEP_STATUSES: Record<StepStatus, { label: MessageKey; icon: IconName; look: string }> = {
  running: { label: 'stepRunning', icon: 'timer', look: 'info' },
  completed: STATUSES.completed,
  cancelled: STATUSES.cancelled,
  skipped: { label: 'stepSkipped', icon: 'skipped', look: 'warning' },
  error: STATUSES.error,
};

const ORIGINS: Record<Origin, MessageKey> = {
  person: 'originPerson',
  bulk: 'originBulk',
  timer: 'originTimer',
  message: 'originMessage',
  signal: 'originSignal',
  record: 'originRecord',
  call: 'originCall',
  rest: 'originRest',
  'command-line': 'originCommandLine',
};

/** How the status of an instance is shown. */
export function statusLook(status: InstanceStatus) {
  return STATUSES[status];
}

/** How the status of a step is shown. */
export function stepStatusLook(status: StepStatus) {
  return STEP_STATUSES[status];
}

/** The status of an instance in a word. */
export function statusWord(status: InstanceStatus): string {
  return text(STATUSES[status].label);
}

/** How an instance was started, in a word or two. */
export function originWord(origin: Origin): string {
  return text(ORIGINS[origin]);
}
