import { Fragment } from 'preact';
import { useState } from 'preact/hooks';
import { Button } from '../../../../components/button.tsx';
import { now } from '../../../../components/clock.ts';
import { durationWords } from '../../../../components/duration.ts';
import { hrefOf } from '../../../../components/route.ts';
import { text } from '../../../../components/text.ts';
import { TextButton } from '../../../../components/text-button.tsx';
import { When } from '../../../../components/when.tsx';
import type { InstanceDetails, StepView } from '../../../../lib/protocol/index.ts';
import { Panel } from '../../panel.tsx';
import { StatusBadge, StepStatusBadge } from '../status-badge.tsx';
import { whoWords } from './person-words.ts';
import { StepTrace } from './step-trace.tsx';
import { nestSteps } from './step-tree.ts';

interface Props {
  instance: InstanceDetails;
  /** Only the steps of this element. */
  element: string | null;
  onElement: (element: string | null) => void;
}

/** The steps in the order of their beginning, those in a sub-process under it (behaviour 4.4). */
export function StepsTable({ instance, element, onElement }: Props) {
  const [traced, setTraced] = useState<string | null>(null);
  const nested = nestSteps(instance.steps);
  const shown = element === null ? nested : nested.filter(({ step }) => step.element === element);
  return (
    <Panel
      title={text('stepsTitle')}
      actions={
        element !== null && (
          <Button icon="close" onClick={() => onElement(null)}>
            {text('stepsAll')}
          </Button>
        )
      }
    >
      {shown.length === 0 && <p>{text('stepsNone')}</p>}
      {shown.length > 0 && (
        <table class="rows steps">
          <thead>
            <tr>
              <th scope="col">{text('stepName')}</th>
              <th scope="col">{text('logColumnStatus')}</th>
              <th scope="col">{text('stepWho')}</th>
              <th scope="col">{text('stepOutcome')}</th>
              <th scope="col">{text('logColumnStarted')}</th>
              <th scope="col">{text('logColumnDuration')}</th>
            </tr>
          </thead>
          <tbody>
            {shown.map(({ step, depth }) => (
              <Fragment key={step.id}>
                <Row
                  step={step}
                  depth={element === null ? depth : 0}
                  traced={traced === step.id}
                  onTrace={(on) => setTraced(on ? step.id : null)}
                  onElement={onElement}
                />
                {traced === step.id && (
                  <tr>
                    <td colSpan={6}>
                      <StepTrace instance={instance.summary.id} step={step.id} />
                    </td>
                  </tr>
                )}
              </Fragment>
            ))}
          </tbody>
        </table>
      )}
      {instance.moreSteps && <p class="note">{text('stepsMore')}</p>}
    </Panel>
  );
}

interface RowProps {
  step: StepView;
  depth: number;
  traced: boolean;
  onTrace: (on: boolean) => void;
  onElement: (element: string | null) => void;
}

function Row({ step, depth, traced, onTrace, onElement }: RowProps) {
  const ended = step.endedAt ? new Date(step.endedAt) : now.value;
  return (
    <tr>
      <th scope="row">
        <span class="step-name" style={{ '--depth': depth }}>
          <TextButton onClick={() => onElement(step.element)}>{step.name || step.element}</TextButton>
          {step.index !== null && <span class="step-index">{text('stepIndex', String(step.index + 1))}</span>}
          {step.child && (
            <a class="step-index" href={hrefOf(['log', step.child])}>
              {text('stepChild')}
              <span class="visually-hidden"> {step.name}</span>
            </a>
          )}
        </span>
        {step.incident && <p class="step-problem">{step.incident.message}</p>}
      </th>
      <td data-label={text('logColumnStatus')}>
        {/* What holds other steps does not wait itself. */}
        {step.status === 'running' && holdsSteps(step) ? (
          <StatusBadge status="running" />
        ) : (
          <StepStatusBadge status={step.status} />
        )}
      </td>
      <td data-label={text('stepWho')}>{whoWords(step)}</td>
      <td data-label={text('stepOutcome')}>{step.outcome ?? ''}</td>
      <td data-label={text('logColumnStarted')}>
        <When at={step.enteredAt} />
      </td>
      <td data-label={text('logColumnDuration')}>
        {durationWords(ended.getTime() - new Date(step.enteredAt).getTime())}
        {step.traced && (
          <Button look="quiet" expanded={traced} onClick={() => onTrace(!traced)}>
            {text('stepTrace')}
            <span class="visually-hidden"> {step.name}</span>
          </Button>
        )}
      </td>
    </tr>
  );
}

function holdsSteps({ type }: StepView): boolean {
  return /subProcess$/i.test(type);
}
