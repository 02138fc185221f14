import { act, fireEvent, waitFor, within } from '@testing-library/preact';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { go } from '../../../../components/route.ts';
import { canvases, forgetCanvases } from '../../../../components/testing/fake-canvas.ts';
import { show } from '../../../../components/testing/show.tsx';
import type { Order, Permission, ProcessDetails } from '../../../../lib/protocol/index.ts';
import { FakePageClient } from '../../../../lib/testing/fake-page-client.ts';
import {
  sampleBpmn,
  sampleDefinition,
  sampleDetails,
  sampleEntry,
  sampleImpact,
} from '../../../../lib/testing/library-samples.ts';
import { anna, sampleStatus } from '../../../../lib/testing/page-samples.ts';
import { ProcessView } from './process-view.tsx';

vi.mock(
  '../../../../components/diagram/canvas.ts',
  () => import('../../../../components/testing/fake-canvas.ts'),
);

const ALL: Permission[] = ['run-processes', 'see-log', 'manage-definitions'];

beforeEach(() => forgetCanvases());

interface Opening {
  tab?: string;
  details?: Partial<ProcessDetails>;
  permissions?: Permission[];
  impact?: typeof sampleImpact;
}

function open({ tab = 'overview', details = {}, permissions = ALL, impact = sampleImpact }: Opening = {}) {
  const client = new FakePageClient({ status: sampleStatus({ user: { ...anna, permissions } }) });
  client.reply('process', () => ({ type: 'process', process: sampleDetails(details) }));
  client.reply('impact', () => ({ type: 'impact', impact }));
  client.reply('definition', ({ version }) => ({
    type: 'definition',
    definition: sampleDefinition({ version: version ?? 3, bpmn: sampleBpmn({ review: version !== 1 }) }),
  }));
  go(['library', 'qualify-a-lead'], { tab });
  return show(<ProcessView process="qualify-a-lead" />, client);
}

const ordersOf = (client: FakePageClient): Order[] => client.sent('order').map(({ order }) => order);
const setting = (order: Partial<Order>) => [expect.objectContaining(order)];

describe('a process', () => {
  it('shows its diagram, what begins it, where it is offered, what it calls and takes', async () => {
    const { findByRole, findByText, getByRole, getByText } = open();
    await findByText('4 elements in words');
    expect(canvases[0]?.xml).toContain('Review');
    expect(getByRole('region', { name: 'What begins it' }).textContent).toContain('Lead to qualify');
    expect(getByRole('link', { name: 'grant-a-discount' }).getAttribute('href')).toBe(
      '#/library/grant-a-discount',
    );
    expect(within(await findByRole('table')).getByText('phone')).toBeTruthy();
    expect(getByText('Download qualification.form')).toBeTruthy();
  });

  it('is downloaded as the files that it was deployed from', async () => {
    const created = vi.spyOn(URL, 'createObjectURL').mockReturnValue('blob:test');
    vi.spyOn(URL, 'revokeObjectURL').mockReturnValue(undefined);
    const { findByText } = open();
    fireEvent.click(await findByText('Download qualify-a-lead.bpmn'));
    const [[file] = []] = created.mock.calls;
    expect(file instanceof Blob && (await file.text())).toBe(sampleBpmn());
  });

  it('leads to its log and statistics only who may see them', async () => {
    const { findByRole } = open();
    expect((await findByRole('link', { name: 'Log' })).getAttribute('href')).toBe(
      '#/log?process=qualify-a-lead',
    );
    const reader = open({ permissions: ['manage-definitions'] });
    await reader.findByRole('heading', { level: 1, name: 'Qualify a lead' });
    expect(reader.queryByRole('link', { name: 'Log' })).toBeNull();
  });

  it('says who did what with it', async () => {
    const { findAllByRole, container } = open({ tab: 'history' });
    await findAllByRole('listitem');
    const lines = [...container.querySelectorAll('.history-line')].map((line) => line.textContent);
    expect(lines[1]).toContain('Deployed: Version 3');
    expect(lines[1]).toContain('Bruno Adler');
    expect(lines[2]).toContain('Could not be started: Start, Expected a budget, got nothing.');
  });
});

