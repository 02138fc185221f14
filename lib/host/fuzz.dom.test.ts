import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { BackgroundToHost, HostToBackground } from '../messaging/contract.ts';
import { ListenerLedger } from '../testing/listeners.ts';
import { type FakePort, portPair } from '../testing/ports.ts';
import { Resizes } from '../testing/resizes.ts';
import { type Action, perform } from '../testing/synthetic-host/actions.ts';
import { adapterOf } from '../testing/synthetic-host/adapter.ts';
import { actions, hosts } from '../testing/synthetic-host/arbitraries.ts';
import { type Dialect, dialectOf, type View } from '../testing/synthetic-host/dialects.ts';
import { type HostShape, SyntheticHost } from '../testing/synthetic-host/host.ts';
import { barMeeting } from './bar-script.ts';
import { BUTTON_TAG, OVERLAY_TAG, STAGES_TAG } from './elements.ts';
import { StageBar } from './stage-bar/stage-bar.ts';
import { sampleBar, sampleWords } from './stage-bar/testing.ts';
import { startHost } from './start.ts';

/** Longer than the host script waits for a page that has not come. */
const CALM = 12_000;
const RUNS = Number(process.env.FUZZ_RUNS ?? 60);
const SEED = process.env.FUZZ_SEED ? { seed: Number(process.env.FUZZ_SEED) } : {};

/** A page of a synthetic host with the host script in it, and what the background would hear of it. */
class Stage {
  readonly host: SyntheticHost;
  readonly life = new AbortController();
  readonly listeners = new ListenerLedger();
  readonly resizes = new Resizes();
  /** What was sent by the page since it was last asked. */
  sent: HostToBackground[] = [];
  told: unknown;
  isAllowed = true;
  #ports: FakePort[] = [];
  #heard = new Map<FakePort, number>();
  readonly #dialect: Dialect;
  readonly #entries: View[] = [{ kind: 'none' }];
  #at = 0;

  constructor(dialect: Dialect, shape: HostShape, hasNavigationApi: boolean) {
    this.#dialect = dialect;
    document.body.replaceChildren();
    history.replaceState(null, '', '/about:start');
    const navigation = hasNavigationApi ? new EventTarget() : undefined;
    Object.assign(window, { navigation });
    const changed = (address: string) => {
      history.replaceState(null, '', address);
      navigation?.dispatchEvent(new Event('currententrychange'));
    };
    this.host = new SyntheticHost(dialect, shape, {
      push: (address) => {
        this.#entries.splice(this.#at + 1, Number.POSITIVE_INFINITY, this.host.view);
        this.#at += 1;
        changed(address);
      },
    });
    for (const [name, target] of Object.entries({ document, window, navigation }))
      if (target) this.listeners.watch(name, target);
    vi.stubGlobal('ResizeObserver', this.resizes.Observer);
    barMeeting.bring((act, signal) => new StageBar(sampleWords, act, signal));
    startHost(
      {
        connect: () => this.#connect(),
        alive: () => true,
      },
      this.life,
    );
  }

