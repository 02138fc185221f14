import './case.css';
import { useLive } from '../../../components/client.tsx';
import { Icon } from '../../../components/icon.tsx';
import { text } from '../../../components/text.ts';
import type { LinkedRecord } from '../../../lib/protocol/index.ts';
import { stageName } from './case-page.tsx';
import { NextSteps } from './next-steps.tsx';

/** In the drawer: the next steps of the case of the record that the page shows. Nothing where there is none. */
export function StageSteps({ record }: { record: LinkedRecord }) {
  const { system, type, id } = record;
  const view = useLive({ kind: 'case', record: { system, type, id } })?.case;
  if (!view) return null;
  return (
    <details class="next-fold">
      <summary>
        <Icon name="next" />
        {text('caseStepsTitle', stageName(view, view.stage))}
      </summary>
      <NextSteps view={view} record={record} />
    </details>
  );
}
