import { fireEvent, waitFor } from '@testing-library/preact';
import { useState } from 'preact/hooks';
import { describe, expect, it } from 'vitest';
import { show } from '../../../components/testing/show.tsx';
import type { LinkedRecord } from '../../../lib/protocol/index.ts';
import { FakePageClient } from '../../../lib/testing/fake-page-client.ts';
import { lead, sampleSites, sampleStatus } from '../../../lib/testing/page-samples.ts';
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
});
