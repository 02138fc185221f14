import './instance.css';
import { Answer, NeedsPermission, useAnswer, useMay } from '../../../../components/answer.tsx';
import { useLive } from '../../../../components/client.tsx';
import { changeQuery, hrefOf, route } from '../../../../components/route.ts';
import { text } from '../../../../components/text.ts';
import type { InstanceDetails } from '../../../../lib/protocol/index.ts';
import { ViewHead } from '../../view-head.tsx';
import { REFRESH_MS, useEvery } from '../use-every.ts';
import { HistoryList } from './history-list.tsx';
import { InstanceActions } from './instance-actions.tsx';
import { InstanceDiagram } from './instance-diagram.tsx';
import { InstanceFacts } from './instance-facts.tsx';
import { Records, Relatives } from './relatives.tsx';
import { StepsTable } from './steps-table.tsx';
import { VariablesTable } from './variables-table.tsx';
import { WaitingPlaces } from './waiting-places.tsx';

/** One instance: where it stands and why, what it did, and what can be done about it. */
export function InstanceView({ instance: id }: { instance: string }) {
  const may = useMay();
  const known = useLive({ kind: 'status' })?.user != null;
  const allowed = may('see-log');
  const answered = useAnswer(allowed ? { type: 'instance', instance: id } : null);
  const instance = answered.result?.instance ?? null;
  const ended = instance !== null && instance.summary.endedAt !== null;
  useEvery(allowed && answered.link === 'live' && !ended ? REFRESH_MS : null, answered.reload);
  return (
    <>
      <ViewHead
        title={instance?.summary.caption ?? text('instanceTitle')}
        back={{ href: hrefOf(['log']), label: text('logTitle') }}
        actions={instance && <InstanceActions instance={instance} onChanged={answered.reload} />}
      />
      {known && !allowed ? (
        <NeedsPermission permission="see-log" />
      ) : (
        <Answer of={answered} loading={text('instanceLoading')}>
          {(result) => <Details instance={result.instance} onChanged={answered.reload} />}
        </Answer>
      )}
    </>
  );
}

/** What is selected in the diagram is in the address, too. */
function Details({ instance, onChanged }: { instance: InstanceDetails; onChanged: () => void }) {
  const element = route().query.element ?? null;
  const select = (chosen: string | null) => changeQuery({ element: chosen });
  return (
    <div class="instance">
      <InstanceFacts instance={instance} />
      <WaitingPlaces instance={instance} element={element} onElement={select} onChanged={onChanged} />
      <InstanceDiagram instance={instance} element={element} onElement={select} />
      <StepsTable instance={instance} element={element} onElement={select} />
      <VariablesTable instance={instance} onChanged={onChanged} />
      <Relatives instance={instance} />
      <Records records={instance.records} />
      <HistoryList history={instance.history} steps={instance.steps} />
    </div>
  );
}
