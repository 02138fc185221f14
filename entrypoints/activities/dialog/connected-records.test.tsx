import { act, fireEvent, waitFor } from '@testing-library/preact';
import { useState } from 'preact/hooks';
import { describe, expect, it } from 'vitest';
import { show } from '../../../components/testing/show.tsx';
import type { ActivityResultOf, LinkedRecord } from '../../../lib/protocol/index.ts';
import { redmine } from '../../../lib/sites/redmine.ts';
import { FakePageClient } from '../../../lib/testing/fake-page-client.ts';
import { lead, sampleStatus } from '../../../lib/testing/page-samples.ts';
import { sampleSites } from '../../../lib/testing/site-samples.ts';
import { ConnectedRecords } from './connected-records.tsx';

const hotel: LinkedRecord = { ...lead, id: '9', title: 'Hotel Alpenblick' };
const connected: { records: LinkedRecord[] } = { records: [] };

function Field() {
  const [records, setRecords] = useState<LinkedRecord[]>([]);
  connected.records = records;
  return <ConnectedRecords records={records} onChange={setRecords} />;
}

async function open(places: { system: string; types: string[] }[], link: 'live' | 'offline' = 'live') {
  connected.records = [];
  const client = new FakePageClient({ status: sampleStatus({ link }), sites: sampleSites });
  client.tell('records.types', () => ({ type: 'records.types', places }));
  client.tell('records.search', ({ record }) => ({
    type: 'records.search',
    found: record === 'lead' ? [hotel, lead] : [],
  }));
  const page = show(<Field />, client);
  if (places.length > 0 && link === 'live') await page.findByLabelText('Kind of record');
  return { ...page, client };
}
const searches = (client: FakePageClient) =>
  client
    .sent('activity.query')
    .map(({ query }) => query)
    .filter(({ type }) => type === 'records.search');

describe('connected records (behaviour 7.2)', () => {
  it('are found by name as one types, and each is taken once', async () => {
    const { getByRole, findByText, getAllByRole, client } = await open([
      { system: lead.system, types: ['contact', 'lead'] },
    ]);
    fireEvent.change(getByRole('combobox', { name: 'Kind of record' }), {
      target: { value: `${lead.system} lead` },
    });
    for (const _ of ['once', 'twice']) {
      fireEvent.input(getByRole('combobox', { name: 'Connected to' }), { target: { value: 'alpen' } });
      fireEvent.click(await findByText('Hotel Alpenblick', { selector: '[role="option"] span' }));
    }
    expect(searches(client)[0]).toEqual({
      ...{ type: 'records.search', system: lead.system, record: 'lead', text: 'alpen' },
    });
    await waitFor(() => expect(connected.records).toEqual([hotel]));
    expect(getAllByRole('listitem')).toHaveLength(1);
    fireEvent.click(getByRole('button', { name: /Hotel Alpenblick/ }));
    expect(connected.records).toEqual([]);
  });

  it('say which CRM they are of where there are several', async () => {
    const { getByRole } = await open([
      { system: lead.system, types: ['lead'] },
      { system: 'other', types: ['issue'] },
    ]);
    const labels = [...getByRole('combobox', { name: 'Kind of record' }).children].map(
      ({ textContent }) => textContent,
    );
    expect(labels[0]).toMatch(/^lead · ./);
    expect(labels.slice(1)).toEqual(['issue · other', 'By its address']);
  });

  it('are named by their address where one wants that, or nobody can search', async () => {
    const { getByRole } = await open([{ system: lead.system, types: ['lead'] }]);
    fireEvent.change(getByRole('combobox', { name: 'Kind of record' }), { target: { value: 'address' } });
    expect(getByRole('button', { name: 'Connect' })).toBeTruthy();
  });

  it('are read at their address with the adapter that is in use, also where it is not ours', async () => {
    const [, , depot] = sampleSites;
    const picked = { ...redmine, kind: depot?.system.kind ?? '' };
    const client = new FakePageClient({ status: sampleStatus({ link: 'offline' }), sites: sampleSites });
    const { getByLabelText, getByRole, findByText } = show(<Field />, client);
    const connect = (state: 'used' | 'off') => {
      const known = [{ adapter: picked, source: 'own' as const, state }];
      client.put('adapters', { known, refused: [] });
      const url = `${depot?.origin}/issues/42`;
      fireEvent.input(getByLabelText('Connected to'), { target: { value: url } });
      fireEvent.click(getByRole('button', { name: 'Connect' }));
      return url;
    };
    connect('off');
    expect(await findByText(/^Paste the address of a record/)).toBeTruthy();
    expect(connected.records).toEqual([]);
    const url = connect('used');
    const record = { system: depot?.system.id, type: 'issue', id: '42', title: null, url };
    await waitFor(() => expect(connected.records).toEqual([record]));
  });

  it.each([
    ['no CRM is connected', [], 'live'],
    ['there is no link', [{ system: 's', types: ['lead'] }], 'offline'],
  ] as const)('are named by their address while %s', async (_, places, link) => {
    const { getByRole, queryByLabelText } = await open(
      places.map(({ system, types }) => ({ system, types: [...types] })),
      link,
    );
    expect(getByRole('button', { name: 'Connect' })).toBeTruthy();
    expect(queryByLabelText('Kind of record')).toBeNull();
  });

  it('keep an address that is half typed when it turns out that one can search', async () => {
    let told = (_: ActivityResultOf<'records.types'>) => {};
    const client = new FakePageClient({ status: sampleStatus({ link: 'live' }), sites: sampleSites });
    client.query = () => new Promise((resolve) => (told = resolve as typeof told));
    const { getByLabelText, findByLabelText } = show(<Field />, client);
    fireEvent.input(getByLabelText('Connected to'), { target: { value: 'https://crm' } });
    told({ type: 'records.types', places: [{ system: 's', types: ['lead'] }] });
    expect(((await findByLabelText('Kind of record')) as HTMLSelectElement).value).toBe('address');
    expect((getByLabelText('Connected to') as HTMLInputElement).value).toBe('https://crm');
  });

  it('keep a name that is half typed when the link drops', async () => {
    const { getByRole, getByLabelText, client } = await open([{ system: 's', types: ['lead'] }]);
    fireEvent.input(getByRole('combobox', { name: 'Connected to' }), { target: { value: 'alpen' } });
    await act(() => client.put('status', sampleStatus({ link: 'offline' })));
    expect((getByLabelText('Kind of record') as HTMLSelectElement).value).toBe('s lead');
    expect((getByRole('combobox', { name: 'Connected to' }) as HTMLInputElement).value).toBe('alpen');
  });

  it('are found although an answer to older words comes late', async () => {
    const { getByRole, findByText, client } = await open([{ system: lead.system, types: ['lead'] }]);
    const late: (() => void)[] = [];
    const answer = client.query.bind(client);
    client.query = (async (query: Parameters<typeof answer>[0]) => {
      if (query.type !== 'records.search' || query.text !== 'a') return answer(query);
      await new Promise<void>((resolve) => late.push(resolve));
      return { type: 'records.search', found: [] };
    }) as typeof client.query;
    const field = getByRole('combobox', { name: 'Connected to' });
    fireEvent.input(field, { target: { value: 'a' } });
    await waitFor(() => expect(late).toHaveLength(1));
    fireEvent.input(field, { target: { value: 'alpen' } });
    const option = await findByText('Hotel Alpenblick', { selector: '[role="option"] span' });
    late[0]?.();
    await act(() => new Promise<void>((resolve) => setTimeout(resolve)));
    fireEvent.click(option);
    await waitFor(() => expect(connected.records).toEqual([hotel]));
  });
});
