import { browser } from 'wxt/browser';
import { Adapters } from '../access/adapters.ts';
import { MissingPlaces } from '../access/missing-places.ts';
import { Policy } from '../access/policy.ts';
import { Registration } from '../access/registration.ts';
import { Served } from '../access/served.ts';
import { Sites } from '../access/sites.ts';
import type { Auth } from '../auth/auth.ts';
import { Badge } from '../badge/badge.ts';
import { Cache } from '../cache/cache.ts';
import { CaseShelf } from '../cache/case-shelf.ts';
import type { Database } from '../cache/database.ts';
import { Desk } from '../cache/desk.ts';
import { News } from '../cache/news.ts';
import { Outbox } from '../cache/outbox.ts';
import { endOfToday } from '../cache/task-reader.ts';
import { Cases } from '../cases/known-cases.ts';
import { Delivery } from '../connection/delivery.ts';
import { Link, type LinkOptions } from '../connection/link.ts';
import { Diagnoser } from '../diagnosis/diagnoser.ts';
import {
  HOST_PORT,
  PAGE_PORT,
  PICK_PORT,
  type TriggerAnswer,
  TriggerMessage,
} from '../messaging/contract.ts';
import { LiveQueries } from '../messaging/live.ts';
import type { Port, PortSender } from '../messaging/port.ts';
import { Router } from '../messaging/router.ts';
import { createTopics, type Topic, type Topics } from '../messaging/topics.ts';
import { Notices, REMINDER_ALARM } from '../notices/notices.ts';
import { NoticeSettings } from '../notices/settings.ts';
import { looksLikeRecord, pageUrls } from '../sites/match.ts';
import { Aims } from '../stack/aims.ts';
import { Bars } from '../stack/bars.ts';
import { KeptPlace } from '../stack/drawer-place.ts';
import { Hosts } from '../stack/hosts.ts';
import { ANYWHERE, Landing } from '../stack/landing.ts';
import { Nonces } from '../stack/nonces.ts';
import { Presenter } from '../stack/presenter.ts';
import { Tabs } from '../stack/tabs.ts';
import { createAnswers, typesNamed } from './answers.ts';
import { PageViews } from './page-views.ts';
import { Picks } from './picks.ts';
import { createRequests } from './requests.ts';
import { Saves, type SeenRequest } from './saves.ts';
import type { ServerAddress } from './server-address.ts';
import { carryOn, goOn, tellRefusal } from './what-follows.ts';

/** What the background is built on: the browser's side of it, and in tests somebody else's. */
export interface Surroundings {
  readonly database: Promise<Database>;
  readonly address: Promise<ServerAddress>;
  readonly auth: Auth;
  readonly client: { name: string; version: string };
  /** Of the person, as browsers name it. */
  readonly language: string;
  readonly network: Pick<LinkOptions, 'transports' | 'reachable' | 'socketAnswers'>;
}

/** What a notification can be about. */
const NOTICED: readonly Topic[] = ['account', 'tasks', 'reminders', 'link'];

const LINK_ALARM = 'link';
const DAY_ALARM = 'day';
/** The shortest period that both browsers keep: the floor under every timer that dies with the background. */
const FLOOR_MINUTES = 0.5;

/** Everything that the background is, put together from what is stored. Built anew whenever it was killed. */
export class Background {
  readonly #topics: Topics;
  readonly #parts: Awaited<ReturnType<typeof build>>;
  /** Whose cases are remembered. */
  #account: string | null = null;

  private constructor(topics: Topics, parts: Awaited<ReturnType<typeof build>>) {
    this.#topics = topics;
    this.#parts = parts;
  }

  static async start(surroundings: Surroundings): Promise<Background> {
    const topics = createTopics();
    const background = new Background(topics, await build(surroundings, topics));
    background.#watch();
    await background.#parts.link.start();
    return background;
  }

  connected(port: Port): void {
    if (port.name === PAGE_PORT) this.#parts.router.connect(port);
    else if (port.name === HOST_PORT) this.#parts.hosts.connect(port);
    else if (port.name === PICK_PORT) this.#parts.picks.connect(port);
    else port.disconnect();
  }

  /** A message outside of ports: only the trigger sends one, from the top frame of a site that was granted. */
  async told(raw: unknown, sender: PortSender): Promise<TriggerAnswer> {
    const { data: message } = TriggerMessage.safeParse(raw);
    const tab = sender.tab?.id;
    if (!message || sender.id !== browser.runtime.id || tab === undefined || sender.frameId !== 0)
      return null;
    const { landing, sites } = this.#parts;
    if (message.type === 'page-opened') {
      const site = await sites.at(sender.url);
      if (!site || !sender.url) return null;
      const urls = pageUrls(site.adapter);
      const patterns = urls.map((source) => new RegExp(source));
      // Else the trigger would ask for it in a second message, and the button come later by that.
      const isIn = looksLikeRecord(patterns, sender.url) && (await landing.inject(tab));
      return isIn ? null : urls;
    }
    await landing.inject(tab);
    return null;
  }

