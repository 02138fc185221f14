import type { Adapters } from '../access/adapters.ts';
import type { MissingPlaces } from '../access/missing-places.ts';
import type { Policy } from '../access/policy.ts';
import type { Served } from '../access/served.ts';
import type { Sites } from '../access/sites.ts';
import type { Auth } from '../auth/auth.ts';
import type { Cache } from '../cache/cache.ts';
import type { Desk } from '../cache/desk.ts';
import type { Outbox } from '../cache/outbox.ts';
import type { Cases } from '../cases/known-cases.ts';
import type { Link } from '../connection/link.ts';
import type { Diagnoser } from '../diagnosis/diagnoser.ts';
import type { Menu, Status } from '../messaging/contract.ts';
import type { Answers } from '../messaging/live.ts';
import type { NoticeSettings } from '../notices/settings.ts';
import type { LinkedRecord, StartableProcess, System } from '../protocol/index.ts';
import type { KeptPlace } from '../stack/drawer-place.ts';
import type { Landing } from '../stack/landing.ts';
import { overlayView } from '../stack/stack.ts';
import type { Tabs } from '../stack/tabs.ts';
import type { PageViews } from './page-views.ts';
import type { ServerAddress } from './server-address.ts';

/** Tasks that a menu lists: more do not fit beside a button. */
const MENU_TASKS = 20;
/** Tasks that the window to choose from lists for the ticked records of a list. */
const LIST_TASKS = 100;

export interface AnswerParts {
  readonly auth: Auth;
  readonly cache: Cache;
  readonly desk: Desk;
  readonly outbox: Outbox;
  readonly link: Link;
  readonly views: PageViews;
  readonly tabs: Tabs;
  readonly landing: Landing;
  readonly sites: Sites;
  readonly adapters: Adapters;
  readonly served: Served;
  readonly policy: Policy;
  readonly diagnoser: Diagnoser;
  readonly notices: NoticeSettings;
  readonly place: KeptPlace;
  readonly cases: Cases;
  readonly missing: MissingPlaces;
  readonly server: () => string;
  readonly address: ServerAddress;
}

/** How each live query is answered. */
export function createAnswers(parts: AnswerParts): Answers {
  const { cache, views, tabs, landing, sites, diagnoser } = parts;
  return {
    status: {
      topics: ['account', 'tasks', 'outbox', 'link'],
      answer: async () => ({ status: await status(parts) }),
    },
    tasks: {
      topics: ['account', 'tasks', 'news'],
      answer: async (query) => ({ list: await cache.list(query) }),
    },
    'task-processes': {
      topics: ['account', 'tasks'],
      answer: async () => ({ processes: await cache.taskProcesses() }),
    },
    page: {
      topics: ['account', 'pages', 'outbox', 'link'],
      answer: async ({ task }) => ({ view: await views.view(task) }),
    },
    overlay: {
      topics: ['stack'],
      answer: async (_, peer) => ({ overlay: overlayView(tabs.get(await landing.tabOf(peer))) }),
    },
    menu: {
      topics: ['account', 'tasks', 'stack'],
      answer: async (_, peer) => ({ menu: await menu(parts, await landing.tabOf(peer)) }),
    },
    case: {
      topics: ['account', 'cases', 'outbox', 'link'],
      answer: async ({ record }) => ({ state: await parts.cases.state(record) }),
    },
    'by-hand': {
      topics: ['account', 'drafts'],
      answer: async ({ record }) => ({ kept: { draft: await parts.desk.byHand(record) } }),
    },
    runnable: {
      topics: ['account'],
      answer: async () => ({ processes: runnable(cache.processes) }),
    },
    sites: {
      topics: ['account', 'sites'],
      answer: async () => ({ sites: await sites.list() }),
    },
    adapters: {
      topics: ['account', 'sites'],
      answer: async () => ({
        adapters: {
          known: parts.adapters.list(cache.systems.map(({ kind }) => kind)),
          refused: [...parts.served.refused],
        },
      }),
    },
    policy: {
      topics: ['sites'],
      answer: async () => ({ policy: parts.policy.view }),
    },
    'missing-places': {
      topics: ['missing-places'],
      answer: async () => ({ places: parts.missing.list() }),
    },
    reminders: {
      topics: ['account', 'reminders'],
      answer: async () => ({ reminders: [...cache.reminders] }),
    },
    activities: {
      topics: ['account', 'activities'],
      answer: async () => ({ revision: cache.activities }),
    },
    'drawer-place': {
      topics: ['drawer-place'],
      answer: async () => ({ place: parts.place.place }),
    },
    notices: {
      topics: ['notices'],
      answer: async () => ({ choice: parts.notices.choice }),
    },
    diagnosis: {
      topics: ['diagnosis'],
      answer: async () => ({ diagnosis: diagnoser.diagnosis }),
    },
  };
}

async function status({ cache, outbox, link, address, auth }: AnswerParts): Promise<Status> {
  const { phase, transport, problem, nextAttemptAt } = link.machine;
  const [commands, { problem: authProblem }] = await Promise.all([outbox.all(), auth.state()]);
  return {
    link: phase,
    transport,
    problem: problem ?? authProblem,
    nextAttemptAt: nextAttemptAt === null ? null : new Date(nextAttemptAt).toISOString(),
    server: address.url,
    isServerManaged: address.isManaged,
    user: cache.user,
    attention: cache.attention,
    queued: commands.filter(({ state }) => state !== 'refused').length,
    refused: commands.flatMap(({ id, command, title, error }) =>
      error ? [{ command: id, task: 'task' in command ? command.task : null, title, error }] : [],
    ),
  };
}

async function menu({ cache, tabs }: AnswerParts, tab: number | null): Promise<Menu> {
  const { record, selected, starting, error } = tabs.get(tab);
  const most = record ? MENU_TASKS : LIST_TASKS;
  const found = await cache.ofRecords(record ? [record] : (selected ?? []), most + 1);
  return {
    record,
    selected,
    tasks: found.slice(0, most),
    moreTasks: found.length > most,
    processes: cache.processes.filter((process) =>
      fits(process, record ?? selected?.[0] ?? null, cache.systems),
    ),
    starting: starting?.process ?? null,
    error,
  };
}

/** What can be started anywhere: quick-launch processes first, each part by name. */
function runnable(processes: readonly StartableProcess[]): StartableProcess[] {
  return processes
    .filter(({ recordTypes }) => recordTypes.length === 0)
    .toSorted((one, other) => Number(other.quickLaunch) - Number(one.quickLaunch) || byName(one, other));
}

const byName = (one: StartableProcess, other: StartableProcess) => one.name.localeCompare(other.name);

/** The types of record that processes name for a CRM, by its id or its kind. */
export function typesNamed(processes: readonly StartableProcess[], { id, kind }: System): string[] {
  const names = processes.flatMap(({ recordTypes }) => recordTypes);
  const types = names.flatMap((name) => {
    const place = [id, kind].find((one) => name.startsWith(`${one}:`));
    return place === undefined ? [] : name.slice(place.length + 1);
  });
  return [...new Set(types)].sort();
}

/** Whether a process is offered here: on a record of one of its types, or where there is none. */
export function fits(
  { recordTypes }: StartableProcess,
  record: LinkedRecord | null,
  systems: readonly System[],
): boolean {
  if (!record) return recordTypes.length === 0;
  const kind = systems.find(({ id }) => id === record.system)?.kind;
  return recordTypes.some(
    (type) => type === `${record.system}:${record.type}` || type === `${kind}:${record.type}`,
  );
}
