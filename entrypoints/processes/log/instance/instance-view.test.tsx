import { act, fireEvent, waitFor, within } from '@testing-library/preact';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { go, route } from '../../../../components/route.ts';
import { show } from '../../../../components/testing/show.tsx';
import {
  type InstanceDetails,
  type Order,
  ProtocolError,
  type WaitReason,
} from '../../../../lib/protocol/index.ts';
import { FakePageClient } from '../../../../lib/testing/fake-page-client.ts';
import {
  administrator,
  endedInstance,
  failure,
  reasons,
  sampleDetails,
  sampleInstance,
  samplePlace,
  sampleStep,
} from '../../../../lib/testing/log-samples.ts';
import { samplePage, sampleStatus } from '../../../../lib/testing/page-samples.ts';
import { REFRESH_MS } from '../use-every.ts';
import { InstanceView } from './instance-view.tsx';

vi.mock('../../../../components/diagram/diagram.tsx', () => ({
  Diagram: ({ marks, onSelect }: { marks: object; onSelect: (element: string) => void }) => (
    <button type="button" onClick={() => onSelect('Ask')}>
      diagram with {JSON.stringify(marks)}
    </button>
  ),
}));

const BPMN = `<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL"><process id="p">
  <sequenceFlow id="Flow_1" sourceRef="Start" targetRef="Ask" /></process></definitions>`;

beforeEach(() => go(['log', 'i-1']));

function clientWith(details: InstanceDetails, permissions = administrator.permissions) {
  const user = { ...administrator, permissions: [...permissions] };
  const client = new FakePageClient({ status: sampleStatus({ user }) });
  client.reply('instance', () => ({ type: 'instance', instance: details }));
  client.reply('definition', () => ({
    type: 'definition',
    definition: {
      key: 'qualify-lead',
      version: 2,
      name: 'Qualify a lead',
      bpmn: BPMN,
      case: null,
      forms: [],
      elements: [],
    },
  }));
  return client;
}

async function open(details = sampleDetails(), client = clientWith(details)) {
  const page = show(<InstanceView instance="i-1" />, client);
  await page.findByRole('heading', { level: 1, name: details.summary.caption });
  return page;
}

const waitingFor = (reason: WaitReason, change = {}) =>
  sampleDetails({ waiting: [samplePlace(reason, change)] });

function orders(client: FakePageClient): Order[] {
  return client.sent('order').map(({ order }) => order);
}

function submitDialog() {
  fireEvent.submit(document.querySelector('dialog form') as HTMLFormElement);
}

