import { absoluteTime } from '../../../../components/relative-time.ts';
import { type MessageKey, text } from '../../../../components/text.ts';
import { When } from '../../../../components/when.tsx';
import type { HistoryLine, StepView } from '../../../../lib/protocol/index.ts';
import { Panel } from '../../panel.tsx';
import { actionWords } from './wait-words.ts';

/** What somebody did. */
const DEEDS: Record<string, MessageKey> = {
  'instance.started': 'eventStarted',
  'instance.cancelled': 'eventCancelled',
  'instance.cancelling': 'eventCancelling',
  'instance.recovered': 'eventRecovered',
  'instance.retried': 'eventRetried',
  'variable.set': 'eventVariableSet',
  'step.completed': 'eventStepCompleted',
  'step.skipped': 'eventStepSkipped',
  'step.retried': 'eventStepRetried',
  'step.opened': 'eventStepOpened',
  'step.reassigned': 'eventReassigned',
  'step.postponed': 'eventPostponed',
  'task.reassigned': 'eventReassigned',
};

/** What followed from it: nobody did that. */
const CONSEQUENCES: Record<string, MessageKey> = {
  'instance.completed': 'eventCompleted',
  'instance.failed': 'eventFailed',
  'step.entered': 'eventStepEntered',
  'step.completed': 'eventStepPassed',
  'step.cancelled': 'eventStepCancelled',
  'task.opened': 'eventTaskOpened',
  'timer.set': 'eventTimerSet',
  'job.created': 'eventJobCreated',
  'child.called': 'eventChildCalled',
  'child.failed': 'eventChildFailed',
  'signal.thrown': 'eventSignalThrown',
  'case.written-late': 'eventWrittenLate',
  'case.maybe-written': 'eventMaybeWritten',
};

/** What of the data of an event says something to a person, in this order. */
const TOLD: readonly { key: string; label: MessageKey }[] = [
  { key: 'reason', label: 'toldReason' },
  { key: 'outcome', label: 'toldOutcome' },
  { key: 'details', label: 'toldDetails' },
  { key: 'message', label: 'toldProblem' },
  { key: 'problem', label: 'toldProblem' },
  { key: 'name', label: 'toldName' },
  { key: 'value', label: 'toldValue' },
  { key: 'topic', label: 'toldTopic' },
  { key: 'process', label: 'toldProcess' },
];

interface Props {
  history: readonly HistoryLine[];
  steps: readonly StepView[];
}

/** Who did what, the newest first. */
export function HistoryList({ history, steps }: Props) {
  const known = new Map(steps.map((step) => [step.element, step]));
  return (
    <Panel title={text('historyTitle')}>
      <ol class="history">
        {history.map((line, index) => (
          <li key={`${line.at} ${index}`}>
            <p class="history-when">
              <When at={line.at} />
            </p>
            <div>
              <p>
                <Event line={line} step={known.get(line.element ?? '')} />
                {line.element && ` · ${known.get(line.element)?.name || line.element}`}
              </p>
              {told(line).map((words) => (
                <p key={words} class="history-told">
                  {words}
                </p>
              ))}
            </div>
          </li>
        ))}
      </ol>
    </Panel>
  );
}

interface EventProps {
  line: HistoryLine;
  step: StepView | undefined;
}

/** A deed with who did it, or what followed; an event that has no words here is named as it is. */
function Event({ line: { event, actor, data }, step }: EventProps) {
  const passed = event === 'step.completed' && step?.kind === null;
  const deed = passed ? undefined : DEEDS[event];
  const consequence = CONSEQUENCES[event];
  if (!deed && consequence) {
    const at = event === 'timer.set' && typeof data.at === 'string' ? new Date(data.at) : null;
    return <>{at ? `${text(consequence)} ${absoluteTime(at)}` : text(consequence)}</>;
  }
  return (
    <>
      <strong>{actor?.name ?? text('historyServer')}</strong> {deed ? text(deed) : event}
    </>
  );
}

function told({ data }: HistoryLine): string[] {
  return TOLD.flatMap(({ key, label }) => {
    const value = data[key];
    if (value === null || value === undefined || value === '') return [];
    const words = typeof value === 'string' ? value : JSON.stringify(value);
    return [`${text(label)} ${key === 'topic' ? actionWords(words) : words}`];
  });
}
