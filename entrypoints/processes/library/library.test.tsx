import { act, fireEvent, waitFor } from '@testing-library/preact';
import { beforeEach, describe, expect, it } from 'vitest';
import { go } from '../../../components/route.ts';
import { show } from '../../../components/testing/show.tsx';
import type { LibraryEntry, Permission } from '../../../lib/protocol/index.ts';
import { FakePageClient } from '../../../lib/testing/fake-page-client.ts';
import { sampleEntries, sampleEntry } from '../../../lib/testing/library-samples.ts';
import { anna, sampleStatus } from '../../../lib/testing/page-samples.ts';
import { Processes } from '../processes.tsx';

const ALL: Permission[] = ['run-processes', 'see-log', 'manage-definitions'];

beforeEach(() => go(['library']));

function open(entries: LibraryEntry[] = sampleEntries, permissions = ALL) {
  const client = new FakePageClient({ status: sampleStatus({ user: { ...anna, permissions } }) });
  client.reply('library', () => ({ type: 'library', entries }));
  return show(<Processes />, client);
}

const names = (rows: HTMLElement[]) => rows.map((row) => row.querySelector('th a')?.textContent);

describe('the library', () => {
  it('shows of every process what one has to know', async () => {
    const { findByRole, getAllByRole } = open();
    await findByRole('table');
    const row = getAllByRole('row')[3]?.textContent;
    for (const part of [
      'Qualify a lead',
      'qualify-a-lead',
      'Active',
      'Version 3',
      '3 versions in all',
      '12 running',
      '2 in error',
      'By hand',
      'Quick launch',
      'tryton:sale.opportunity',
    ]) {
      expect(row).toContain(part);
    }
  });

  it('leads to a process, and to what runs of it in the log', async () => {
    const { findByRole, getByRole } = open();
    expect((await findByRole('link', { name: 'Qualify a lead' })).getAttribute('href')).toBe(
      '#/library/qualify-a-lead',
    );
    expect(getByRole('link', { name: '2 in error' }).getAttribute('href')).toBe(
      '#/log?process=qualify-a-lead&status=error',
    );
  });

  it('tells cases from processes, and shows the one or the other', async () => {
    const sale = sampleEntry({ key: 'lead-to-sale', name: 'Lead to sale', language: 'case' });
    const { findByRole, findByLabelText, getAllByRole, queryByRole } = open([...sampleEntries, sale]);
    const link = await findByRole('link', { name: 'Lead to sale' });
    expect(link.closest('tr')?.textContent).toContain('Case');
    fireEvent.click(await findByLabelText('Cases'));
    expect(location.hash).toBe('#/library?language=case');
    await waitFor(() => expect(names(getAllByRole('row').slice(1))).toEqual(['Lead to sale']));
    fireEvent.click(await findByLabelText('Processes'));
    await waitFor(() => expect(queryByRole('link', { name: 'Lead to sale' })).toBeNull());
  });

  it('asks for no choice where there is none', async () => {
    const { findByRole, queryByLabelText } = open();
    await findByRole('table');
    expect(queryByLabelText('Cases')).toBeNull();
  });

  it('is searched and sorted, and keeps both in its address', async () => {
    const { findByLabelText, getByLabelText, getAllByRole, getByText } = open();
    fireEvent.input(await findByLabelText('Search'), { target: { value: 'a' } });
    fireEvent.change(getByLabelText('Sort by'), { target: { value: 'running' } });
    expect(location.hash).toBe('#/library?search=a&sort=running');
    await waitFor(() =>
      expect(names(getAllByRole('row').slice(1))).toEqual([
        'Qualify a lead',
        'Grant a discount',
        'Answer a question',
      ]),
    );
    expect(getByText('3 processes')).toBeTruthy();
  });

  it('says what matched nothing, and clears the search', async () => {
    const { findByLabelText, findByText, getByText, findAllByRole } = open();
    fireEvent.input(await findByLabelText('Search'), { target: { value: 'nothing such' } });
    expect(await findByText('No process matches “nothing such”')).toBeTruthy();
    fireEvent.click(getByText('Clear the search'));
    expect(await findAllByRole('row')).toHaveLength(5);
  });

  it('that is empty says how to fill it', async () => {
    expect(await open([]).findByText(/Drop .bpmn and .form files here/)).toBeTruthy();
  });

  it('is only read by somebody who may not deploy', async () => {
    const { findByText, queryByText } = open([], ['see-log']);
    expect(await findByText(/can deploy the first one/)).toBeTruthy();
    expect(queryByText('Deploy files…')).toBeNull();
  });
});

describe('the processes page', () => {
  it('marks where one is, and goes on by its address', async () => {
    const { getByRole, findByRole } = open();
    expect(getByRole('link', { name: 'Library' }).getAttribute('aria-current')).toBe('page');
    act(() => go(['deploy']));
    expect(await findByRole('heading', { level: 1, name: 'Deploy processes' })).toBeTruthy();
    expect(document.title).toBe('Deploy processes – Processes');
  });

  it('goes back', async () => {
    const { findByRole } = open();
    act(() => go(['deploy']));
    await findByRole('heading', { name: 'Deploy processes' });
    act(() => {
      history.replaceState(null, '', '#/library');
      dispatchEvent(new PopStateEvent('popstate'));
    });
    expect(await findByRole('heading', { name: 'Library' })).toBeTruthy();
  });

  it('says when an address leads nowhere', () => {
    act(() => go(['nowhere']));
    expect(open().getByText('There is no such page')).toBeTruthy();
  });

  it('gives the focus to the heading of what was opened', async () => {
    const { findByRole } = open();
    const heading = await findByRole('heading', { level: 1, name: 'Library' });
    await waitFor(() => expect(document.activeElement).toBe(heading));
  });
});
