import { act, fireEvent, waitFor } from '@testing-library/preact';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import * as opening from '../../components/open-once.ts';
import { show } from '../../components/testing/show.tsx';
import { ProtocolError } from '../../lib/protocol/index.ts';
import { FakePageClient } from '../../lib/testing/fake-page-client.ts';
import { anna, sampleList, sampleStatus } from '../../lib/testing/page-samples.ts';
import { Popup } from './popup.tsx';

const close = vi.fn();

beforeEach(() => {
  close.mockReset();
  window.close = close;
});

const open = (status = sampleStatus()) =>
  show(<Popup />, new FakePageClient({ status, tasks: sampleList() }));

describe('the popup', () => {
  it('[M22] opens a task on a click on its title, and gets out of the way', () => {
    const { getByText, client } = open();
    fireEvent.click(getByText('Note the needs'));
    expect(client.requests).toEqual([{ type: 'task.open', task: 't-form' }]);
    expect(close).toHaveBeenCalledOnce();
  });

  it('opens the drawer beside the page', async () => {
    const { getByText, client } = open();
    fireEvent.click(getByText('Open beside this page'));
    expect(client.requests).toEqual([{ type: 'drawer.open' }]);
    await waitFor(() => expect(close).toHaveBeenCalledOnce());
  });

  it('stays and says why when there is no page to open beside', async () => {
    const { getByText, findByRole, client } = open();
    client.answer = () => {
      throw new ProtocolError('server-fault', { reference: 'no-page' });
    };
    fireEvent.click(getByText('Open beside this page'));
    expect((await findByRole('alert')).textContent).toContain('no-page');
    expect(close).not.toHaveBeenCalled();
  });

  it('signs in, and shows no tasks before', async () => {
    const { getByText, queryByText, client } = open(
      sampleStatus({ link: 'signed-out', user: null, attention: 0 }),
    );
    expect(queryByText('Note the needs')).toBeNull();
    await act(() => void fireEvent.click(getByText('Sign in')));
    expect(client.requests).toEqual([{ type: 'sign-in' }]);
  });

  it('leads to library, log and statistics who may see any of them', async () => {
    const openOnce = vi.spyOn(opening, 'openOnce').mockResolvedValue(undefined);
    expect(open().queryByRole('button', { name: 'Processes' })).toBeNull();
    const { getByRole } = open(sampleStatus({ user: { ...anna, permissions: ['see-log'] } }));
    fireEvent.click(getByRole('button', { name: 'Processes' }));
    expect(openOnce).toHaveBeenCalledWith('/processes.html');
    await waitFor(() => expect(close).toHaveBeenCalledOnce());
  });

  it('leads to options and diagnosis', () => {
    const { getByRole } = open();
    expect(getByRole('link', { name: 'Options' }).getAttribute('href')).toBe('/options.html');
    expect(getByRole('link', { name: 'Diagnose' }).getAttribute('href')).toBe('/diagnose.html');
  });
});