describe('its versions', () => {
  it('are listed with the actual one, and another is made actual', async () => {
    const { client, findByRole, getAllByText } = open({ tab: 'versions' });
    fireEvent.click(await findByRole('button', { name: 'Make it the actual version Version 2' }));
    expect(getAllByText('Actual')).toHaveLength(1);
    await waitFor(() =>
      expect(ordersOf(client)).toEqual([
        { type: 'process.set-actual', process: 'qualify-a-lead', version: 2 },
      ]),
    );
    await waitFor(() =>
      expect(client.sent('admin.query').filter(({ query }) => query.type === 'process')).toHaveLength(2),
    );
  });

  it('are compared: in a list and in both diagrams, and the address keeps which', async () => {
    const { findByText, findByLabelText, getByRole } = open({ tab: 'versions' });
    fireEvent.change(await findByLabelText('Compare'), { target: { value: '1' } });
    expect(location.hash).toBe('#/library/qualify-a-lead?tab=versions&from=1&to=3');
    expect(await findByText('3 differences')).toBeTruthy();
    await waitFor(() => expect(canvases).toHaveLength(2));
    const [older, newer] = canvases;
    await waitFor(() => expect(Object.keys(newer?.marks ?? {})).toEqual(['Review', 'ToReview', 'ToEnd']));
    expect(Object.keys(older?.marks ?? {})).toEqual(['ToEnd']);
    fireEvent.click(getByRole('button', { name: /^Added.*Review the qualification/ }));
    await waitFor(() => expect([older?.selected, newer?.selected]).toEqual(['Review', 'Review']));
  });
});

it('[M39] says which records a case is for', async () => {
  const condition = { field: 'size', values: ['small', 'middle'] };
  const { findByText } = open({ details: { entry: sampleEntry({ language: 'case', condition }) } });
  expect(await findByText('Where size is: small, middle')).toBeTruthy();
});

describe('starting it', () => {
  it('asks for what it takes', async () => {
    const { client, findByRole, findByLabelText, findByText, getByRole } = open({
      details: { entry: sampleEntry({ recordTypes: [] }) },
    });
    fireEvent.click(await findByRole('button', { name: 'Start' }));
    const dialog = getByRole('dialog', { name: 'Start “Qualify a lead”' });
    await act(() => void fireEvent.submit(dialog.querySelector('form') as HTMLFormElement));
    expect(await findByText('Fill this in.')).toBeTruthy();
    fireEvent.input(await findByLabelText(/Budget/), { target: { value: '1,200' } });
    await act(() => void fireEvent.submit(dialog.querySelector('form') as HTMLFormElement));
    expect(client.sent('process.start')).toEqual([
      {
        type: 'process.start',
        process: 'qualify-a-lead',
        record: null,
        variables: { budget: 1200, channel: 'phone' },
      },
    ]);
    expect(await findByText('Started.')).toBeTruthy();
  });

  it.each<[string, Opening]>([
    ['is inactive', { details: { entry: sampleEntry({ recordTypes: [], state: 'inactive' }) } }],
    ['starts on a record', { details: { entry: sampleEntry() } }],
    ['only begins by itself', { details: { entry: sampleEntry({ recordTypes: [], starts: [] }) } }],
    [
      'is not for this person',
      {
        permissions: ['see-log'],
        details: { permissions: [], entry: sampleEntry({ recordTypes: [] }) },
      },
    ],
  ])('is not offered where it %s', async (_, opening) => {
    const { findByRole, queryByRole } = open(opening);
    await findByRole('heading', { level: 1, name: 'Qualify a lead' });
    expect(queryByRole('button', { name: 'Start' })).toBeNull();
  });
});

describe('its state', () => {
  it('is changed to no new starts at once', async () => {
    const { client, findByRole } = open({ tab: 'settings' });
    fireEvent.click(await findByRole('button', { name: 'Stop new starts' }));
    await waitFor(() =>
      expect(ordersOf(client)).toEqual(setting({ type: 'process.set-state', state: 'no-new-starts' })),
    );
  });

  it('[M31] is made inactive only after the running instances and tasks are shown, and offers to let them finish', async () => {
    const { client, findByRole, findByText, getByText } = open({ tab: 'settings' });
    fireEvent.click(await findByRole('button', { name: 'Deactivate' }));
    expect(await findByText(/12 instances run, with 9 open tasks/)).toBeTruthy();
    expect(getByText('Qualify a lead: Solar roof for Meyer & Sons')).toBeTruthy();
    expect(getByText('Called as a sub-process it still runs: by make-an-offer.')).toBeTruthy();
    const dialog = await findByRole('dialog');
    await act(() => void fireEvent.submit(dialog.querySelector('form') as HTMLFormElement));
    expect(ordersOf(client)).toEqual(setting({ state: 'no-new-starts', cancelInstances: false }));
  });

  it('cancels what runs when that is chosen, for a reason', async () => {
    const { client, findByRole, findByLabelText } = open({ tab: 'settings' });
    fireEvent.click(await findByRole('button', { name: 'Deactivate' }));
    fireEvent.click(await findByLabelText(/Cancel 12 instances/));
    fireEvent.input(await findByLabelText('Reason'), { target: { value: 'Replaced' } });
    const dialog = await findByRole('dialog');
    await act(() => void fireEvent.submit(dialog.querySelector('form') as HTMLFormElement));
    expect(ordersOf(client)).toEqual([
      {
        type: 'process.set-state',
        process: 'qualify-a-lead',
        state: 'inactive',
        cancelInstances: true,
        reason: 'Replaced',
      },
    ]);
  });

  it('is made inactive without a choice where nothing runs', async () => {
    const impact = { instances: 0, tasks: 0, examples: [], calledBy: [] };
    const { client, findByRole, findByText } = open({ tab: 'settings', impact });
    fireEvent.click(await findByRole('button', { name: 'Deactivate' }));
    await findByText('Nothing of it runs.');
    const dialog = await findByRole('dialog');
    await act(() => void fireEvent.submit(dialog.querySelector('form') as HTMLFormElement));
    expect(ordersOf(client)).toEqual(setting({ state: 'inactive', cancelInstances: false }));
  });

  it('is only read by somebody who may not change it', async () => {
    const { findByText, queryByRole } = open({ tab: 'settings', permissions: ['see-log'] });
    await findByText('Bruno Adler');
    expect(queryByRole('button', { name: 'Deactivate' })).toBeNull();
    expect(queryByRole('button', { name: 'Save' })).toBeNull();
  });
});

