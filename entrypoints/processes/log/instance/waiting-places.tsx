import { useState } from 'preact/hooks';
import { useOrder } from '../../../../components/answer.tsx';
import { Banner } from '../../../../components/banner.tsx';
import { Button } from '../../../../components/button.tsx';
import { useSend } from '../../../../components/client.tsx';
import { now } from '../../../../components/clock.ts';
import { ErrorBanner } from '../../../../components/error-banner.tsx';
import { Icon, type IconName } from '../../../../components/icon.tsx';
import { hrefOf } from '../../../../components/route.ts';
import { type MessageKey, text } from '../../../../components/text.ts';
import { TextButton } from '../../../../components/text-button.tsx';
import { When } from '../../../../components/when.tsx';
import type {
  InstanceDetails,
  StepAction,
  WaitingPlace,
  WaitReason,
} from '../../../../lib/protocol/index.ts';
import { Panel } from '../../panel.tsx';
import { ReassignDialog } from './reassign-dialog.tsx';
import { SkipDialog } from './skip-dialog.tsx';
import { repetitionOf } from './step-tree.ts';
import { isFailure, meanwhileWords, obstacleWords, waitWords } from './wait-words.ts';

interface Props {
  instance: InstanceDetails;
  /** The element that is selected in the diagram. */
  element: string | null;
  onElement: (element: string) => void;
  onChanged: () => void;
}

/** Every place where the instance stands: why, and what can be done about it. */
export function WaitingPlaces({ instance, element, onElement, onChanged }: Props) {
  const { waiting, summary } = instance;
  if (waiting.length === 0) return null;
  return (
    <Panel title={text('waitingTitle')}>
      <ul class="places">
        {waiting.map((place) => (
          <Place
            key={place.step}
            instance={summary.id}
            place={place}
            index={repetitionOf(instance.steps, place.step)}
            selected={place.element === element}
            onElement={onElement}
            onChanged={onChanged}
          />
        ))}
      </ul>
    </Panel>
  );
}

interface PlaceProps {
  instance: string;
  place: WaitingPlace;
  /** Which of several repetitions it is in. */
  index: number | null;
  selected: boolean;
  onElement: (element: string) => void;
  onChanged: () => void;
}

function Place({ instance, place, index, selected, onElement, onChanged }: PlaceProps) {
  const { reason } = place;
  const obstacle = obstacleWords(reason);
  const failure = isFailure(reason);
  return (
    <li class={`place ${failure ? 'place-failed' : ''} ${selected ? 'place-selected' : ''}`}>
      <Icon name={failure ? 'error' : ICONS[reason.type]} size={20} />
      <div class="place-body">
        <h3>
          <TextButton onClick={() => onElement(place.element)}>{place.name || place.element}</TextButton>
          {index !== null && <span class="step-index"> {text('stepIndex', String(index + 1))}</span>}
        </h3>
        <p>{waitWords(reason, now.value)}</p>
        {reason.type === 'process' && reason.instance && (
          <p>
            <a href={hrefOf(['log', reason.instance])}>{text('placeCalled')}</a>
          </p>
        )}
        <Asides meanwhile={place.meanwhile} onElement={onElement} />
        {obstacle && <Banner kind="warning">{obstacle}</Banner>}
        <p class="place-since">
          {text('placeSince')} <When at={place.since} />
        </p>
        <Actions instance={instance} place={place} onChanged={onChanged} />
      </div>
    </li>
  );
}

type AsidesProps = Pick<WaitingPlace, 'meanwhile'> & Pick<Props, 'onElement'>;

/** What may come first. Each leads to its event in the diagram. */
function Asides({ meanwhile, onElement }: AsidesProps) {
  if (meanwhile.length === 0) return null;
  return (
    <ul class="asides">
      {meanwhile.map((aside) => (
        <li key={aside.element}>
          <Icon name={ICONS[aside.reason.type]} />
          <div>
            <TextButton onClick={() => onElement(aside.element)}>
              {meanwhileWords(aside, now.value)}
            </TextButton>
            {obstacleWords(aside.reason) && <p>{obstacleWords(aside.reason)}</p>}
          </div>
        </li>
      ))}
    </ul>
  );
}

const ICONS: Record<WaitReason['type'], IconName> = {
  person: 'person',
  timer: 'timer',
  message: 'send-email',
  signal: 'signal',
  record: 'record',
  job: 'settings',
  process: 'diagram',
  incident: 'error',
};

const ACTIONS: Record<StepAction, { label: MessageKey; icon: IconName }> = {
  open: { label: 'stepOpen', icon: 'external' },
  retry: { label: 'stepRetry', icon: 'retry' },
  skip: { label: 'stepSkip', icon: 'skip' },
  reassign: { label: 'stepReassign', icon: 'reassign' },
};

type ActionsProps = Pick<PlaceProps, 'instance' | 'place' | 'onChanged'>;

/** What this person may do here. What was refused is said here, too. */
function Actions({ instance, place, onChanged }: ActionsProps) {
  const { busy, failure, possible, order } = useOrder();
  const send = useSend();
  const [asking, setAsking] = useState<'skip' | 'reassign' | null>(null);
  const { step } = place;
  const act = async (action: StepAction) => {
    if (action === 'skip' || action === 'reassign') return setAsking(action);
    const result = await order({ type: action === 'open' ? 'step.open' : 'step.retry', instance, step });
    if (result?.type === 'page') send({ type: 'task.open', task: result.page.task.id });
    if (result) onChanged();
  };
  if (place.actions.length === 0) return null;
  const dialog = { instance, place, onDone: onChanged, onClose: () => setAsking(null) };
  return (
    <>
      <div class="place-actions">
        {place.actions.map((action) => (
          <Button
            key={action}
            icon={ACTIONS[action].icon}
            disabled={busy || !possible}
            onClick={() => void act(action)}
          >
            {text(ACTIONS[action].label)}
            <span class="visually-hidden"> {place.name}</span>
          </Button>
        ))}
      </div>
      {failure && <ErrorBanner title={text('orderFailed')} error={failure} />}
      {asking === 'skip' && <SkipDialog {...dialog} />}
      {asking === 'reassign' && <ReassignDialog {...dialog} />}
    </>
  );
}
