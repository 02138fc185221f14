import { useState } from 'preact/hooks';
import { Button } from '../../../components/button.tsx';
import { useLive, useSend } from '../../../components/client.tsx';
import { now } from '../../../components/clock.ts';
import { Icon, type IconName } from '../../../components/icon.tsx';
import { stepIcon } from '../../../components/step-icon.ts';
import { performerOf } from '../../../components/step-list.tsx';
import { TaskMenu } from '../../../components/task-menu.tsx';
import { type MessageKey, text } from '../../../components/text.ts';
import { When } from '../../../components/when.tsx';
import {
  type CaseStepView,
  type CaseView,
  Decision,
  type LinkedRecord,
  type Task,
} from '../../../lib/protocol/index.ts';
import { isQuick, QuickEnd } from './quick-end.tsx';
import { RemoveStep } from './remove-step.tsx';

const STATES: Record<Exclude<CaseStepView['status'], 'open'>, [MessageKey, IconName]> = {
  later: ['nextLater', 'timer'],
  completed: ['nextCompleted', 'ok'],
  skipped: ['nextSkipped', 'skipped'],
  failed: ['nextFailed', 'warning'],
};

interface Props {
  step: CaseStepView;
  /** The case that it is of. */
  view: CaseView;
  record: LinkedRecord;
}

/** One step of the stage: what, whose, by when, and what can be done with it here. */
export function StepTile({ step, view, record }: Props) {
  const send = useSend();
  const [unfolded, setUnfolded] = useState<'end' | 'remove' | null>(null);
  const unfold = (what: 'end' | 'remove') => setUnfolded(unfolded === what ? null : what);
  const task = useTask(step, record);
  const open = () => step.task && send({ type: 'task.open', task: step.task });
  const performer = performerOf(step);
  const isOpen = step.status === 'open';
  // What a colleague is writing is theirs, but those who move the case may clear up.
  const mayRemove = step.added && (step.task !== null || view.mayMove);
  // Each tile has the same buttons: read out, each says of which step it is.
  const named = <span class="visually-hidden"> {step.name}</span>;
  return (
    <article class={`next-tile next-tile-${step.status}`} aria-label={step.name}>
      <Icon name={stepIcon(step)} size={20} />
      <div class="next-words">
        <p class="next-name">
          {step.name}
          {step.required && <span class="next-required">{text('nextRequired')}</span>}
          {step.added && <span class="next-added">{text('nextByHand')}</span>}
        </p>
        <p class="case-quiet">
          {performer && <span>{performer}</span>}
          {step.status === 'open' && <Due due={step.due} />}
          <State step={step} />
        </p>
      </div>
      {isOpen && (step.task || mayRemove) && (
        <div class="next-buttons">
          {step.task && isQuick(step) && (
            <Button expanded={unfolded === 'end'} onClick={() => unfold('end')}>
              {text('nextComplete')}
              {named}
            </Button>
          )}
          {step.task && (
            <Button onClick={open}>
              {text('nextOpen')}
              {named}
            </Button>
          )}
          {mayRemove && (
            <Button expanded={unfolded === 'remove'} onClick={() => unfold('remove')}>
              {text('nextRemove')}
              {named}
            </Button>
          )}
          {task && <TaskMenu task={task} onOpen={open} />}
        </div>
      )}
      {isOpen && unfolded === 'end' && step.task && <QuickEnd task={step.task} />}
      {isOpen && unfolded === 'remove' && step.step && (
        <RemoveStep view={view} step={step.step} name={step.name} onClose={() => setUnfolded(null)} />
      )}
    </article>
  );
}

const DECISIONS: Record<Decision, MessageKey> = { approved: 'nextApproved', rejected: 'nextRejected' };

function State({ step: { kind, status, result } }: { step: CaseStepView }) {
  if (status === 'open') return null;
  const [words, icon] = STATES[status];
  const decision = kind === 'approval' ? Decision.safeParse(result).data : undefined;
  return (
    <span class="next-state">
      <Icon name={icon} />
      <span>
        {text(words)}
        {result && `: ${decision ? text(DECISIONS[decision]) : result}`}
      </span>
    </span>
  );
}

function Due({ due }: { due: string | null }) {
  if (!due) return null;
  const overdue = new Date(due) < now.value;
  return (
    <span class={overdue ? 'next-overdue' : undefined}>
      {overdue && `${text('taskOverdue')} `}
      <When at={due} />
    </span>
  );
}

/** My task of the step, as far as the cache has it: what can be done with a role's task depends on it. */
function useTask({ task, kind }: CaseStepView, { system, type, id }: LinkedRecord): Task | null {
  const list = useLive({
    ...{ kind: 'tasks', shelf: kind === 'approval' ? 'approval' : 'task', future: true },
    ...{ record: { system, type, id }, process: null, search: '', limit: 100 },
  });
  return list?.items.find((one) => one.id === task) ?? null;
}
