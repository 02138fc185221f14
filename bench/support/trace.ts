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
const BASIC = ['-*', 'devtools.timeline', 'v8.execute', 'blink.user_timing'];
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

/** Milliseconds of thread time in calls into scripts of `origin`, nested calls counted once. */
export function calledMs(events: readonly TraceEvent[], origin: string): number {
  const { pid, tid } = threadOf(events);
  const calls = events
    .filter((event) => event.pid === pid && event.tid === tid && event.ph === 'X' && SCRIPT.test(event.name))
    .filter((event) => (event.args?.data?.url ?? event.args?.fileName ?? '').startsWith(origin))
    .sort((a, b) => a.ts - b.ts);
  let total = 0;
  let end = 0;
  for (const { ts, dur = 0, tdur } of calls) {
    if (ts < end) continue;
    total += tdur ?? dur;
    end = ts + dur;
  }
  return total / 1000;
}

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
