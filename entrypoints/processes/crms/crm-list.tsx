import '../../../components/card-table.css';
import { Answer } from '../../../components/answer.tsx';
import { Empty } from '../../../components/empty.tsx';
import { ErrorBanner } from '../../../components/error-banner.tsx';
import { hrefOf } from '../../../components/route.ts';
import { counted, text } from '../../../components/text.ts';
import type { Crms } from '../../../lib/messaging/contract.ts';
import type { System } from '../../../lib/protocol/index.ts';
import { ViewHead } from '../view-head.tsx';
import { ChangesLine } from './changes-line.tsx';
import { ConnectionLine } from './connection-line.tsx';
import { kindWords, useAdapters } from './kinds.ts';
import { type KnownCrms, useAsking, useCrms } from './use-crms.ts';

/** Every CRM that the server knows: where it is, how it is reached, how it tells of changes. */
export function CrmList() {
  const crms = useCrms();
  return (
    <>
      <ViewHead
        title={text('crmsTitle')}
        below={<span>{text('crmsHelp')}</span>}
        actions={
          <a class="button button-primary" href={hrefOf(['new-crm'])}>
            {text('crmsAdd')}
          </a>
        }
      />
      <Answer of={crms} loading={text('crmsLoading')}>
        {(known) =>
          known.systems.length === 0 ? (
            <Empty icon="record" title={text('crmsNoneTitle')}>
              {text('crmsNone')}
            </Empty>
          ) : (
            <Table crms={known} onChecked={crms.connected} />
          )
        }
      </Answer>
    </>
  );
}

function Table({ crms, onChecked }: { crms: Crms; onChecked: KnownCrms['connected'] }) {
  const { systems } = crms;
  return (
    <>
      <p class="note" role="status">
        {counted('crmsCount', systems.length)}
      </p>
      <table class="card-table crms-table">
        <thead>
          <tr>
            <th scope="col">{text('crmsColumnCrm')}</th>
            <th scope="col">{text('crmsColumnKind')}</th>
            <th scope="col">{text('crmsColumnAddresses')}</th>
            <th scope="col">{text('crmsColumnConnection')}</th>
            <th scope="col">{text('crmsColumnChanges')}</th>
          </tr>
        </thead>
        <tbody>
          {systems.map((system) => (
            <Row key={system.id} system={system} crms={crms} onChecked={onChecked} />
          ))}
        </tbody>
      </table>
    </>
  );
}

interface RowProps {
  system: System;
  crms: Crms;
  onChecked: KnownCrms['connected'];
}

function Row({ system, crms, onChecked }: RowProps) {
  const { id, name, origins } = system;
  const { busy, failure, possible, ask } = useAsking();
  const kind = kindWords(system.kind, useAdapters());
  const connection = crms.connections.find((one) => one.system === id) ?? null;
  const webhook = crms.webhooks.find((one) => one.system === id) ?? null;
  const check = async () => {
    const answer = await ask({ type: 'connection.check', system: id });
    if (answer?.type === 'connection') onChecked(id, answer.connection);
  };
  return (
    <tr>
      <th scope="row">
        <a class="library-name" href={hrefOf(['crms', id])}>
          {name}
        </a>
        <code class="crms-code">{id}</code>
      </th>
      <td data-label={text('crmsColumnKind')}>
        <div>
          <p>{kind.name}</p>
          <p class="note">{kind.mark}</p>
        </div>
      </td>
      <td data-label={text('crmsColumnAddresses')}>
        <div>
          <ul class="crms-addresses">
            {origins.map((origin) => (
              <li key={origin}>{origin}</li>
            ))}
          </ul>
        </div>
      </td>
      <td data-label={text('crmsColumnConnection')}>
        <div>
          <ConnectionLine
            connection={connection}
            name={name}
            busy={busy}
            onCheck={possible ? () => void check() : null}
          />
          {failure && <ErrorBanner title={text('crmsCheckFailed')} error={failure} />}
        </div>
      </td>
      <td data-label={text('crmsColumnChanges')}>
        <ChangesLine connection={connection} webhook={webhook} />
      </td>
    </tr>
  );
}