describe('an instance', () => {
  it('says what it is, whose, and how it stands', async () => {
    const { getByText, getByRole, getAllByText } = await open();
    expect(getByRole('link', { name: 'Qualify a lead' }).getAttribute('href')).toBe('#/library/qualify-lead');
    expect(getAllByText('Anna Keller').length).toBeGreaterThan(0);
    expect(getByText('LEAD-2026-0117')).toBeTruthy();
  });

  it('leads to its records in the CRM, and to all instances of a record', async () => {
    const { getByRole } = await open();
    const records = within(getByRole('region', { name: 'Connected records' }));
    expect(records.getByRole('link', { name: 'Solar roof for Meyer & Sons' }).getAttribute('href')).toBe(
      'https://crm.example.com/opportunity/7',
    );
    expect(records.getByRole('link', { name: /All instances.*Solar roof/ }).getAttribute('href')).toBe(
      '#/log?record=s-1%2Fsale.opportunity%2F7',
    );
  });

  it('leads to the instance that called it and to those that it called', async () => {
    const details = sampleDetails({
      parent: sampleInstance({ id: 'i-0', caption: 'The caller' }),
      children: [endedInstance(1, { id: 'i-9', caption: 'The called' })],
    });
    const { getByRole } = await open(details);
    expect(getByRole('link', { name: 'The caller' }).getAttribute('href')).toBe('#/log/i-0');
    expect(getByRole('link', { name: 'The called' }).getAttribute('href')).toBe('#/log/i-9');
  });

  it('draws the path taken and where it stands, and shows only the steps of what is pressed', async () => {
    const { findByText, getByRole } = await open();
    const diagram = await findByText(/^diagram with/);
    expect(diagram.textContent).toContain('"Ask":{"tone":"ok"');
    expect(diagram.textContent).toContain('"Review":{"tone":"accent"');
    await act(() => void fireEvent.click(diagram));
    expect(route().query).toEqual({ element: 'Ask' });
    const steps = within(getByRole('region', { name: 'Steps' }));
    expect(steps.getAllByRole('row')).toHaveLength(2);
    await act(() => void fireEvent.click(steps.getByRole('button', { name: 'Show all steps' })));
    expect(steps.getAllByRole('row')).toHaveLength(4);
  });

  it('shows variables by their type', async () => {
    const { getByRole } = await open();
    const variables = within(getByRole('region', { name: 'Variables' }));
    expect(variables.getByText('12,500')).toBeTruthy();
    expect(variables.getByText('Yes')).toBeTruthy();
    expect(variables.getByRole('columnheader', { name: 'product' })).toBeTruthy();
    expect(variables.getByText('empty')).toBeTruthy();
  });

  it('tells who did what', async () => {
    const { getByRole } = await open();
    const history = getByRole('region', { name: 'History' });
    expect(history.textContent).toContain('Anna Keller completed a step · Is the lead interested?');
    expect(history.textContent).toContain('Outcome: yes');
  });

  it('that the server does not know is said to be unknown', async () => {
    const client = clientWith(sampleDetails());
    client.reply('instance', () => {
      throw new ProtocolError('instance-unknown', { id: 'i-1' });
    });
    const { findByRole } = show(<InstanceView instance="i-1" />, client);
    expect((await findByRole('alert')).textContent).toContain('got i-1');
  });

  it('is for those who may see the log', () => {
    const { getByText } = show(<InstanceView instance="i-1" />, clientWith(sampleDetails(), [] as never));
    expect(getByText(/see the log/i)).toBeTruthy();
  });

  it('is asked for again while somebody looks, until it has ended', async () => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
    try {
      const running = sampleDetails();
      const client = clientWith(running);
      const { findByText } = await open(running, client);
      const ended = sampleDetails({ summary: endedInstance(2), waiting: [] });
      client.reply('instance', () => ({ type: 'instance', instance: ended }));
      await act(() => void vi.advanceTimersByTime(REFRESH_MS));
      await findByText('Ended');
      const asked = client.requests.length;
      await act(() => void vi.advanceTimersByTime(REFRESH_MS * 3));
      expect(client.requests).toHaveLength(asked);
    } finally {
      vi.useRealTimers();
    }
  });
});

describe('[M33] a place that waits', () => {
  it('says why, and what stands in the way', async () => {
    const { getByText } = await open(waitingFor(reasons.closed));
    expect(getByText(/Waits for Tom Berger/)).toBeTruthy();
    expect(getByText(/Tom Berger may not open/)).toBeTruthy();
  });

  it('leads to the called instance', async () => {
    const { getByRole } = await open(waitingFor(reasons.process));
    expect(getByRole('link', { name: 'Show the called instance' }).getAttribute('href')).toBe('#/log/i-9');
  });

  it('says what may come first, and what stands in the way of it', async () => {
    const meanwhile = [
      { element: 'Late', name: 'Escalate', interrupts: true, reason: reasons.timer },
      { element: 'Changed', name: 'Look again', interrupts: false, reason: reasons.unfed },
    ];
    const { getByRole, getByText } = await open(waitingFor(reasons.person, { meanwhile }));
    expect(getByRole('button', { name: /^Or instead “Escalate”: / })).toBeTruthy();
    expect(getByText(/^The server does not hear/)).toBeTruthy();
    expect(getByRole('button', { name: /^Besides “Look again”: when any record/ })).toBeTruthy();
  });

  it('offers only what is allowed', async () => {
    const { queryByRole } = await open(waitingFor(reasons.timer, { actions: ['skip'] }));
    expect(queryByRole('button', { name: /^Skip/ })).toBeTruthy();
    expect(queryByRole('button', { name: /^Open/ })).toBeNull();
  });
});