  /** A reason to look for the server at once: the network is back, the machine woke up, a page was opened. */
  kick(): void {
    this.#parts.link.kick();
  }

  alarm(name: string): void {
    if (name === LINK_ALARM) {
      this.#parts.link.due();
      void this.#parts.bars.renew();
    }
    if (name === DAY_ALARM) this.#turnDay();
    if (name === REMINDER_ALARM) this.#topics.changed('reminders');
  }

  /** Keys that the person has pressed, over whatever page. */
  async command(name: string): Promise<void> {
    const { landing } = this.#parts;
    if (name === 'my-tasks') await landing.openTasks();
    if (name === 'process') await landing.openMenu();
  }

  async noticeClicked(id: string): Promise<void> {
    await this.#parts.notices.clicked(id);
  }

  async noticeButton(id: string, button: number): Promise<void> {
    await this.#parts.notices.pressed(id, button);
  }

  async tabClosed(tab: number): Promise<void> {
    await this.#parts.tabs.remove(tab);
    await this.#parts.nonces.forget(tab);
    await this.#parts.picks.tabClosed(tab);
  }

  /** A page of the same CRM was loaded in a tab with open steps: they are shown again, also without a record. */
  async tabLoaded(tab: number, url: string | undefined): Promise<void> {
    const { tabs, sites, landing, picks } = this.#parts;
    await picks.tabLoaded(tab, url);
    const { origin, pages } = tabs.get(tab);
    if (pages.length === 0 || origin === null) return;
    // Firefox keeps the port of the document before open, which it may come back to: this one needs a script of its own.
    if ((await sites.at(url))?.origin === origin) await landing.inject(tab);
  }

  /** A request of a page where we may work, which may have saved a record. */
  async requested(request: SeenRequest): Promise<void> {
    const { picks, saves } = this.#parts;
    await Promise.all([picks.seen(request), saves.seen(request)]);
  }

  async accessChanged(): Promise<void> {
    await this.#parts.registration.sync();
    this.#parts.settings.recheck();
    // Told when it is so: whoever opens the CRM upon this must find the trigger registered.
    this.#parts.sites.changed();
  }

  /** The browser has another policy: Chrome brings it while we run, and for a new extension a little after its start. */
  async policyChanged(): Promise<void> {
    const { policy, address, cache, link } = this.#parts;
    await policy.renew();
    if (await address.renew()) {
      await cache.useServer(address.url);
      await link.restart();
    }
    this.#topics.changed('link');
  }

  #watch(): void {
    const { desk, tabs } = this.#parts;
    this.#topics.onChange((changed) => void this.#follow(changed));
    this.#topics.changed('account', 'tasks', 'reminders', 'sites', 'link');
    void browser.alarms.create(LINK_ALARM, { periodInMinutes: FLOOR_MINUTES });
    this.#turnDay();
    void desk.sweep(tabs.shown());
  }

  async #follow(changed: ReadonlySet<Topic>): Promise<void> {
    const { link, cache, registration, hosts, badge, views, news, tabs, notices, aims, cases } = this.#parts;
    if (changed.has('pages')) await aims.refresh();
    // What somebody has before them is no news, whichever came first: the task or its page.
    if (changed.has('stack') || changed.has('tasks')) await news.read([...tabs.shown()]);
    if (NOTICED.some((topic) => changed.has(topic))) notices.look();
    if (changed.has('link')) views.linkChanged();
    if (changed.has('account') && cache.account !== this.#account) {
      this.#account = cache.account;
      cases.clear();
      this.#topics.changed('cases');
    }
    if (changed.has('sites')) {
      await hosts.recheck();
      await registration.sync();
    }
    if (changed.has('tasks') || changed.has('account') || changed.has('link')) {
      const { phase, attempt } = link.machine;
      await badge.draw({ attention: cache.attention, link: phase, attempt });
    }
  }

  /** What is due tomorrow is due today now. */
  #turnDay(): void {
    this.#topics.changed('tasks');
    void browser.alarms.create(DAY_ALARM, { when: endOfToday() + 1 });
  }
}

