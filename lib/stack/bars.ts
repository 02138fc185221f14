import { browser } from 'wxt/browser';
import type { Outbox } from '../cache/outbox.ts';
import type { Cases } from '../cases/known-cases.ts';
import type { Link } from '../connection/link.ts';
import type { HostToBackground } from '../messaging/contract.ts';
import type { Topics } from '../messaging/topics.ts';
import {
  type CaseCommand,
  type CaseView,
  isSameRecord,
  type MovePreview,
  type RecordRef,
} from '../protocol/index.ts';
import { barOf } from './bar-of.ts';
import type { Host, Hosts } from './hosts.ts';
import type { Landing } from './landing.ts';
import type { Tabs } from './tabs.ts';

interface Parts {
  readonly tabs: Tabs;
  readonly cases: Cases;
  readonly outbox: Outbox;
  readonly link: Pick<Link, 'ask'>;
  readonly topics: Topics;
  readonly hosts: () => Hosts;
  readonly landing: () => Landing;
  /** Sends what is in the outbox. */
  readonly pump: () => void;
}

type Pressed = Extract<HostToBackground, { type: 'bar' }>;

/** Keeps the stage bar of each CRM page equal to the case of its record, and carries out what is pressed there. */
export class Bars {
  readonly #parts: Parts;
  /** What each host script was told last. */
  readonly #told = new WeakMap<Host, string>();
  readonly #injected = new WeakSet<Host>();

  constructor(parts: Parts) {
    this.#parts = parts;
    parts.topics.onChange((changed) => {
      if (!changed.has('cases') && !changed.has('account') && !changed.has('outbox')) return;
      for (const host of parts.hosts().all()) void this.draw(host);
    });
  }

  /** The page shows a record, or is looked at again. */
  async shown(host: Host): Promise<void> {
    const { tabs, cases } = this.#parts;
    await this.draw(host);
    const { record } = tabs.get(host.tab);
    if (!record) return;
    await cases.look(record);
    // A page that was opened behind another one has not been seen by anybody.
    const tab = await browser.tabs.get(host.tab).catch(() => null);
    if (tab?.active) await cases.begin(record, host.tab);
  }

  /** The server says that the case of a record has changed. */
  async changed(record: RecordRef): Promise<void> {
    const { cases } = this.#parts;
    const isShown = ({ tab }: Host) => isSameRecord(this.#parts.tabs.get(tab).record, record);
    if ((await this.#looked()).some(isShown)) await cases.refresh(record);
    else if (this.#parts.hosts().all().some(isShown)) cases.doubt(record);
    else await cases.forget(record);
  }

  /** There is a link (again): what was told over the last one may be old. Pages behind others ask when they come forward. */
  async linked(): Promise<void> {
    this.#parts.cases.distrust();
    await Promise.all((await this.#looked()).map((host) => this.shown(host)));
  }

  /** Tells the server which records are still looked at. */
  async renew(): Promise<void> {
    for (const host of await this.#looked()) {
      const { record } = this.#parts.tabs.get(host.tab);
      if (record) await this.#parts.cases.renew(record);
    }
  }

  async draw(host: Host): Promise<void> {
    const { tabs, cases, landing } = this.#parts;
    const { record } = tabs.get(host.tab);
    if (!record) return;
    const bar = barOf(await cases.state(record));
    // What is told of another record would take the bar of this one away.
    if (!isSameRecord(tabs.get(host.tab).record, record)) return;
    const message = { type: 'bar', record: { type: record.type, id: record.id }, bar } as const;
    const drawn = JSON.stringify(message);
    // Also that there is nothing to draw: a document that comes back may still draw what it was told before.
    if (this.#told.get(host) !== drawn) {
      this.#told.set(host, drawn);
      host.send(message);
    }
    if (bar && !this.#injected.has(host)) {
      this.#injected.add(host);
      if (!(await landing().injectBar(host.tab))) this.#injected.delete(host);
    }
  }

  /** Somebody has pressed something at the bar. */
  async acted(host: Host, { record, act, box, sure }: Pressed): Promise<void> {
    const { tabs, cases, outbox } = this.#parts;
    const shown = tabs.get(host.tab).record;
    // The page has gone on under the bar.
    if (!shown || shown.type !== record.type || shown.id !== record.id) return;
    const { case: view, offer, pending } = await cases.state(shown);
    if (act.kind === 'read') {
      if (pending) await outbox.dismiss(pending.command);
      return;
    }
    if (act.kind === 'move' && sure && view && (await this.#isHarmless(view, act.stage))) {
      const { instance, revision, stages } = view;
      const title = stages.find(({ id }) => id === act.stage)?.name ?? act.stage;
      await this.#send({ type: 'case.move', instance, stage: act.stage, revision }, title, host.tab);
    } else if (act.kind === 'start' && sure && offer) {
      const { process, name } = offer;
      await this.#send({ type: 'case.start', process, record: shown }, name, host.tab);
    } else if (isSameRecord(tabs.get(host.tab).record, shown)) {
      await tabs.dispatch(host.tab, { type: 'case', box, about: act });
    }
  }

  /** The pages in front: only these ask again after a new link, and keep their lease. */
  async #looked(): Promise<Host[]> {
    const active = await browser.tabs.query({ active: true });
    return active.flatMap(({ id }) => (id === undefined ? [] : (this.#parts.hosts().get(id) ?? [])));
  }

  /** What open pages show. */
  records(): RecordRef[] {
    const { tabs, hosts } = this.#parts;
    return hosts()
      .all()
      .flatMap(({ tab }) => tabs.get(tab).record ?? []);
  }

  /** Whether a move needs no second look: it cancels and begins nothing, and nothing stands in its way. */
  async #isHarmless({ instance, revision }: CaseView, stage: string): Promise<boolean> {
    const { link } = this.#parts;
    const asked = await link.ask({ type: 'case.preview', instance, stage }).catch(() => null);
    return asked !== null && asked.preview.revision === revision && isHarmless(asked.preview);
  }

  async #send(command: CaseCommand, title: string, tab: number): Promise<void> {
    const { outbox, pump } = this.#parts;
    await outbox.add({ id: crypto.randomUUID(), command, title, tab });
    pump();
  }
}

function isHarmless({ move, blocking, cancelled, created, ends }: MovePreview): boolean {
  const may = move === 'forward' || move === 'back';
  return may && !ends && blocking.length + cancelled.length + created.length === 0;
}
