import type { IconName } from '../../../components/icon.tsx';
import { type MessageKey, text } from '../../../components/text.ts';
import type { ProcessState, StartSummary } from '../../../lib/protocol/index.ts';

const STATES: Record<ProcessState, { words: MessageKey; icon: IconName }> = {
  active: { words: 'processStateActive', icon: 'ok' },
  'no-new-starts': { words: 'processStateNoNewStarts', icon: 'skipped' },
  inactive: { words: 'processStateInactive', icon: 'cancel' },
};

/** A state of a process in words. */
export function stateWords(state: ProcessState): string {
  return text(STATES[state].words);
}

export function stateIcon(state: ProcessState): IconName {
  return STATES[state].icon;
}

const START_KINDS: Record<StartSummary['kind'], { words: MessageKey; icon: IconName }> = {
  none: { words: 'startByHand', icon: 'process' },
  timer: { words: 'startByTimer', icon: 'timer' },
  message: { words: 'startByMessage', icon: 'send-email' },
  signal: { words: 'startBySignal', icon: 'signal' },
  record: { words: 'startByRecord', icon: 'record' },
};

/** What begins an instance, in words: by hand, a timer, a signal and which. */
export function startWords({ kind }: Pick<StartSummary, 'kind'>): string {
  return text(START_KINDS[kind].words);
}

export function startIcon({ kind }: Pick<StartSummary, 'kind'>): IconName {
  return START_KINDS[kind].icon;
}