async function build(surroundings: Surroundings, topics: Topics) {
  const { auth, client, language, network } = surroundings;
  const [database, address] = await Promise.all([surroundings.database, surroundings.address]);
  const server = () => address.url;
  const [cache, tabs, nonces, settings, place, served, missing, policy] = await Promise.all([
    Cache.open(database, server(), topics),
    Tabs.open(topics),
    Nonces.open(),
    NoticeSettings.open(topics),
    KeptPlace.open(topics),
    Served.open(server, topics),
    MissingPlaces.open(topics),
    Policy.open(topics),
  ]);
  const rules = () => policy.settings;
  const adapters = await Adapters.open(topics, served, rules);
  const account = () => cache.account;
  const desk = new Desk(database, account, topics);
  const news = new News(database, account, topics);
  const outbox = new Outbox(database, account, topics);
  const sites = new Sites(() => cache.systems, topics, adapters, rules);
  const registration = new Registration(sites);
  const presenter: Presenter = new Presenter({
    tabs,
    nonces,
    place,
    missing,
    cache,
    topics,
    hosts: () => hosts,
    landing: () => landing,
    bars: () => bars,
  });
  const hosts: Hosts = new Hosts(sites, presenter);
  const aims = new Aims({ tabs, cache, desk, sites, fetch: (task) => views.fetch(task) });
  const landing: Landing = new Landing(tabs, hosts, sites, aims);
  const picks = await Picks.open({
    ...{ adapters, sites, policy, inject: (tab) => landing.inject(tab) },
    typesOf: (system) => typesNamed(cache.processes, system),
  });
  const delivery: Delivery = new Delivery({
    outbox,
    send: ({ id, command }) => link.send({ type: 'command', id, command }),
    onAnswer: async (row, result) => {
      await cases.carriedOut(row);
      await carryOn({ cache, desk, landing }, row, result);
    },
    onRefusal: (row) => tellRefusal({ tabs, outbox }, row),
    onDoubt: () => link.kick(),
    onSilence: () => link.silent(),
  });
  const link: Link = new Link({
    ...{ server, auth, cache, topics, client, language, ...network },
    onLive: (live, problem) => {
      delivery.link(live, problem);
      if (live) void bars.linked();
      if (live) void askAdapters();
    },
    onAnswer: (id, result) => delivery.answered(id, result),
    onRefusal: (id, error) => delivery.refused(id, error),
  });
  const askAdapters = () => link.ask({ type: 'adapters' }).then((it) => served.told(it), ignored);
  cache.onEvent((event) => {
    if (event.type === 'systems.replaced') void askAdapters();
    if (event.type === 'case.changed') void bars.changed(event.record);
    if (event.type === 'work.done') void goOn({ desk, tabs, outbox, landing }, event);
  });
  const pump = () => void delivery.pump();
  const shelf = new CaseShelf(database, account);
  const cases: Cases = new Cases({
    ...{ shelf, cache, outbox, link, topics, pump },
    shown: () => bars.records(),
  });
  const bars: Bars = new Bars({
    ...{ tabs, cases, outbox, link, topics, pump },
    hosts: () => hosts,
    landing: () => landing,
  });
  const views: PageViews = new PageViews({ cache, desk, outbox, link, topics });
  const { transports } = network;
  const diagnoser = new Diagnoser({
    ...{ server, auth, sites, topics, client, transports },
    cursor: () => cache.cursor,
  });
  const saves = new Saves({ sites, tabs, cache, outbox, delivery });
  const answered = {
    auth,
    cache,
    desk,
    outbox,
    link,
    views,
    tabs,
    landing,
    sites,
    diagnoser,
    server,
    address,
    notices: settings,
    place,
    missing,
    cases,
    ...{ adapters, served, policy },
  };
  const router = new Router({
    live: new LiveQueries(createAnswers(answered), topics),
    request: createRequests({ ...answered, delivery, saves, hosts, registration, address, picks }),
    redeem: (nonce, sender) => nonces.redeem(nonce, sender),
    onAlone: async (tab, task) => {
      if (!tabs.has(tab)) await tabs.dispatch(tab, { type: 'open', task });
    },
    onPage: () => link.kick(),
  });
  const notices = new Notices({
    ...{ cache, news, settings, live: () => link.live },
    openTask: async (task) => {
      await landing.open(task, ANYWHERE);
      void views.opened(task);
      await landing.comeForward();
    },
    openDrawer: async () => {
      await landing.openTasks();
      await landing.comeForward();
    },
    openActivity: (activity) => openActivity(activity),
    send: async (command, title) => {
      await outbox.add({ id: crypto.randomUUID(), command, title, tab: null });
      await delivery.pump();
    },
  });
  const badge = new Badge();
  return {
    cache,
    desk,
    news,
    tabs,
    nonces,
    sites,
    registration,
    hosts,
    landing,
    link,
    views,
    router,
    badge,
    notices,
    settings,
    aims,
    saves,
    cases,
    bars,
    picks,
    policy,
    address,
  };
}

/** Opens an activity that was made by hand: one of a step has its page. */
async function openActivity(activity: string): Promise<void> {
  const page = `/activities.html#/list?${new URLSearchParams({ activity })}`;
  await browser.tabs.create({ url: browser.runtime.getURL(page as never) });
}

/** Asked again with the next link. */
function ignored(): void {}
