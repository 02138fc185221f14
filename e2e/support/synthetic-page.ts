/** Runs in a page of the synthetic site: puts the host into it, and follows the browser's own history. */
import { type HostAction, perform } from '../../lib/testing/synthetic-host/actions.ts';
import { dialectOf, type HostRecord, type View } from '../../lib/testing/synthetic-host/dialects.ts';
import { type HostShape, SyntheticHost } from '../../lib/testing/synthetic-host/host.ts';

/** What whoever drives the page asks it. */
export interface SyntheticPage {
  perform(action: HostAction): void;
  /** Goes back or forward, as far as that stays in this document. */
  travel(by: -1 | 1): void;
  /** What the host and its person have left half done is ended: data comes, dialogs close. */
  rest(): void;
  look(): Sight;
}

/** What is in the page. */
export interface Sight {
  /** The record that the address names. */
  id: string | null;
  title: string | null;
  isList: boolean;
  /** Process buttons, stage bars, wherever they are. */
  buttons: number;
  bars: number;
  /** Whether the button is where it belongs and can be seen. */
  isInPlace: boolean;
  /** What the person has typed is as it was typed, and nobody else has touched it. */
  isAsTyped: boolean;
  meddled: string[];
  /** Ids of ticked rows. */
  ticked: string[];
}

/** Drafts outlive a load of the page, as those of good hosts do. */
const NOTES = 'notes';
const WAY = 'way';

const { dialect: name, ...shape } = JSON.parse(
  document.querySelector<HTMLMetaElement>('meta[name=shape]')?.content ?? '{}',
) as HostShape & { dialect: string };
const dialect = dialectOf(name);
const views: View[] = [
  { kind: 'none' },
  { kind: 'list' },
  ...[1, 2, 3, 4, 5, 6].map((id): View => ({ kind: 'record', id })),
];
const addressed = () =>
  views.find((view) => dialect.address(view) === location.pathname + location.search + location.hash);

/** How far one can go back and forward; a load of the page does not change it. */
interface Way {
  behind: number;
  ahead: number;
}
const way = (): Way => JSON.parse(sessionStorage.getItem(WAY) ?? '{"behind":0,"ahead":0}');
const setWay = (next: Way) => sessionStorage.setItem(WAY, JSON.stringify(next));

const host = new SyntheticHost(dialect, shape, {
  push(address) {
    setWay({ behind: way().behind + 1, ahead: 0 });
    history.pushState(null, '', address);
  },
});
// The overlay says which record it is for by its title.
for (const record of host.records) record.title = `${record.title} ${record.id}`;
for (const { id, note } of JSON.parse(sessionStorage.getItem(NOTES) ?? '[]') as HostRecord[])
  for (const record of host.records) if (record.id === id) record.note = note;
const arrive = () => {
  const view = addressed();
  if (view && JSON.stringify(view) !== JSON.stringify(host.view)) host.arrive(view);
};
host.arrive(addressed() ?? { kind: 'none' });
addEventListener('popstate', arrive);
addEventListener('hashchange', arrive);

function all(tag: string, root: ParentNode = document): Element[] {
  const inside = [...root.querySelectorAll('*')].flatMap(({ shadowRoot }) =>
    shadowRoot ? all(tag, shadowRoot) : [],
  );
  return [...root.querySelectorAll(tag), ...inside];
}

function look(): Sight {
  const { view } = host;
  const record = host.records.find(({ id }) => view.kind === 'record' && id === view.id);
  const buttons = all('throughline-button');
  const [button] = buttons;
  const place = host.isReachable ? host.home() : document.documentElement;
  return {
    id: record ? String(record.id) : null,
    title: record?.title ?? null,
    isList: view.kind === 'list' && dialect.hasList && host.isReachable,
    buttons: buttons.length,
    bars: all('throughline-stages').length,
    // With its toolbar put away it may stand anywhere in sight.
    isInPlace: button?.checkVisibility() === true && (place === null || button.parentNode === place),
    isAsTyped: !record || host.field()?.value === record.note,
    meddled: host.meddled,
    ticked: [...host.ticked].map(String),
  };
}

const page: SyntheticPage = {
  perform(action) {
    perform(host, action);
    sessionStorage.setItem(NOTES, JSON.stringify(host.records));
  },
  travel(by) {
    const { behind, ahead } = way();
    if ((by < 0 ? behind : ahead) === 0) return;
    setWay({ behind: behind + by, ahead: ahead - by });
    history.go(by);
  },
  rest() {
    host.closeModal();
    host.draw();
  },
  look,
};
Object.assign(globalThis, { synthetic: page });
