import { fireEvent } from '@testing-library/preact';
import { describe, expect, it } from 'vitest';
import { wireError } from '../lib/protocol/index.ts';
import { FakePageClient } from '../lib/testing/fake-page-client.ts';
import { hoursFromNoon, NOON, sampleStatus } from '../lib/testing/page-samples.ts';
import { ConnectionState, describeLink } from './connection-state.tsx';
import { show } from './testing/show.tsx';

describe('the connection line', () => {
  it.each([
    [{ link: 'signed-out' }, 'Not signed in'],
    [{ link: 'offline' }, 'Offline: work goes on and is sent later'],
    [{ link: 'waiting' }, 'Server not reached; trying again'],
    [{ link: 'connecting' }, 'Connecting…'],
    [{ link: 'syncing' }, 'Catching up…'],
    [{ link: 'live' }, 'Connected'],
    [{ link: 'live', transport: 'http' }, 'Connected over HTTP: the socket is blocked'],
    [{ link: 'refused' }, 'The server refuses the connection'],
    [
      { link: 'refused', problem: wireError('version-mismatch', { expected: 2, got: 1 }) },
      'Update needed: extension and server do not match',
    ],
  ] as const)('says %o as “%s”', (change, words) => {
    const client = new FakePageClient({ status: sampleStatus(change) });
    const { getByRole } = show(<ConnectionState />, client);
    expect(getByRole('status').textContent).toBe(words);
  });

  it('is there before anything is known', () => {
    const { getByRole } = show(<ConnectionState />);
    expect(getByRole('status').textContent).toBe('Checking the connection…');
  });

  it.each([
    [1, '1 entry waits to be sent'],
    [3, '3 entries wait to be sent'],
  ])('counts %i waiting', (queued, words) => {
    const client = new FakePageClient({ status: sampleStatus({ queued }) });
    expect(show(<ConnectionState />, client).container.textContent).toContain(words);
  });

  it('tries again on request', () => {
    const client = new FakePageClient({ status: sampleStatus({ link: 'waiting' }) });
    fireEvent.click(show(<ConnectionState />, client).getByText('Try now'));
    expect(client.requests).toEqual([{ type: 'link.retry' }]);
  });

  it('leads to the sign-in, unless the page has one itself', () => {
    const client = new FakePageClient({ status: sampleStatus({ link: 'signed-out', user: null }) });
    expect(
      show(<ConnectionState />, client)
        .getByRole('link')
        .getAttribute('href'),
    ).toBe('/options.html');
    expect(show(<ConnectionState signInHere />, client).queryByRole('link')).toBeNull();
  });

  it('says when it tries again only if that is not soon, so that it is not read out every second', () => {
    show(null);
    const soon = sampleStatus({
      link: 'waiting',
      nextAttemptAt: new Date(NOON.getTime() + 20_000).toISOString(),
    });
    const late = sampleStatus({ link: 'waiting', nextAttemptAt: hoursFromNoon(0.1) });
    expect(describeLink(soon, NOON).words).toBe('Server not reached; trying again');
    expect(describeLink(late, NOON).words).toBe('Server not reached; next attempt in 6 minutes');
  });
});
