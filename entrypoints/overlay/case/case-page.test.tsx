import { cleanup, fireEvent, screen, waitFor, within } from '@testing-library/preact';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { show as draw } from '../../../components/testing/show.tsx';
import { ProtocolError } from '../../../lib/protocol/index.ts';
import {
  sampleCase,
  sampleCaseState,
  sampleCaseStep,
  samplePreview,
} from '../../../lib/testing/case-samples.ts';
import type { FakePageClient } from '../../../lib/testing/fake-page-client.ts';
import { lead, samplePage, sampleStatus, sampleTask } from '../../../lib/testing/page-samples.ts';
import { CasePage } from './case-page.tsx';
import { commandsTo, openCase, painted, press } from './testing/open-case.tsx';

let client: FakePageClient;
const close = vi.fn<() => void>();

beforeEach(() => {
  vi.spyOn(performance, 'now').mockReturnValue(1000);
  close.mockReset();
});
afterEach(() => {
  cleanup();
  vi.restoreAllMocks();
});

function show(...[about, state, preview]: Parameters<typeof openCase>): void {
  client = openCase(about, state, preview, close);
}
const commands = () => commandsTo(client);

describe('what a move would do', () => {
  it('[M36] tells what is cancelled, what begins and that the case ends, and moves when it is confirmed', async () => {
    show(
      { kind: 'move', stage: 'talks' },
      {},
      {
        cancelled: [sampleCaseStep({ required: false })],
        created: [sampleCaseStep({ id: 'meet', step: null, name: 'Arrange a meeting', task: null })],
        ends: true,
      },
    );
    const cancelled = (await screen.findByText('Will be cancelled')).closest('section') as HTMLElement;
    within(cancelled).getByText('Call the customer');
    within(screen.getByText('Will begin').closest('section') as HTMLElement).getByText('Arrange a meeting');
    screen.getByText('The case ends with it.');
    await press('Move to Talks');
    await waitFor(() => expect(close).toHaveBeenCalled());
    expect(commands()).toEqual([{ type: 'case.move', instance: 'i-case', stage: 'talks', revision: 4 }]);
  });

  it('[M36] names the required steps that stand in the way, and does not move', async () => {
    show({ kind: 'move', stage: 'talks' }, {}, { move: 'blocked', blocking: [sampleCaseStep()] });
    await screen.findByText(/have to be done first/);
    expect(screen.queryByRole('button', { name: /^Move to/ })).toBeNull();
    fireEvent.click(screen.getByRole('button', { name: 'Open Call the customer' }));
    expect(client.sent('task.open')).toEqual([{ type: 'task.open', task: 't-call' }]);
  });

  it('lets a press be that comes before anybody can have looked, or from no person', async () => {
    show({ kind: 'move', stage: 'talks' });
    const button = await screen.findByRole('button', { name: 'Move to Talks' });
    fireEvent.click(button);
    const event = new MouseEvent('click', { bubbles: true });
    Object.defineProperty(event, 'isTrusted', { value: true });
    fireEvent(button, event);
    await screen.findByText(/Please look first/);
    expect(commands()).toEqual([]);
  });

  it('says when it cannot be told without a connection, and can be sent all the same', async () => {
    show({ kind: 'move', stage: 'talks' });
    client.calls.set('case.preview', () => {
      throw new ProtocolError('server-unreachable', { server: 'it', problem: 'nothing' });
    });
    cleanup();
    draw(<CasePage record={lead} about={{ kind: 'move', stage: 'talks' }} onClose={close} />, client);
    await screen.findByText(/cannot be told now/);
    await press('Move to Talks');
    await waitFor(() => expect(commands()).toHaveLength(1));
  });

  it('never shows what a move of the case as it was before would do', async () => {
    show({ kind: 'move', stage: 'talks' });
    await screen.findByText('Nothing is cancelled and nothing begins with it.');
    client.calls.set('case.preview', () => {
      throw new ProtocolError('server-unreachable', { server: 'it', problem: 'nothing' });
    });
    client.put('case', sampleCaseState(lead, { case: sampleCase(lead, { revision: 5 }) }));
    await screen.findByText(/cannot be told now/);
    expect(screen.queryByText('Nothing is cancelled and nothing begins with it.')).toBeNull();
    // An answer that is older than the case on the page.
    client.calls.set('case.preview', () => ({ type: 'case-preview', preview: samplePreview() }));
    client.put('case', sampleCaseState(lead, { case: sampleCase(lead, { revision: 6 }) }));
    await waitFor(() => expect(screen.queryByRole('button', { name: 'Move to Talks' })).toBeNull());
  });

  it('counts the time to look from when the consequences are there', async () => {
    let answer: (value: unknown) => void = () => undefined;
    show({ kind: 'move', stage: 'talks' });
    cleanup();
    client.calls.set('case.preview', () => new Promise((resolve) => (answer = resolve)) as never);
    draw(<CasePage record={lead} about={{ kind: 'move', stage: 'talks' }} onClose={close} />, client);
    await waitFor(() => expect(client.sent('case.preview').length).toBeGreaterThan(0));
    await painted();
    vi.mocked(performance.now).mockReturnValue(4900);
    answer({ type: 'case-preview', preview: samplePreview() });
    await press('Move to Talks');
    await screen.findByText(/Please look first/);
    expect(commands()).toEqual([]);
  });

  it('asks again when the link is back', async () => {
    show({ kind: 'move', stage: 'talks' });
    cleanup();
    client.calls.set('case.preview', () => {
      throw new ProtocolError('server-unreachable', { server: 'it', problem: 'nothing' });
    });
    client.put('status', sampleStatus({ link: 'offline' }));
    draw(<CasePage record={lead} about={{ kind: 'move', stage: 'talks' }} onClose={close} />, client);
    await screen.findByText(/cannot be told now/);
    client.calls.set('case.preview', () => ({ type: 'case-preview', preview: samplePreview() }));
    client.put('status', sampleStatus());
    await screen.findByText('Nothing is cancelled and nothing begins with it.');
    expect(screen.queryByText(/cannot be told now/)).toBeNull();
  });

  it('looks again when somebody else has moved the case, and says so when it is there already', async () => {
    show({ kind: 'move', stage: 'talks' });
    await screen.findByRole('button', { name: 'Move to Talks' });
    client.put('case', sampleCaseState(lead, { case: sampleCase(lead, { revision: 5 }) }));
    await waitFor(() => expect(client.sent('case.preview')).toHaveLength(2));
    client.put('case', sampleCaseState(lead, { case: sampleCase(lead, { revision: 6, stage: 'talks' }) }));
    await screen.findByText('The record is in this stage now: Talks');
  });
});

