import { useId, useState } from 'preact/hooks';
import { Banner } from '../../components/banner.tsx';
import { FileButton } from '../../components/button.tsx';
import { useClient, useLive, wireErrorOf } from '../../components/client.tsx';
import { ErrorBanner } from '../../components/error-banner.tsx';
import { Section } from '../../components/section.tsx';
import { type MessageKey, text } from '../../components/text.ts';
import type { PageRequest, RefusedAdapter } from '../../lib/messaging/contract.ts';
import type { Order, WireError } from '../../lib/protocol/index.ts';
import { type AdapterFile, readAdapter } from '../../lib/sites/adapter-file.ts';
import { AdapterRow } from './adapter-row.tsx';
import { CrmPage } from './crm-page.tsx';

const REASONS: Record<RefusedAdapter['why'], MessageKey> = {
  key: 'adaptersOtherKey',
  signature: 'adaptersNotSigned',
  shape: 'adaptersOtherShape',
  untrue: 'adaptersWrongExamples',
  old: 'adaptersOld',
  browser: 'adaptersOldBrowser',
};

/** How the person's CRMs are read: what ships, what they have picked themselves, and how any other CRM is added. */
export function AdaptersSection() {
  const client = useClient();
  const adapters = useLive({ kind: 'adapters' });
  const sites = useLive({ kind: 'sites' }) ?? [];
  const policy = useLive({ kind: 'policy' });
  const status = useLive({ kind: 'status' });
  const kept = useId();
  const [read, setRead] = useState<{ file: string; found: AdapterFile } | null>(null);
  const [failure, setFailure] = useState<WireError | null>(null);

  /** Whether it went well. */
  const attempt = async (work: Promise<unknown>): Promise<boolean> => {
    setFailure(null);
    try {
      await work;
      return true;
    } catch (error) {
      setFailure(wireErrorOf(error));
      return false;
    }
  };
  const send = (request: PageRequest) => attempt(client.request(request));
  const order = (wanted: Order) => attempt(client.order(wanted));
  const take = async ([file]: File[]) => {
    if (!file) return;
    const found = readAdapter(await file.text());
    const isRefused = 'adapter' in found && !(await send({ type: 'adapter.put', adapter: found.adapter }));
    setRead(isRefused ? null : { file: file.name, found });
  };
  const whyNot = policy?.ownAdapters === false ? kept : null;
  const mayGive = status?.user?.permissions.includes('manage-definitions') === true;

  return (
    <Section title={text('adaptersTitle')} help={text('adaptersHelp')}>
      {whyNot && (
        <div id={whyNot}>
          <Banner kind="info">{text('adaptersKept')}</Banner>
        </div>
      )}
      <CrmPage rules={policy?.origins ?? null} whyNot={whyNot} />
      {adapters && adapters.known.length > 0 && (
        <ul>
          {adapters.known.map((known) => (
            <AdapterRow
              key={`${known.source} ${known.adapter.kind}`}
              known={known}
              hasSystem={sites.some(({ system }) => system.kind === known.adapter.kind)}
              onSend={send}
              onOrder={mayGive ? order : null}
            />
          ))}
        </ul>
      )}
      {adapters?.refused.map(({ kind, why }) => (
        <Banner key={`${kind} ${why}`} kind="warning" title={text('adaptersRefused', kind ?? '–')}>
          {text(REASONS[why])}
        </Banner>
      ))}
      <div>
        <FileButton
          icon="upload"
          accept=".json,application/json"
          disabled={whyNot !== null}
          describedBy={whyNot ?? undefined}
          onFiles={(files) => void take(files)}
        >
          {text('adaptersImport')}
        </FileButton>
      </div>
      {read && (
        <Banner kind={'adapter' in read.found ? 'ok' : 'error'} title={read.file}>
          {outcome(read.found)}
        </Banner>
      )}
      {failure && <ErrorBanner title={text('adaptersFailed')} error={failure} />}
    </Section>
  );
}

function outcome(found: AdapterFile): string {
  if ('adapter' in found) return text('adaptersImported', found.adapter.name);
  switch (found.problem) {
    case 'size':
      return text('adaptersTooLarge');
    case 'json':
      return text('adaptersNoJson');
    case 'shape':
      return text('adaptersNoAdapter', found.at);
    case 'untrue':
      return text('adaptersUntrue', found.at);
  }
}