describe('[M24] an administrator', () => {
  it('opens the page of any pending step (behaviour 6.5, log)', async () => {
    const details = sampleDetails();
    const client = clientWith(details);
    const content = {
      kind: 'perform-task',
      category: 'Call',
      description: null,
      plannedMinutes: null,
      results: [],
    };
    const { page } = samplePage(content as never);
    if (!page) throw new Error('Expected a page, got none.');
    client.obey('step.open', () => ({ type: 'page', page }));
    const { getByRole } = await open(details, client);
    fireEvent.click(getByRole('button', { name: /^Open/ }));
    await waitFor(() =>
      expect(client.sent('task.open')).toEqual([{ type: 'task.open', task: page.task.id }]),
    );
    expect(orders(client)).toEqual([{ type: 'step.open', instance: 'i-1', step: 's-2' }]);
  });

  it('tries a failed step again; a refusal is said in its own words', async () => {
    const details = waitingFor(reasons.dead, { actions: ['retry'] });
    const client = clientWith(details);
    client.obey('step.retry', () => {
      throw new ProtocolError('step-unfit', { expected: 'a step that has failed', got: 'one that goes on' });
    });
    const { getByRole, findByRole } = await open(details, client);
    fireEvent.click(getByRole('button', { name: /^Try again/ }));
    expect((await findByRole('alert')).textContent).toContain('got one that goes on');
  });

  it('skips a question with several of its answers', async () => {
    const details = waitingFor(reasons.person, { several: true });
    const client = clientWith(details);
    const { getByRole, getByLabelText } = await open(details, client);
    fireEvent.click(getByRole('button', { name: /^Skip/ }));
    fireEvent.click(getByLabelText('Rejected'));
    fireEvent.click(getByLabelText('Approved'));
    fireEvent.input(getByLabelText(/^Reason/), { target: { value: 'Said on the phone' } });
    submitDialog();
    const skip = { type: 'step.skip', instance: 'i-1', step: 's-2', reason: 'Said on the phone' };
    await waitFor(() => expect(orders(client)).toEqual([{ ...skip, outcome: ['approved', 'rejected'] }]));
  });

  it('skips a step with an outcome, and must give a reason', async () => {
    const details = sampleDetails();
    const client = clientWith(details);
    const { getByRole, getByLabelText, findByText } = await open(details, client);
    fireEvent.click(getByRole('button', { name: /^Skip/ }));
    submitDialog();
    expect(await findByText('Enter a reason.')).toBeTruthy();
    fireEvent.click(getByLabelText('Rejected'));
    fireEvent.input(getByLabelText(/^Reason/), { target: { value: 'Tom has left' } });
    submitDialog();
    await waitFor(() =>
      expect(orders(client)).toEqual([
        { type: 'step.skip', instance: 'i-1', step: 's-2', outcome: 'rejected', reason: 'Tom has left' },
      ]),
    );
    await waitFor(() => expect(document.querySelector('dialog')).toBeNull());
  });

  it('assigns a step to a role', async () => {
    const details = sampleDetails();
    const client = clientWith(details);
    client.reply('assignees', () => ({
      type: 'assignees',
      assignees: [{ type: 'role', id: 'r-sales', name: 'Sales', members: 3 }],
    }));
    const { getByRole, findByRole, findByText } = await open(details, client);
    fireEvent.click(getByRole('button', { name: /^Assign to somebody else/ }));
    submitDialog();
    expect(await findByText('Choose a person or a role from the list.')).toBeTruthy();
    fireEvent.input(getByRole('combobox'), { target: { value: 'sal' } });
    fireEvent.click(await findByRole('option', { name: /Sales/ }));
    submitDialog();
    await waitFor(() =>
      expect(orders(client)).toEqual([
        { type: 'step.reassign', instance: 'i-1', step: 's-2', user: null, role: 'r-sales' },
      ]),
    );
  });

  it('tries all failed steps again', async () => {
    const summary = sampleInstance({ status: 'error', incident: failure });
    const details = sampleDetails({
      summary,
      waiting: [samplePlace(reasons.incident, { actions: ['retry'] })],
    });
    const client = clientWith(details);
    const { getByRole } = await open(details, client);
    fireEvent.click(getByRole('button', { name: 'Try all failed steps again' }));
    await waitFor(() => expect(orders(client)).toEqual([{ type: 'instance.retry', instance: 'i-1' }]));
  });

  it('sets a variable of a type', async () => {
    const details = sampleDetails();
    const client = clientWith(details);
    const { getByRole, getByLabelText, findByText } = await open(details, client);
    fireEvent.click(getByRole('button', { name: 'Change amount' }));
    fireEvent.input(getByLabelText('Value'), { target: { value: 'much' } });
    submitDialog();
    expect(await findByText(/Enter a number/)).toBeTruthy();
    fireEvent.input(getByLabelText('Value'), { target: { value: '99.5' } });
    submitDialog();
    await waitFor(() =>
      expect(orders(client)).toEqual([
        { type: 'instance.set-variable', instance: 'i-1', name: 'amount', value: 99.5 },
      ]),
    );
  });

  it('cancels it for a reason', async () => {
    const details = sampleDetails();
    const client = clientWith(details);
    const { getByRole, getByLabelText } = await open(details, client);
    fireEvent.click(getByRole('button', { name: 'Cancel the instance' }));
    fireEvent.input(getByLabelText(/^Reason/), { target: { value: 'Entered twice' } });
    submitDialog();
    await waitFor(() =>
      expect(orders(client)).toEqual([
        { type: 'instances.cancel', instances: ['i-1'], reason: 'Entered twice' },
      ]),
    );
  });

  it('deletes one that has ended, and is back in the log', async () => {
    const details = sampleDetails({
      summary: endedInstance(2),
      waiting: [],
      may: { cancel: false, administer: false },
    });
    const client = clientWith(details);
    const { getByRole, queryByRole } = await open(details, client);
    expect(queryByRole('button', { name: 'Cancel the instance' })).toBeNull();
    fireEvent.click(getByRole('button', { name: 'Delete' }));
    submitDialog();
    await waitFor(() => expect(route().path).toEqual(['log']));
    expect(orders(client)).toEqual([{ type: 'instance.delete', instance: 'i-ended' }]);
  });

  it('is not offered to others', async () => {
    const details = sampleDetails({
      waiting: [samplePlace(reasons.person, { actions: [] })],
      may: { cancel: false, administer: false },
    });
    const { queryByRole } = await open(details, clientWith(details, ['see-log'] as never));
    for (const name of [/^Open/, /^Skip/, /^Assign/, /^Change/, /^Cancel/, /^Delete/]) {
      expect(queryByRole('button', { name })).toBeNull();
    }
  });
});

describe('a traced step', () => {
  it('shows what it changed', async () => {
    const details = sampleDetails({ steps: [sampleStep({ traced: true })] });
    const client = clientWith(details);
    client.reply('trace', ({ step }) => ({
      type: 'trace',
      trace: { step, before: { amount: 1, kept: true }, after: { amount: 2, kept: true } },
    }));
    const { getByRole, getAllByRole, findByText } = await open(details, client);
    fireEvent.click(getByRole('button', { name: /^What changed/ }));
    expect(await findByText('1 variable stayed the same')).toBeTruthy();
    const [changed] = getAllByRole('rowheader', { name: 'amount' });
    expect(changed?.closest('tr')?.textContent).toBe('amount12');
  });
});
