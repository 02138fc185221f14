import { Button } from '../../components/button.tsx';
import { downloadText } from '../../components/download.ts';
import { Icon } from '../../components/icon.tsx';
import { type MessageKey, text } from '../../components/text.ts';
import type { KnownAdapter, PageRequest } from '../../lib/messaging/contract.ts';
import { writeAdapter } from './adapter-file.ts';

interface Props {
  known: KnownAdapter;
  onSend: (request: PageRequest) => void;
}

const SOURCES: Record<KnownAdapter['source'], MessageKey> = {
  own: 'adaptersOwn',
  server: 'adaptersServer',
  shipped: 'adaptersShipped',
};
const STATES: Record<KnownAdapter['state'], MessageKey> = {
  used: 'adaptersUsed',
  covered: 'adaptersCovered',
  off: 'adaptersOff',
  withdrawn: 'adaptersWithdrawn',
};

/** One adapter: who made it, what it reads, whether it is used. */
export function AdapterRow({ known: { adapter, source, state }, onSend }: Props) {
  const { kind, name } = adapter;
  const save = () => {
    const file = writeAdapter(adapter);
    downloadText(file.name, file.words);
  };
  const which = <span class="visually-hidden"> {`${name}, ${text(SOURCES[source])}`}</span>;
  return (
    <li class="site">
      <div>
        <p class="site-name">{name}</p>
        <p class="site-origin">{[text(SOURCES[source]), ...wordsFor(adapter)].join(' · ')}</p>
      </div>
      <div class="site-actions adapter-actions">
        <span class="site-state">
          <Icon name={state === 'used' ? 'ok' : 'skipped'} />
          <span>{text(STATES[state])}</span>
        </span>
        {state !== 'withdrawn' && (
          <Button onClick={() => onSend({ type: 'adapter.set', kind, source, used: state === 'off' })}>
            {text(state === 'off' ? 'adaptersSwitchOn' : 'adaptersSwitchOff')}
            {which}
          </Button>
        )}
        <Button onClick={save}>
          {text('adaptersExport')}
          {which}
        </Button>
        {source === 'own' && (
          <Button onClick={() => onSend({ type: 'adapter.remove', kind })}>
            {text('adaptersRemove')}
            {which}
          </Button>
        )}
      </div>
    </li>
  );
}

/** The types whose records it knows; null stands for whatever the addresses name. */
function wordsFor({ records }: KnownAdapter['adapter']): string[] {
  const types = [...new Set(records.flatMap(({ type }) => type ?? []))];
  return types.length > 0 ? [types.join(', ')] : [];
}
