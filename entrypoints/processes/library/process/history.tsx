import { type MessageKey, text } from '../../../../components/text.ts';
import { When } from '../../../../components/when.tsx';
import { type HistoryLine, ProcessState } from '../../../../lib/protocol/index.ts';
import { stateWords } from '../words.ts';

const EVENTS: Record<string, MessageKey> = {
  deployed: 'historyDeployed',
  'actual-set': 'historyActualSet',
  'state-set': 'historyStateSet',
  configured: 'historyConfigured',
  refused: 'historyRefused',
  'instance-deleted': 'historyInstanceDeleted',
  'start-failed': 'historyStartFailed',
  'schedule-skipped': 'historyScheduleSkipped',
};

/** Who did what with the process, newest first. */
export function History({ lines }: { lines: readonly HistoryLine[] }) {
  if (lines.length === 0) return <p class="process-help">{text('historyNone')}</p>;
  return (
    <ol class="history">
      {lines.map((line, index) => (
        <li class="history-line" key={lines.length - index}>
          <span class="history-when">
            <When at={line.at} />
          </span>
          <span>
            <span class="history-event">{wordsOf(line)}</span>
            <span class="history-who">{line.actor?.name ?? text('bySystem')}</span>
          </span>
        </li>
      ))}
    </ol>
  );
}

/** An event in words; one that this version does not know stands for itself. */
function wordsOf({ event, data }: HistoryLine): string {
  const key = EVENTS[event];
  const words = key ? text(key) : event;
  const facts = factsOf(data);
  return facts === '' ? words : `${words}: ${facts}`;
}

/** The facts of an event that a person can read, without the ids. */
function factsOf({ version, state, reason, problem, element }: HistoryLine['data']): string {
  const known = ProcessState.safeParse(state);
  return [
    typeof version === 'number' && text('libraryVersion', String(version)),
    known.success && stateWords(known.data),
    ...[element, reason, problem].map((fact) => typeof fact === 'string' && fact),
  ]
    .filter(Boolean)
    .join(', ');
}
