import type { ComponentChildren } from 'preact';
import { now } from '../../../../components/clock.ts';
import { durationWords } from '../../../../components/duration.ts';
import { hrefOf } from '../../../../components/route.ts';
import { text } from '../../../../components/text.ts';
import { When } from '../../../../components/when.tsx';
import type { InstanceDetails } from '../../../../lib/protocol/index.ts';
import { StatusBadge } from '../status-badge.tsx';
import { originWord } from '../words.ts';

/** What is known of an instance at a glance. */
export function InstanceFacts({ instance }: { instance: InstanceDetails }) {
  const { summary, businessKey } = instance;
  const { process, startedAt, endedAt } = summary;
  const lasted = summary.duration ?? now.value.getTime() - new Date(startedAt).getTime();
  return (
    <dl class="facts">
      <Fact name={text('logColumnStatus')}>
        <StatusBadge status={summary.status} />
      </Fact>
      <Fact name={text('logColumnProcess')}>
        <a href={hrefOf(['library', process.key])}>{process.name}</a>{' '}
        {text('versionName', String(process.version))}
      </Fact>
      {summary.stage !== undefined && <Fact name={text('logColumnStage')}>{summary.stage}</Fact>}
      <Fact name={text('logColumnOwner')}>{summary.owner?.name ?? text('nobody')}</Fact>
      <Fact name={text('logColumnOrigin')}>{originWord(summary.origin)}</Fact>
      <Fact name={text('logColumnStarted')}>
        <When at={startedAt} />
      </Fact>
      {endedAt && (
        <Fact name={text('logColumnEnded')}>
          <When at={endedAt} />
        </Fact>
      )}
      <Fact name={text(endedAt ? 'logColumnDuration' : 'factSince')}>{durationWords(lasted)}</Fact>
      {businessKey && <Fact name={text('factBusinessKey')}>{businessKey}</Fact>}
      {summary.traced && <Fact name={text('logColumnTrace')}>{text('logTraced')}</Fact>}
    </dl>
  );
}

function Fact({ name, children }: { name: string; children: ComponentChildren }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