  /** As the tab's history does: the address first, then the host is told. */
  travel(by: -1 | 1): void {
    const view = this.#entries[this.#at + by];
    if (!view) return;
    this.#at += by;
    history.replaceState(null, '', this.#dialect.address(view));
    (window as { navigation?: EventTarget }).navigation?.dispatchEvent(new Event('currententrychange'));
    dispatchEvent(new PopStateEvent('popstate'));
    this.host.arrive(view);
  }

  say(message: BackgroundToHost): void {
    const port = this.#ports.at(-1);
    if (port?.open) port.postMessage(message);
  }

  allow(allowed: boolean): void {
    this.isAllowed = allowed;
    this.say({ type: 'site', site: allowed ? adapterOf(this.#dialect) : null });
  }

  loseBackground(): void {
    this.#ports.at(-1)?.disconnect();
  }

  openPorts(): number {
    return this.#ports.filter(({ open }) => open).length;
  }

  async pass(ms: number): Promise<void> {
    this.resizes.tell();
    await vi.advanceTimersByTimeAsync(ms);
    this.resizes.tell();
    this.#hear();
  }

  #connect(): FakePort {
    const { page, background } = portPair('host');
    this.#ports.push(background);
    // As the background does when it hears of a document.
    this.say({ type: 'words', texts: { hostButton: 'Process' }, locale: 'en-GB' });
    this.say({ type: 'site', site: this.isAllowed ? adapterOf(this.#dialect) : null });
    background.onMessage.addListener((message) => {
      const { type, record } = message as { type: string; record?: { type: string; id: string } | null };
      // Records with even ids have a case.
      if (type !== 'record' || !record) return;
      const { type: of, id } = record;
      const bar = Number(id) % 2 === 0 ? sampleBar() : null;
      this.say({ type: 'bar', record: { type: of, id }, bar });
    });
    return page;
  }

  #hear(): void {
    for (const port of this.#ports) {
      const from = this.#heard.get(port) ?? 0;
      const news = port.received.slice(from) as HostToBackground[];
      this.#heard.set(port, port.received.length);
      for (const message of news) {
        this.sent.push(message);
        if (message.type === 'record') this.told = message.record;
      }
    }
  }

  /** The last word about the record before a message of this kind, and that message. */
  since(from: number, type: 'menu'): { record: unknown; message: HostToBackground | undefined } {
    const at = this.sent.findIndex((message, index) => index >= from && message.type === type);
    const before = this.sent.slice(0, at < 0 ? this.sent.length : at);
    const record = before.findLast((message) => message.type === 'record');
    return { record: record?.type === 'record' ? record.record : undefined, message: this.sent[at] };
  }
}

let stage: Stage | null = null;
let isHidden = false;

beforeEach(() => {
  vi.useFakeTimers();
  vi.spyOn(document, 'hidden', 'get').mockImplementation(() => isHidden);
});
afterEach(() => {
  end();
  vi.useRealTimers();
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
  Object.assign(window, { navigation: undefined });
});

function end(): void {
  stage?.life.abort();
  stage?.listeners.stop();
  stage = null;
  isHidden = false;
}

function show(hidden: boolean): void {
  if (hidden === isHidden) return;
  isHidden = hidden;
  document.dispatchEvent(new Event('visibilitychange'));
}

/** Everywhere, also in open shadow roots: what is left there is left in the page. */
function all(tag: string, root: ParentNode = document): Element[] {
  const inside = [...root.querySelectorAll('*')].flatMap((one) =>
    one.shadowRoot ? all(tag, one.shadowRoot) : [],
  );
  return [...root.querySelectorAll(tag), ...inside];
}

function recordOf({ host }: Stage): { type: string; id: string } | null {
  const { view, dialect } = host;
  return view.kind === 'record' ? { type: dialect.type, id: String(view.id) } : null;
}

/** What a press at this moment is about: whatever is drawn, the record of the address. */
async function expectPress(on: Stage): Promise<void> {
  const from = on.sent.length;
  on.say({ type: 'press' });
  await on.pass(0);
  const { record, message } = on.since(from, 'menu');
  const wanted = recordOf(on);
  const { view, dialect } = on.host;
  if (message?.type !== 'menu') return;
  expect(on.isAllowed, 'presses where it is not allowed').toBe(true);
  if (wanted) {
    expect(message.selected).toBeNull();
    expect(record).toMatchObject(wanted);
  } else {
    expect(view.kind).toBe('list');
    expect(message.selected).not.toBeNull();
    for (const one of message.selected ?? []) expect(one.type).toBe(dialect.type);
  }
}

async function act(on: Stage, action: Action): Promise<void> {
  if (perform(on.host, action)) return;
  switch (action.do) {
    case 'back':
      on.travel(-1);
      break;
    case 'forward':
      on.travel(1);
      break;
    case 'press':
      await expectPress(on);
      break;
    case 'lose-background':
      on.loseBackground();
      break;
    case 'restore':
      dispatchEvent(Object.assign(new Event('pageshow'), { persisted: true }));
      break;
    case 'hide':
      show(action.hidden);
      break;
    case 'allow':
      on.allow(action.allowed);
      break;
    case 'wait':
      await on.pass(action.ms);
      break;
  }
}

/** When everybody has come to rest. */
async function expectCalm(on: Stage): Promise<void> {
  show(false);
  on.host.closeModal();
  on.host.draw();
  await on.pass(CALM);
  const { host, isAllowed } = on;
  const { view, dialect } = host;
  const record = isAllowed ? recordOf(on) : null;
  const hasButton =
    isAllowed && (record !== null || (view.kind === 'list' && dialect.hasList && host.isReachable));
  expect(all(BUTTON_TAG), 'one button, or none').toHaveLength(hasButton ? 1 : 0);
  if (hasButton) {
    const [button] = all(BUTTON_TAG);
    const at = host.isReachable ? host.home() : document.documentElement;
    if (at) expect(button?.parentNode === at, 'in its place').toBe(true);
    expect(button?.checkVisibility(), 'in sight').toBe(true);
  }
  const hasBar = record !== null && Number(record.id) % 2 === 0;
  expect(all(STAGES_TAG), 'one stage bar, or none').toHaveLength(hasBar ? 1 : 0);
  const title = host.records.find(({ id }) => String(id) === record?.id)?.title;
  const told = record && { ...record, title: host.isReachable ? title : null };
  // Of a title that a slow page sets in a field that was there before, only the press tells.
  const isSilent = dialect.hasTitleField && host.shape.rendering === 'keyed';
  if (isAllowed) expect(on.told).toEqual(isSilent && record ? expect.objectContaining(record) : told);
  const note = host.records.find(({ id }) => String(id) === record?.id)?.note;
  if (record) expect(host.field()?.value, 'what was typed').toBe(note);
  expect(host.meddled, 'events at the fields of the host').toEqual([]);
  await expectPress(on);
  if (isAllowed) expect(on.told).toEqual(told);
  if (view.kind === 'list' && hasButton) {
    const menu = on.sent.findLast((message) => message.type === 'menu');
    const ids = menu?.type === 'menu' ? (menu.selected ?? []).map(({ id }) => Number(id)) : [];
    expect(new Set(ids)).toEqual(host.ticked);
  }
}

function expectNothingLeft(on: Stage): void {
  on.life.abort();
  for (const tag of [BUTTON_TAG, STAGES_TAG, OVERLAY_TAG]) expect(all(tag), tag).toEqual([]);
  expect(on.listeners.left(), 'listeners').toEqual([]);
  expect(on.resizes.left(), 'observed sizes').toBe(0);
  expect(vi.getTimerCount(), 'timers').toBe(0);
}

describe('whatever a page does', () => {
  it.each([true, false])(
    'there is one button for its record, its fields are let be, and nothing is left (Navigation API: %s)',
    async (hasNavigationApi) => {
      const property = fc.asyncProperty(
        hosts(['document', 'document', 'document', 'shadow']),
        actions,
        async (shape, all) => {
          end();
          vi.clearAllTimers();
          stage = new Stage(dialectOf(shape.dialect), shape, hasNavigationApi);
          await stage.pass(0);
          for (const action of all) await act(stage, action);
          await expectCalm(stage);
          expectNothingLeft(stage);
          await stage.pass(10);
          expect(stage.openPorts(), 'ports').toBe(0);
        },
      );
      await fc.assert(property, { numRuns: RUNS, ...SEED });
    },
    60_000 + RUNS * 20,
  );
});
