import { safeAddress } from '../../../../components/pages.ts';
import { hrefOf } from '../../../../components/route.ts';
import { type MessageKey, text } from '../../../../components/text.ts';
import type { InstanceDetails, InstanceSummary } from '../../../../lib/protocol/index.ts';
import { Panel } from '../../panel.tsx';
import { writeRecord } from '../address.ts';
import { StatusBadge } from '../status-badge.tsx';

/** The instance that called this one, and those that it called. */
export function Relatives({ instance: { parent, children } }: { instance: InstanceDetails }) {
  if (!parent && children.length === 0) return null;
  return (
    <Panel title={text('relativesTitle')}>
      {parent && (
        <>
          <h3>{text('relativesParent')}</h3>
          <InstanceLink instance={parent} />
        </>
      )}
      {children.length > 0 && (
        <>
          <h3>{text('relativesChildren')}</h3>
          <ul class="relatives">
            {children.map((child) => (
              <li key={child.id}>
                <InstanceLink instance={child} />
              </li>
            ))}
          </ul>
        </>
      )}
    </Panel>
  );
}

function InstanceLink({ instance }: { instance: InstanceSummary }) {
  return (
    <p class="relative">
      <a href={hrefOf(['log', instance.id])}>{instance.caption}</a> <StatusBadge status={instance.status} />
    </p>
  );
}

type Connected = InstanceDetails['records'][number];

const HOW: Record<Connected['how'], MessageKey> = {
  started: 'recordStarted',
  connected: 'recordConnected',
  task: 'recordTask',
};

/** The records that the instance has to do with, as links into the CRM. */
export function Records({ records }: { records: readonly Connected[] }) {
  if (records.length === 0) return null;
  return (
    <Panel title={text('recordsTitle')}>
      <ul class="relatives">
        {records.map((record) => (
          <li key={`${record.system} ${record.type} ${record.id}`}>
            <RecordLine record={record} />
          </li>
        ))}
      </ul>
    </Panel>
  );
}

function RecordLine({ record }: { record: Connected }) {
  const title = record.title ?? `${record.type} ${record.id}`;
  const address = safeAddress(record.url);
  return (
    <p class="relative">
      {address ? (
        <a href={address} target="_blank" rel="noreferrer">
          {title}
        </a>
      ) : (
        <span>{title}</span>
      )}
      <span class="relative-note">
        {text(HOW[record.how])} · {record.type} {record.id}
      </span>
      <a class="relative-note" href={hrefOf(['log'], { record: writeRecord(record) })}>
        {text('recordInstances')}
        <span class="visually-hidden"> {title}</span>
      </a>
    </p>
  );
}
