import { act, fireEvent, waitFor, within } from '@testing-library/preact';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { go, route } from '../../../components/route.ts';
import { show } from '../../../components/testing/show.tsx';
import { ProtocolError, type Statistics } from '../../../lib/protocol/index.ts';
import { FakePageClient } from '../../../lib/testing/fake-page-client.ts';
import { administrator, sampleStatistics } from '../../../lib/testing/log-samples.ts';
import { sampleStatus } from '../../../lib/testing/page-samples.ts';
import type { ChartData } from './chart-data.ts';
import { StatisticsView } from './statistics-view.tsx';

/** What was drawn, in order: there is no canvas in these tests. */
const drawn: ChartData[] = [];
vi.mock('./draw-chart.ts', () => ({
  drawChart: (_: unknown, data: ChartData) => {
    drawn.push(data);
    return { update: (next: ChartData) => drawn.push(next), close: () => undefined };
  },
}));
vi.mock('../../../components/diagram/diagram.tsx', () => ({
  Diagram: ({ heat }: { heat: object }) => <p>heat {JSON.stringify(heat)}</p>,
}));

beforeEach(() => {
  drawn.length = 0;
  go(['statistics']);
});

function clientWith(statistics: Statistics, permissions = administrator.permissions) {
  const user = { ...administrator, permissions: [...permissions] };
  const client = new FakePageClient({ status: sampleStatus({ user }) });
  client.reply('statistics', () => ({ type: 'statistics', statistics }));
  client.reply('library', () => ({ type: 'library', entries: [] }));
  client.reply('definition', () => ({
    type: 'definition',
    definition: { key: 'p', version: 1, name: 'P', bpmn: '<x/>', case: null, forms: [], elements: [] },
  }));
  return client;
}

async function open(statistics = sampleStatistics(), client = clientWith(statistics)) {
  const page = show(<StatisticsView />, client);
  await page.findByRole('region', { name: 'Over time' });
  await waitFor(() => expect(drawn.length).toBeGreaterThanOrEqual(3));
  return page;
}

function lastFilter(client: FakePageClient) {
  const query = client.sent('admin.query').findLast(({ query: { type } }) => type === 'statistics')?.query;
  if (query?.type !== 'statistics') throw new Error('Expected a question for statistics, got none.');
  return query.filter;
}

describe('[M30] the statistics', () => {
  it('say that they are of completed instances only', async () => {
    const { getByText } = await open();
    expect(getByText(/^Completed instances only/)).toBeTruthy();
  });

  it('tell how many, average, median and 90th percentile', async () => {
    const { getAllByText } = await open();
    const [count] = getAllByText('Completed');
    expect(count?.nextElementSibling?.textContent).toBe('214');
    const [median] = getAllByText('Median');
    expect(median?.nextElementSibling?.textContent).toBe('20 hrs');
  });

  it('have a chart and a table over time, by process and by owner', async () => {
    const { getByRole } = await open();
    for (const name of ['Over time', 'By process', 'By owner']) {
      const part = within(getByRole('region', { name }));
      expect(part.getByRole('img', { name: new RegExp(`^${name}`) })).toBeTruthy();
      expect(part.getByRole('table', { hidden: true, name })).toBeTruthy();
    }
    expect(drawn.map(({ kind }) => kind).sort()).toEqual(['bars', 'ranking', 'ranking']);
  });

  it('draw how long instead of how many when that is chosen', async () => {
    const { getByRole } = await open();
    const part = within(getByRole('region', { name: 'Over time' }));
    fireEvent.click(part.getByRole('radio', { name: 'How long' }));
    await waitFor(() => expect(drawn.at(-1)?.kind).toBe('lines'));
    expect(drawn.at(-1)?.series.map(({ label }) => label)).toEqual(['Median', 'Average', '90th percentile']);
  });

  it('of one process have its steps, and where the time goes on its diagram', async () => {
    go(['statistics'], { process: 'qualify-lead' });
    const hour = 3_600_000;
    const one = { count: 4, average: hour, median: hour, p90: hour };
    const elements = [{ element: 'Ask', name: 'Ask the lead', type: 'userTask', durations: one }];
    const { findByText, getByRole } = await open(sampleStatistics({ elements, processes: [] }));
    expect(await findByText('heat {"Ask":1}')).toBeTruthy();
    expect(getByRole('region', { name: 'By step' }).textContent).toContain('Ask the lead');
  });

  it('are asked for as the filters say, which are in the address', async () => {
    const client = clientWith(sampleStatistics());
    const { getByLabelText } = await open(sampleStatistics(), client);
    await act(() => void fireEvent.click(getByLabelText('A year')));
    expect(route().query).toEqual({ period: 'year' });
    await waitFor(() => expect(lastFilter(client).by).toBe('month'));
    await act(() => void fireEvent.click(getByLabelText('Week')));
    await waitFor(() => expect(lastFilter(client).by).toBe('week'));
    expect(lastFilter(client).timeZone).toBe(Intl.DateTimeFormat().resolvedOptions().timeZone);
  });

  it('say that nothing was completed', async () => {
    const none = { count: 0, average: null, median: null, p90: null };
    const client = clientWith(sampleStatistics({ total: none, processes: [], periods: [], owners: [] }));
    const { findByText } = show(<StatisticsView />, client);
    expect(await findByText('Nothing was completed in this time')).toBeTruthy();
  });

  it('say why they could not be had', async () => {
    const client = clientWith(sampleStatistics());
    client.reply('statistics', () => {
      throw new ProtocolError('server-fault', { reference: 'xyz' });
    });
    const { findByRole } = show(<StatisticsView />, client);
    expect((await findByRole('alert')).textContent).toContain('reference xyz');
  });

  it('are for those who may see the log', () => {
    const client = clientWith(sampleStatistics(), [] as never);
    const { getByText } = show(<StatisticsView />, client);
    expect(getByText(/see the log/i)).toBeTruthy();
    expect(client.sent('admin.query')).toEqual([]);
  });
});
