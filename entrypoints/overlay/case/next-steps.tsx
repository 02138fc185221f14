import './case.css';
import { text } from '../../../components/text.ts';
import type { CaseView, LinkedRecord } from '../../../lib/protocol/index.ts';
import { AddByHand } from './add-by-hand.tsx';
import { StepTile } from './step-tile.tsx';
import { TasksByHand } from './tasks-by-hand.tsx';

/** The steps of the stage as tiles, those that were added by hand, and what people should know (behaviour 8.7). */
export function NextSteps({ view, record }: { view: CaseView; record: LinkedRecord }) {
  const { steps, playbook } = view;
  return (
    <div class="next-steps">
      {playbook && <p class="next-playbook">{playbook}</p>}
      {steps.length === 0 && <p class="case-quiet">{text('nextNone')}</p>}
      <ul class="next-tiles">
        {steps.map((step) => (
          <li key={`${step.id} ${step.step}`}>
            <StepTile step={step} view={view} record={record} />
          </li>
        ))}
      </ul>
      <TasksByHand record={record} />
      <AddByHand view={view} record={record} />
    </div>
  );
}
