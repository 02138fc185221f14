/** What people add by hand beside the steps of a stage (behaviour 8.4). */
import { cleanup, fireEvent, screen, waitFor } from '@testing-library/preact';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ProtocolError, wireError } from '../../../lib/protocol/index.ts';
import { sampleCase, sampleCaseStep } from '../../../lib/testing/case-samples.ts';
import type { FakePageClient } from '../../../lib/testing/fake-page-client.ts';
import { lead } from '../../../lib/testing/page-samples.ts';
import { commandsTo, openCase, press } from './testing/open-case.tsx';

let client: FakePageClient;

beforeEach(() => void vi.spyOn(performance, 'now').mockReturnValue(1000));
afterEach(() => {
  cleanup();
  vi.restoreAllMocks();
});

function show(...given: Parameters<typeof openCase>): void {
  client = openCase(...given);
}

describe('a task by hand', () => {
  it('[M37] is added beside the steps, connected to the record', async () => {
    show({ kind: 'steps' });
    fireEvent.click(await screen.findByRole('button', { name: 'Add a task' }));
    fireEvent.click(screen.getByRole('button', { name: 'Add' }));
    screen.getByText('Say what is to be done.');
    fireEvent.input(screen.getByLabelText(/What is to be done/), {
      target: { value: 'Look up the floor plan' },
    });
    fireEvent.click(screen.getByRole('button', { name: 'Add' }));
    await waitFor(() => expect(client.sent('activity.command')).toHaveLength(1));
    expect(client.sent('activity.command')[0]?.command).toMatchObject({
      ...{ type: 'activity.save', create: true },
      fields: { title: 'Look up the floor plan', connected: [lead] },
    });
  });

  it('is one however often it is sent, and none with half a date', async () => {
    show({ kind: 'steps' });
    fireEvent.click(await screen.findByRole('button', { name: 'Add a task' }));
    fireEvent.input(screen.getByLabelText(/What is to be done/), { target: { value: 'Call back' } });
    const due = screen.getByLabelText('Until when') as HTMLInputElement;
    const form = screen.getByRole('form', { name: 'Add a task' });
    const half = vi.spyOn(due.validity, 'badInput', 'get').mockReturnValue(true);
    fireEvent.submit(form);
    screen.getByText(/Complete or empty this field/);
    expect(client.sent('activity.command')).toEqual([]);
    half.mockRestore();
    client.answer = ({ type }) => {
      if (type === 'activity.command') throw new ProtocolError('extension-fault', { problem: 'a full disk' });
    };
    fireEvent.submit(form);
    fireEvent.submit(form);
    await screen.findByText(/a full disk/);
    expect(client.sent('activity.command')).toHaveLength(1);
    fireEvent.submit(form);
    await waitFor(() => expect(client.sent('activity.command')).toHaveLength(2));
    const ids = client
      .sent('activity.command')
      .map(({ command }) => 'activity' in command && command.activity);
    expect(new Set(ids).size).toBe(1);
    fireEvent.click(screen.getByRole('button', { name: 'Cancel' }));
  });

  it('is kept half typed, also when the CRM page is loaded anew', async () => {
    show({ kind: 'steps' });
    fireEvent.click(await screen.findByRole('button', { name: 'Add a task' }));
    fireEvent.input(screen.getByLabelText(/What is to be done/), { target: { value: 'Ask the landl' } });
    const { draft, record } = client.sent('by-hand.save').at(-1) ?? {};
    expect(record).toEqual({ system: lead.system, type: lead.type, id: lead.id });
    expect(draft).toMatchObject({ title: 'Ask the landl' });
    cleanup();
    show({ kind: 'steps' });
    client.put('by-hand', { draft: draft ?? null });
    const title = (await screen.findByLabelText(/What is to be done/)) as HTMLInputElement;
    expect(title.value).toBe('Ask the landl');
    fireEvent.click(screen.getByRole('button', { name: 'Cancel' }));
    await screen.findByRole('button', { name: 'Add a task' });
    expect(client.sent('by-hand.save').at(-1)).toMatchObject({ draft: null });
  });

  it('can be added once it is known that none was begun', async () => {
    show({ kind: 'steps' });
    client.put('by-hand', null);
    const add = await screen.findByRole('button', { name: 'Add a task' });
    await waitFor(() => expect(add.getAttribute('aria-disabled')).toBe('true'));
    client.put('by-hand', { draft: null });
    await waitFor(() => expect(add.getAttribute('aria-disabled')).toBeNull());
  });
});

