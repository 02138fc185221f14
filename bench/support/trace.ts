import type { Page } from 'puppeteer-core';

/** The part of Chromium's trace events that is read here. */
interface TraceEvent {
  name: string;
  ph: string;
  pid: number;
  tid: number;
  id?: string;
  ts: number;
  dur?: number;
  tdur?: number;
  args?: { data?: ProfileData & { url?: string }; fileName?: string };
}
interface ProfileData {
  cpuProfile?: { nodes?: ProfileNode[]; samples?: number[] };
  timeDeltas?: number[];
}
interface ProfileNode {
  id: number;
  parent?: number;
  callFrame?: { url?: string };
}

const MARK = 'bench:page';
const BASIC = [
  '-*',
  'devtools.timeline',
  'disabled-by-default-devtools.timeline',
  'v8.execute',
  'blink.user_timing',
];
const TASK = /^RunTask$/;
const LAYOUT = /^(UpdateLayoutTree|Layout)$/;
const SCRIPT = /^(FunctionCall|EvaluateScript|v8\.compile|TimerFire|FireAnimationFrame|EventDispatch)$/;
/** A gap between two samples that is longer than this is a pause of the profiler, not work. */
const MAX_SAMPLE_US = 5_000;

/** Marks the page's main thread in the trace, in every document that the page loads from now on. */
export async function markThread(page: Page): Promise<void> {
  await page.evaluateOnNewDocument(`performance.mark('${MARK}')`);
}

/**
 * Traces while `work` runs. `sampled` takes the sampling profiler along, which is exact for a single page
 * load and too expensive for a long storm.
 */
export async function traced(page: Page, sampled: boolean, work: () => Promise<void>): Promise<TraceEvent[]> {
  await page.tracing.start({
    categories: sampled ? [...BASIC, 'disabled-by-default-v8.cpu_profiler'] : BASIC,
  });
  await page.evaluate(`performance.mark('${MARK}')`);
  await work();
  const trace = await page.tracing.stop();
  return JSON.parse(new TextDecoder().decode(trace)).traceEvents;
}

/** Milliseconds of the page's main thread in samples with a script of `origin` anywhere on the stack. */
export function sampledMs(events: readonly TraceEvent[], origin: string): number {
  const thread = threadOf(events);
  const profiles = new Map<string, Profile>();
  for (const event of events) {
    if (event.pid !== thread.pid || !/^Profile(Chunk)?$/.test(event.name)) continue;
    const profile = profiles.get(event.id ?? '') ?? new Profile();
    profiles.set(event.id ?? '', profile);
    // Only the event that opens a profile tells the thread that it is about.
    if (event.name === 'Profile') profile.tid = event.tid;
    profile.add(event.args?.data);
  }
  const ours = [...profiles.values()].filter(({ tid }) => tid === thread.tid);
  return ours.reduce((sum, profile) => sum + profile.timeOf(origin), 0) / 1000;
}

/** Milliseconds of thread time in which the page's main thread did anything at all. */
export function busyMs(events: readonly TraceEvent[]): number {
  return timeOf(tasksOf(spansOf(events, threadOf(events))));
}

/** The same of what runs scripts of `origin` outside of the page's process: the background of an extension. */
export function backgroundMs(events: readonly TraceEvent[], origin: string): number {
  const page = threadOf(events);
  const theirs = events.filter((event) => event.pid !== page.pid && isCall(event, origin));
  const threads = new Map(theirs.map((event) => [`${event.pid} ${event.tid}`, event]));
  return [...threads.values()].reduce((sum, thread) => sum + timeOf(tasksOf(spansOf(events, thread))), 0);
}

/** Milliseconds of thread time in calls into scripts of `origin`, nested calls counted once. */
export function calledMs(events: readonly TraceEvent[], origin: string): number {
  return timeOf(callsInto(spansOf(events, threadOf(events)), origin));
}

/** The same by the clock: with what they waited for, such as an answer of the browser, and with the turns of other programs. */
export function heldMs(events: readonly TraceEvent[], origin: string): number {
  const calls = callsInto(spansOf(events, threadOf(events)), origin);
  return calls.reduce((sum, { dur = 0 }) => sum + dur, 0) / 1000;
}

/** Of the thread time in calls, milliseconds in which the browser found out how the page looks and where things are in it. */
export function layoutMs(events: readonly TraceEvent[], origin: string): number {
  const spans = spansOf(events, threadOf(events));
  const calls = callsInto(spans, origin);
  const isWithin = ({ ts }: TraceEvent) =>
    calls.some((call) => ts >= call.ts && ts < call.ts + (call.dur ?? 0));
  return timeOf(outermost(spans.filter((event) => LAYOUT.test(event.name) && isWithin(event))));
}

const isCall = ({ name, args }: TraceEvent, origin: string): boolean =>
  SCRIPT.test(name) && (args?.data?.url ?? args?.fileName ?? '').startsWith(origin);

const callsInto = (spans: readonly TraceEvent[], origin: string): TraceEvent[] =>
  outermost(spans.filter((event) => isCall(event, origin)));

const tasksOf = (spans: readonly TraceEvent[]): TraceEvent[] =>
  outermost(spans.filter(({ name }) => TASK.test(name)));

/** What a thread did, in the order in which it began. */
function spansOf(events: readonly TraceEvent[], { pid, tid }: { pid: number; tid: number }): TraceEvent[] {
  const spans = events.filter((event) => event.pid === pid && event.tid === tid && event.ph === 'X');
  return spans.sort((a, b) => a.ts - b.ts);
}

/** Without those that lie within another one. */
function outermost(spans: readonly TraceEvent[]): TraceEvent[] {
  let end = 0;
  return spans.filter(({ ts, dur = 0 }) => {
    if (ts < end) return false;
    end = ts + dur;
    return true;
  });
}

const timeOf = (spans: readonly TraceEvent[]): number =>
  spans.reduce((sum, { dur = 0, tdur }) => sum + (tdur ?? dur), 0) / 1000;

/** The samples of one thread, and the call tree that they point into. */
class Profile {
  tid: number | null = null;
  readonly #nodes = new Map<number, ProfileNode>();
  readonly #samples: number[] = [];
  readonly #deltas: number[] = [];

  add(data: ProfileData | undefined): void {
    for (const node of data?.cpuProfile?.nodes ?? []) this.#nodes.set(node.id, node);
    this.#samples.push(...(data?.cpuProfile?.samples ?? []));
    this.#deltas.push(...(data?.timeDeltas ?? []));
  }

  /** Microseconds; a delta is the time since the sample before it, so it belongs to that one. */
  timeOf(origin: string): number {
    return this.#samples.reduce((sum, node, index) => {
      const delta = Math.min(Math.max(0, this.#deltas[index + 1] ?? 0), MAX_SAMPLE_US);
      return this.#isOf(origin, node) ? sum + delta : sum;
    }, 0);
  }

  #isOf(origin: string, id: number): boolean {
    for (let node = this.#nodes.get(id); node; node = this.#nodes.get(node.parent ?? -1)) {
      if (node.callFrame?.url?.startsWith(origin)) return true;
    }
    return false;
  }
}

function threadOf(events: readonly TraceEvent[]): { pid: number; tid: number } {
  const mark = events.findLast((event) => event.name === MARK);
  if (!mark) throw new Error('Expected the page to mark its thread in the trace, got no mark.');
  return mark;
}