describe('case and CRM that disagree', () => {
  const conflict = { state: 'conflict', stage: 'won', value: 'won', problem: null } as const;

  it.each([
    ['case', 'Write “Proposal” to the CRM'],
    ['crm', 'Move the case to “Won”'],
  ] as const)('are settled for the %s', async (keep, button) => {
    show({ kind: 'settle' }, { case: sampleCase(lead, { agreement: conflict }) });
    await screen.findByText(/the CRM shows “Won”/);
    await press(button);
    await waitFor(() => expect(close).toHaveBeenCalled());
    expect(commands()).toEqual([{ type: 'case.settle', instance: 'i-case', keep, revision: 4 }]);
  });

  it('cannot be settled for a value that no stage has', async () => {
    const unknown = { ...conflict, stage: null, value: 'archived' };
    show({ kind: 'settle' }, { case: sampleCase(lead, { agreement: unknown }) });
    await screen.findByText(/the CRM shows “archived”/);
    expect(screen.queryByRole('button', { name: /Move the case/ })).toBeNull();
  });
});

describe('another case', () => {
  it('[M39] cancels the one before and begins, once it is confirmed', async () => {
    const change = { process: 'big-deals', name: 'Big deals', version: 1, reason: 'field' } as const;
    show({ kind: 'change' }, { case: sampleCase(lead, { change }) });
    await screen.findByText('“Lead to sale” is cancelled with 1 open step.');
    await press('Change case');
    await waitFor(() => expect(close).toHaveBeenCalled());
    expect(commands()).toEqual([
      { type: 'case.change', instance: 'i-case', process: 'big-deals', revision: 4 },
    ]);
  });

  it('begins where there is none', async () => {
    show(
      { kind: 'start' },
      { case: null, offer: { process: 'lead-to-sale', name: 'Lead to sale', now: false } },
    );
    await press('Start case');
    await waitFor(() => expect(commands()).toMatchObject([{ type: 'case.start', process: 'lead-to-sale' }]));
  });
});

describe('the next steps', () => {
  it('begin at their heading, also when the frame was hidden for a moment', async () => {
    show({ kind: 'steps' });
    const heading = await screen.findByRole('heading', { level: 1 });
    await waitFor(() => expect(document.activeElement).toBe(heading));
    heading.blur();
    fireEvent(window, new Event('focus'));
    expect(document.activeElement).toBe(heading);
  });

  it('[M37] are tiles: what, whose, required or not, and which begins later', async () => {
    show({ kind: 'steps' });
    const call = within(await screen.findByRole('article', { name: 'Call the customer' }));
    call.getByText('Required');
    call.getByText('Anna Keller');
    const offer = within(screen.getByRole('article', { name: 'Send the offer' }));
    offer.getByText('Begins after another step');
    offer.getByText('Sales');
    expect(offer.queryByRole('button')).toBeNull();
  });

  it('[M37] are opened from their tile', async () => {
    show({ kind: 'steps' });
    fireEvent.click(await screen.findByRole('button', { name: 'Open Call the customer' }));
    expect(client.sent('task.open')).toEqual([{ type: 'task.open', task: 't-call' }]);
  });

  it('are completed in place by one of their results', async () => {
    show({ kind: 'steps' });
    const results = [{ code: 'reached', label: 'Reached' }];
    const content = {
      ...{ kind: 'perform-task' as const, category: 'Call', plannedMinutes: null, description: null },
      ...{ results, activity: null },
    };
    const task = sampleTask({ id: 't-call', kind: 'perform-task' });
    const view = samplePage(content);
    client.put('page', { ...view, page: view.page && { ...view.page, task } }, 't-call');
    fireEvent.click(await screen.findByRole('button', { name: 'Complete Call the customer' }));
    await press('Reached');
    await waitFor(() => expect(client.sent('task.complete')).toHaveLength(1));
    expect(client.sent('task.complete')[0]).toMatchObject({
      task: 't-call',
      submission: { kind: 'perform-task', result: 'reached', details: null },
    });
  });
});