describe('its settings', () => {
  const save = async (label: HTMLElement) => {
    await act(() => void fireEvent.submit(label.closest('form') as HTMLFormElement));
  };

  it('are saved together', async () => {
    const { client, findByLabelText, getByLabelText, findByText } = open({ tab: 'settings' });
    fireEvent.click(await findByLabelText('Trace every step'));
    const days = getByLabelText('Days that ended instances are kept');
    fireEvent.input(days, { target: { value: '' } });
    await save(days);
    expect(ordersOf(client)).toEqual(
      setting({ type: 'process.configure', tracing: true, quickLaunch: true, retentionDays: null }),
    );
    expect(await findByText('Saved.')).toBeTruthy();
  });

  it('say that they were saved, also once the server tells them as they are now', async () => {
    const { client, findByLabelText, findByText } = open({ tab: 'settings' });
    const tracing = await findByLabelText('Trace every step');
    fireEvent.click(tracing);
    client.reply('process', () => ({ type: 'process', process: sampleDetails({ tracing: true }) }));
    await save(tracing);
    await waitFor(() =>
      expect(client.sent('admin.query').filter(({ query }) => query.type === 'process')).toHaveLength(2),
    );
    expect(await findByText('Saved.')).toBeTruthy();
  });

  it.each(['0', '1.5', 'a year'])('that say to keep instances %s days are not saved', async (words) => {
    const { client, findByLabelText, findByText } = open({ tab: 'settings' });
    const days = await findByLabelText('Days that ended instances are kept');
    fireEvent.input(days, { target: { value: words } });
    await save(days);
    expect(ordersOf(client)).toEqual([]);
    expect(await findByText(/Enter a whole number of days/)).toBeTruthy();
  });

  it('say who may start it, in an order that counts', async () => {
    const { client, findByRole, getByLabelText, getByRole } = open({ tab: 'settings' });
    fireEvent.click(await findByRole('button', { name: 'Move Sales up' }));
    fireEvent.change(getByLabelText('Permission of Bruno Adler'), { target: { value: 'allow' } });
    await save(getByRole('button', { name: 'Save' }));
    expect(ordersOf(client)).toEqual(
      setting({
        type: 'process.configure',
        permissions: [
          { account: null, role: 'r-sales', allowed: true },
          { account: 'u-bruno', role: null, allowed: true },
        ],
      }),
    );
  });

  it('take in somebody who is found by name, once, and let them go again', async () => {
    const { client, findByText, getByRole, findByRole } = open({ tab: 'settings' });
    client.reply('assignees', () => ({
      type: 'assignees',
      assignees: [{ type: 'role', id: 'r-support', name: 'Support', members: 3 }],
    }));
    fireEvent.input(await findByRole('combobox', { name: 'Add a person or a role' }), {
      target: { value: 'supp' },
    });
    fireEvent.click(await findByText('Support'));
    fireEvent.click(await findByRole('button', { name: 'Remove Bruno Adler' }));
    await save(getByRole('button', { name: 'Save' }));
    expect(ordersOf(client)).toEqual(
      setting({
        type: 'process.configure',
        permissions: [
          { account: null, role: 'r-sales', allowed: true },
          { account: null, role: 'r-support', allowed: true },
        ],
      }),
    );
  });
});