describe('an e-mail by hand', () => {
  const input = () => screen.findByLabelText(/What is it about/) as Promise<HTMLInputElement>;
  const mail = sampleCaseStep({
    ...{ id: 'case.email.s9', step: 's9', name: 'Our prices', kind: 'send-email', task: 't-mail' },
    ...{ added: true, required: false },
  });
  const adding = { command: 'c', type: 'case.add', stage: null, subject: 'Our prices', error: null } as const;

  it('[M37] is added with what it is about, and written on the page that opens then', async () => {
    show({ kind: 'steps' });
    fireEvent.click(await screen.findByRole('button', { name: 'Add an e-mail' }));
    fireEvent.click(screen.getByRole('button', { name: 'Write' }));
    screen.getByText('Say what it is about.');
    fireEvent.input(await input(), { target: { value: ' Our prices ' } });
    expect(client.sent('by-hand.save').at(-1)?.draft).toEqual({ kind: 'email', subject: ' Our prices ' });
    fireEvent.click(screen.getByRole('button', { name: 'Write' }));
    await screen.findByRole('button', { name: 'Add an e-mail' });
    expect(commandsTo(client)).toEqual([
      { type: 'case.add', instance: 'i-case', kind: 'send-email', subject: 'Our prices' },
    ]);
    expect(client.sent('by-hand.save').at(-1)?.draft).toBeNull();
  });

  it('waits for the link where there is none, and no second one is added meanwhile', async () => {
    show({ kind: 'steps' }, { pending: { ...adding, state: 'queued' } });
    await screen.findByText('The e-mail “Our prices” opens as soon as there is a connection.');
    const add = screen.getByRole('button', { name: 'Add an e-mail' });
    expect(add.getAttribute('aria-disabled')).toBe('true');
    cleanup();
    show({ kind: 'steps' }, { pending: { ...adding, state: 'sending' } });
    await screen.findByText('The e-mail “Our prices” is being added…');
  });

  it('comes back with the reason and what was typed where it is refused', async () => {
    const error = wireError('case-underway');
    show({ kind: 'steps' }, { pending: { ...adding, state: 'refused', error } });
    expect((await input()).value).toBe('Our prices');
    screen.getByText(error.message);
    fireEvent.click(screen.getByRole('button', { name: 'Cancel' }));
    expect(client.sent('refusal.dismiss')).toEqual([{ type: 'refusal.dismiss', command: 'c' }]);
  });

  it('is for those who have to do with the case, while it runs', async () => {
    const theirs = sampleCaseStep({ task: null });
    show({ kind: 'steps' }, { case: sampleCase(lead, { mayMove: false, steps: [theirs] }) });
    await screen.findByRole('button', { name: 'Add a task' });
    expect(screen.queryByRole('button', { name: 'Add an e-mail' })).toBeNull();
    cleanup();
    show({ kind: 'steps' }, { case: sampleCase(lead, { status: 'completed' }) });
    await screen.findByRole('button', { name: 'Add a task' });
    expect(screen.queryByRole('button', { name: 'Add an e-mail' })).toBeNull();
  });

  it('is taken away again once it is confirmed, by its author and by who may move the case', async () => {
    show({ kind: 'steps' }, { case: sampleCase(lead, { steps: [mail] }) });
    fireEvent.click(await screen.findByRole('button', { name: 'Take away… Our prices' }));
    screen.getByText('What has been written in it is lost.');
    await press('Take away');
    await waitFor(() =>
      expect(commandsTo(client)).toEqual([{ type: 'case.remove', instance: 'i-case', step: 's9' }]),
    );
    expect(screen.queryByText('What has been written in it is lost.')).toBeNull();
    cleanup();
    const theirs = { ...mail, task: null };
    show({ kind: 'steps' }, { case: sampleCase(lead, { steps: [theirs] }) });
    await screen.findByRole('button', { name: 'Take away… Our prices' });
    cleanup();
    show({ kind: 'steps' }, { case: sampleCase(lead, { mayMove: false, steps: [theirs] }) });
    await screen.findByText('Our prices');
    expect(screen.queryByRole('button', { name: /Take away/ })).toBeNull();
  });
});
