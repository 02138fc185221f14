import { fireEvent, waitFor, within } from '@testing-library/preact';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { go } from '../../../../components/route.ts';
import { show } from '../../../../components/testing/show.tsx';
import type { Permission } from '../../../../lib/protocol/index.ts';
import { noFigures, sampleFigures } from '../../../../lib/testing/case-overview-samples.ts';
import { FakePageClient } from '../../../../lib/testing/fake-page-client.ts';
import { sampleDetails, sampleEntry } from '../../../../lib/testing/library-samples.ts';
import { anna, sampleStatus } from '../../../../lib/testing/page-samples.ts';
import { FiguresView } from './figures-view.tsx';

vi.mock('../../statistics/draw-chart.ts', () => ({ drawChart: () => ({ update() {}, close() {} }) }));

afterEach(() => vi.restoreAllMocks());

function open({ figures = sampleFigures(), permissions = ['see-log'] as Permission[] } = {}) {
  const client = new FakePageClient({ status: sampleStatus({ user: { ...anna, permissions } }) });
  const entry = sampleEntry({ key: 'lead-to-sale', name: 'Lead to sale', language: 'case' });
  client.reply('process', () => ({ type: 'process', process: sampleDetails({ entry }) }));
  client.reply('case.figures', () => figures);
  go(['cases', 'lead-to-sale', 'figures']);
  return show(<FiguresView process="lead-to-sale" />, client);
}

const questions = (client: FakePageClient) =>
  client.sent('admin.query').flatMap(({ query }) => (query.type === 'case.figures' ? [query] : []));

describe('the figures of a case', () => {
  it('are charts, each with a table of the same', async () => {
    const { findByRole, getByRole, getAllByRole, container } = open();
    await findByRole('heading', { level: 2, name: 'How far records come' });
    expect(getAllByRole('img')).toHaveLength(3);
    for (const details of container.querySelectorAll('details')) details.open = true;
    const funnel = within(getByRole('table', { name: 'How far records come' }));
    expect(funnel.getByRole('row', { name: /^Proposal/ }).textContent).toBe('Proposal3063%63%');
    const stays = within(getByRole('table', { name: 'Time in each stage' }));
    expect(stays.getByRole('row', { name: /^Talks/ }).textContent).toBe('Talks182 days5 days');
    expect(stays.queryByRole('row', { name: /^Won/ })).toBeNull();
    const moves = within(getByRole('table', { name: 'From stage to stage' }));
    expect(moves.getByRole('row', { name: /^Proposal/ }).textContent).toBe('Proposal2 (8%)17 (71%)5 (21%)');
  });

  it('tell how the cases ended', async () => {
    const { findByText } = open();
    const share = await findByText('Successful of those ended');
    expect(share.nextElementSibling?.textContent).toBe('39%');
  });

  it('are narrowed by time and version', async () => {
    const { client, findByLabelText, findByRole } = open();
    await findByRole('option', { name: '2' });
    fireEvent.change(await findByLabelText('Version'), { target: { value: '2' } });
    await waitFor(() => expect(questions(client).at(-1)).toMatchObject({ version: 2 }));
    const before = questions(client).at(-1)?.from ?? '';
    fireEvent.click(await findByLabelText('A year'));
    await waitFor(() => expect((questions(client).at(-1)?.from ?? '') < before).toBe(true));
    expect(location.hash).toBe('#/cases/lead-to-sale/figures?version=2&period=year');
  });

  it('are exported as a file', async () => {
    const created = vi.spyOn(URL, 'createObjectURL').mockReturnValue('blob:test');
    vi.spyOn(URL, 'revokeObjectURL').mockReturnValue(undefined);
    const { findByRole } = open();
    fireEvent.click(await findByRole('button', { name: /Export/ }));
    const [[file] = []] = created.mock.calls;
    expect(file instanceof Blob && (await file.text())).toContain('lead,Lead,,48');
  });

  it('say when there is nothing to count, and who may see them', async () => {
    await open({ figures: noFigures }).findByText('Nothing to count');
    const { client, findByText } = open({ permissions: ['run-processes'] });
    await findByText('You may not see this');
    expect(questions(client)).toEqual([]);
  });
});
