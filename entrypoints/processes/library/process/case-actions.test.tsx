import { fireEvent, waitFor } from '@testing-library/preact';
import { describe, expect, it } from 'vitest';
import { show } from '../../../../components/testing/show.tsx';
import { type Bulk, type Permission, ProtocolError } from '../../../../lib/protocol/index.ts';
import { FakePageClient } from '../../../../lib/testing/fake-page-client.ts';
import { sampleDetails, sampleEntry } from '../../../../lib/testing/library-samples.ts';
import { anna, hoursFromNoon, sampleStatus } from '../../../../lib/testing/page-samples.ts';
import { CaseActions } from './case-actions.tsx';

const entry = sampleEntry({ key: 'lead-to-sale', name: 'Lead to sale', language: 'case' });

function open(permissions: Permission[] = ['run-processes', 'see-log'], change: Partial<typeof entry> = {}) {
  const client = new FakePageClient({ status: sampleStatus({ user: { ...anna, permissions } }) });
  const details = sampleDetails({ entry: { ...entry, ...change }, permissions: [] });
  return show(<CaseActions details={details} />, client);
}

function bulk(change: Partial<Bulk> = {}): Bulk {
  return {
    ...{ id: 'b', kind: 'start', title: 'Lead to sale', total: 0, done: 0, failed: 0, failures: [] },
    ...{ createdAt: hoursFromNoon(0), endedAt: null },
    ...change,
  } as Bulk;
}

describe('a case in the library', () => {
  it('leads to its board and figures who may see them', async () => {
    const { getByRole } = open();
    expect(getByRole('link', { name: 'Board' }).getAttribute('href')).toBe('#/cases/lead-to-sale/board');
    expect(getByRole('link', { name: 'Figures' }).getAttribute('href')).toBe('#/cases/lead-to-sale/figures');
    expect(open(['run-processes']).queryByRole('link')).toBeNull();
  });

  it('leads to the designer who may manage definitions', () => {
    const name = 'Open in the designer';
    const { getByRole } = open(['manage-definitions']);
    expect(getByRole('link', { name }).getAttribute('href')).toBe('#/cases/lead-to-sale/design');
    expect(open().queryByRole('link', { name })).toBeNull();
  });

  it('is started for all records after the person has agreed, and says how far that is', async () => {
    const { client, findByRole, findByText, getByRole } = open();
    let told = bulk();
    client.obey('case.start-all', () => ({ type: 'bulk', bulk: told }));
    client.reply('bulk', () => ({ type: 'bulk', bulk: told }));
    fireEvent.click(getByRole('button', { name: /Start for all/ }));
    await findByRole('dialog', { name: 'Start Lead to sale for all records' });
    expect(client.sent('order')).toEqual([]);
    fireEvent.click(getByRole('button', { name: 'Start' }));
    await findByText('The CRM is asked for its records…');
    expect(client.sent('order').map(({ order }) => order)).toEqual([
      { type: 'case.start-all', process: 'lead-to-sale' },
    ]);
    told = bulk({ total: 10, done: 4 });
    await findByText(/4 of 10/, {}, { timeout: 3000 });
    await findByText('You can close this: the server goes on.');
    told = bulk({ total: 10, done: 10, endedAt: hoursFromNoon(1) });
    await waitFor(() => expect(() => getByRole('progressbar')).not.toThrow());
    await findByText(/10 of 10/, {}, { timeout: 3000 });
  });

  it('says when there is no record to begin on, and why it was refused', async () => {
    const none = open();
    none.client.obey('case.start-all', () => ({ type: 'bulk', bulk: bulk({ endedAt: hoursFromNoon(1) }) }));
    fireEvent.click(none.getByRole('button', { name: /Start for all/ }));
    fireEvent.click(await none.findByRole('button', { name: 'Start' }));
    await none.findByText('There is no record on which it could begin.');
    const refused = open();
    refused.client.obey('case.start-all', () => {
      throw new ProtocolError('process-unknown', { key: 'lead-to-sale' });
    });
    fireEvent.click(refused.getByRole('button', { name: /Start for all/ }));
    fireEvent.click(await refused.findByRole('button', { name: 'Start' }));
    await refused.findByText(/lead-to-sale/);
  });

  it('is not offered to those who may not start it, nor when nothing of it is started any more', () => {
    expect(open(['see-log']).queryByRole('button')).toBeNull();
    expect(open(undefined, { state: 'no-new-starts' }).queryByRole('button')).toBeNull();
  });
});
