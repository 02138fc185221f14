import { absoluteTime } from '../../../../components/relative-time.ts';
import { type MessageKey, text } from '../../../../components/text.ts';
import { When } from '../../../../components/when.tsx';
import type { HistoryLine, StepView } from '../../../../lib/protocol/index.ts';
import { Panel } from '../../panel.tsx';

const EVENTS: Record<string, MessageKey> = {
  'instance.started': 'eventStarted',
  'instance.completed': 'eventCompleted',
  'instance.cancelled': 'eventCancelled',
  'instance.cancelling': 'eventCancelling',
  'instance.failed': 'eventFailed',
  'instance.recovered': 'eventRecovered',
  'instance.retried': 'eventRetried',
  'variable.set': 'eventVariableSet',
  'step.entered': 'eventStepEntered',
  'step.completed': 'eventStepCompleted',
  'step.cancelled': 'eventStepCancelled',
  'step.skipped': 'eventStepSkipped',
  'step.retried': 'eventStepRetried',
  'step.opened': 'eventStepOpened',
  'step.reassigned': 'eventReassigned',
  'task.opened': 'eventTaskOpened',
  'task.reassigned': 'eventReassigned',
  'timer.set': 'eventTimerSet',
  'job.created': 'eventJobCreated',
  'child.called': 'eventChildCalled',
  'child.failed': 'eventChildFailed',
  'signal.thrown': 'eventSignalThrown',
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
  const names = new Map(steps.map(({ element, name }) => [element, name]));
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
                <strong>{line.actor?.name ?? text('historyServer')}</strong> {eventWords(line)}
                {line.element && ` · ${names.get(line.element) || line.element}`}
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

/** An event that has no words here yet is named as it is. */
function eventWords({ event, data }: HistoryLine): string {
  const key = EVENTS[event];
  if (!key) return event;
  return event === 'timer.set' && typeof data.at === 'string'
    ? `${text(key)} ${absoluteTime(new Date(data.at))}`
    : text(key);
}

function told({ data }: HistoryLine): string[] {
  return TOLD.flatMap(({ key, label }) => {
    const value = data[key];
    if (value === null || value === undefined || value === '') return [];
    return [`${text(label)} ${typeof value === 'string' ? value : JSON.stringify(value)}`];
  });
}
