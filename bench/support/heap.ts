import type { CDPSession } from 'puppeteer-core';
import { until } from '../../e2e/support/ui.ts';

/** Kilobytes of a page's heap that are left when nothing more can be collected. */
export async function heapOf(session: CDPSession): Promise<number> {
  await session.send('HeapProfiler.collectGarbage');
  const steady: number[] = [];
  return until('a steady heap', async () => {
    await session.send('HeapProfiler.collectGarbage');
    const { usedSize } = await session.send('Runtime.getHeapUsage');
    steady.push(usedSize / 1000);
    const [last, before] = [steady.at(-1), steady.at(-2)];
    return last !== undefined && before !== undefined && Math.abs(last - before) < 1 ? last : null;
  });
}
