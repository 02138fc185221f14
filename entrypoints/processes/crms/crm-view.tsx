import { useState } from 'preact/hooks';
import { Answer } from '../../../components/answer.tsx';
import { Banner } from '../../../components/banner.tsx';
import { Button, LinkButton } from '../../../components/button.tsx';
import { useClient } from '../../../components/client.tsx';
import { Empty } from '../../../components/empty.tsx';
import { OPTIONS_PAGE } from '../../../components/pages.ts';
import { go, hrefOf } from '../../../components/route.ts';
import { text } from '../../../components/text.ts';
import type { Crms } from '../../../lib/messaging/contract.ts';
import type { System } from '../../../lib/protocol/index.ts';
import { Panel } from '../panel.tsx';
import { ViewHead } from '../view-head.tsx';
import { AskFirst } from './ask-first.tsx';
import { ConnectionPanel } from './connection-panel.tsx';
import { draftOf } from './crm-draft.ts';
import { CrmForm } from './crm-form.tsx';
import { kindWords, useAdapters } from './kinds.ts';
import { type KnownCrms, useCrms } from './use-crms.ts';
import { WebhookPanel } from './webhook-panel.tsx';

/** One CRM: how the server reaches it, how it tells of changes, where it is. */
export function CrmView({ system: id }: { system: string }) {
  const crms = useCrms();
  const system = crms.result?.systems.find((one) => one.id === id) ?? null;
  const kind = kindWords(system?.kind ?? '', useAdapters());
  const [removing, setRemoving] = useState(false);
  return (
    <>
      <ViewHead
        title={system?.name ?? id}
        back={{ href: hrefOf(['crms']), label: text('crmsTitle') }}
        below={
          system && (
            <>
              <span>{`${kind.name} · ${kind.mark}`}</span>
              <code class="crms-code">{id}</code>
            </>
          )
        }
        actions={
          system && (
            <Button icon="delete" onClick={() => setRemoving(true)}>
              {text('crmsRemove')}
            </Button>
          )
        }
      />
      <Answer of={crms} loading={text('crmsLoading')}>
        {(known) =>
          system ? (
            <Parts
              key={id}
              system={system}
              crms={known}
              onConnected={crms.connected}
              onChanged={crms.reload}
            />
          ) : (
            <Empty icon="unknown" title={text('crmsGoneTitle')}>
              {text('crmsGone')}
            </Empty>
          )
        }
      </Answer>
      {removing && system && <RemoveDialog system={system} onClose={() => setRemoving(false)} />}
    </>
  );
}

interface PartsProps {
  system: System;
  crms: Crms;
  onConnected: KnownCrms['connected'];
  onChanged: () => void;
}

function Parts({ system, crms, onConnected, onChanged }: PartsProps) {
  const { id } = system;
  const adapters = useAdapters();
  const [saved, setSaved] = useState(false);
  const connection = crms.connections.find((one) => one.system === id) ?? null;
  const webhook = crms.webhooks.find((one) => one.system === id) ?? null;
  return (
    <>
      <OnItsPages isKnown={adapters.some(({ kind }) => kind === system.kind)} />
      <ConnectionPanel
        system={system}
        connection={connection}
        onConnection={(now) => onConnected(id, now)}
        onChanged={onChanged}
      />
      <WebhookPanel system={system} connection={connection} webhook={webhook} onChanged={onChanged} />
      <Panel title={text('crmsAbout')}>
        {saved && <Banner kind="ok">{text('crmsSaved')}</Banner>}
        <CrmForm
          start={draftOf(system, adapters)}
          systems={crms.systems}
          present={system}
          action={text('save')}
          onInput={() => setSaved(false)}
          onSaved={() => {
            setSaved(true);
            onChanged();
          }}
        />
      </Panel>
    </>
  );
}

/** What has to happen for people to see Throughline on the pages of this CRM. */
function OnItsPages({ isKnown }: { isKnown: boolean }) {
  return (
    <Banner
      kind={isKnown ? 'info' : 'warning'}
      actions={
        <LinkButton icon="settings" href={OPTIONS_PAGE}>
          {text('crmsOptions')}
        </LinkButton>
      }
    >
      <p>{text(isKnown ? 'crmsAllow' : 'crmsPoint')}</p>
    </Banner>
  );
}

function RemoveDialog({ system, onClose }: { system: System; onClose: () => void }) {
  const client = useClient();
  return (
    <AskFirst
      title={text('crmsRemoveTitle', system.name)}
      action={text('crmsRemove')}
      words={text('crmsRemoveWords')}
      work={async () => {
        await client.order({ type: 'system.remove', system: system.id });
        go(['crms']);
      }}
      onClose={onClose}
    />
  );
}
