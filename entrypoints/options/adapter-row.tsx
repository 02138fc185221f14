import { Button } from '../../components/button.tsx';
import { downloadText } from '../../components/download.ts';
import { Icon } from '../../components/icon.tsx';
import { type MessageKey, text } from '../../components/text.ts';
import type { KnownAdapter, PageRequest } from '../../lib/messaging/contract.ts';
import type { Order } from '../../lib/protocol/index.ts';
import { writeAdapter } from '../../lib/sites/adapter-file.ts';

interface Props {
  known: KnownAdapter;
  /** The server knows a CRM of this kind: it need not be told where one is. */
  hasSystem: boolean;
  onSend: (request: PageRequest) => void;
  /** Null: the person may not give anything to everybody. */
  onOrder: ((order: Order) => void) | null;
}

const SOURCES: Record<KnownAdapter['source'], MessageKey> = {
  policy: 'adaptersPolicy',
  own: 'adaptersOwn',
  server: 'adaptersServer',
  shipped: 'adaptersShipped',
};
const STATES: Record<KnownAdapter['state'], MessageKey> = {
  used: 'adaptersUsed',
  covered: 'adaptersCovered',
  off: 'adaptersOff',
  withdrawn: 'adaptersWithdrawn',
  barred: 'adaptersWithdrawn',
};

/** One adapter: who made it, what it reads, whether it is used. */
export function AdapterRow({ known, hasSystem, onSend, onOrder }: Props) {
  const { adapter, source, state } = known;
  const which = `${adapter.name}, ${text(SOURCES[source])}`;
  return (
    <li class="site">
      <div>
        <p class="site-name">{adapter.name}</p>
        <p class="site-origin">{[text(SOURCES[source]), ...typesOf(adapter)].join(' · ')}</p>
      </div>
      <div class="site-actions adapter-actions">
        <span class="site-state">
          <Icon name={state === 'used' ? 'ok' : 'skipped'} />
          <span>{text(STATES[state])}</span>
        </span>
        {[...ownActs(known, onSend), ...(onOrder ? givenActs(known, hasSystem, onOrder) : [])].map(
          ([label, act]) => (
            <Button key={label} onClick={act}>
              {text(label)}
              <span class="visually-hidden"> {which}</span>
            </Button>
          ),
        )}
      </div>
    </li>
  );
}

type Act = [label: MessageKey, act: () => void];

/** What a person does for themselves. */
function ownActs({ adapter, source, state }: KnownAdapter, onSend: Props['onSend']): Act[] {
  const { kind } = adapter;
  const save: Act = [
    'adaptersExport',
    () => {
      const file = writeAdapter(adapter);
      downloadText(file.name, file.words);
    },
  ];
  if (source === 'policy') return [save];
  const set = (used: boolean) => () => onSend({ type: 'adapter.set', kind, source, used });
  const toggle: Act = state === 'off' ? ['adaptersSwitchOn', set(true)] : ['adaptersSwitchOff', set(false)];
  const remove: Act = ['adaptersRemove', () => onSend({ type: 'adapter.remove', kind })];
  const isTaken = state === 'withdrawn' || state === 'barred';
  return [...(isTaken ? [] : [toggle]), save, ...(source === 'own' ? [remove] : [])];
}

/** What an administrator does for everybody. */
function givenActs(
  { adapter, source, state }: KnownAdapter,
  hasSystem: boolean,
  onOrder: (order: Order) => void,
): Act[] {
  const { kind } = adapter;
  if (source === 'policy') return [];
  if (source === 'own') {
    // The examples of one that ships are nowhere that the server should know.
    const origin = hasSystem ? null : new URL(adapter.testUrls[0]?.url ?? '').origin;
    const words = JSON.stringify(adapter);
    return [['adaptersGive', () => onOrder({ type: 'adapter.publish', adapter: words, origin })]];
  }
  const enable = (enabled: boolean) => () => onOrder({ type: 'adapter.enable', kind, enabled });
  return [
    state === 'withdrawn' ? ['adaptersOnForAll', enable(true)] : ['adaptersOffForAll', enable(false)],
    ...(source === 'server'
      ? ([['adaptersTakeBack', () => onOrder({ type: 'adapter.withdraw', kind })]] satisfies Act[])
      : []),
  ];
}

/** The types whose records it knows; null stands for whatever the addresses name. */
function typesOf({ records }: KnownAdapter['adapter']): string[] {
  const types = [...new Set(records.flatMap(({ type }) => type ?? []))];
  return types.length > 0 ? [types.join(', ')] : [];
}
