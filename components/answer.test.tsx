import { act, fireEvent, waitFor } from '@testing-library/preact';
import { describe, expect, it } from 'vitest';
import { ProtocolError } from '../lib/protocol/index.ts';
import { FakePageClient } from '../lib/testing/fake-page-client.ts';
import { sampleEntries } from '../lib/testing/library-samples.ts';
import { sampleStatus } from '../lib/testing/page-samples.ts';
import { Answer, useAnswer, useOrder } from './answer.tsx';
import { show } from './testing/show.tsx';

function Names() {
  const library = useAnswer({ type: 'library' });
  return (
    <>
      <button type="button" onClick={library.reload}>
        Reload
      </button>
      <Answer of={library} loading="Loading the library…">
        {({ entries }) => <p>{entries.map(({ key }) => key).join(' ')}</p>}
      </Answer>
    </>
  );
}

const keys = sampleEntries.map(({ key }) => key).join(' ');

function open(link: 'live' | 'offline' | 'connecting' = 'live') {
  const client = new FakePageClient({ status: sampleStatus({ link }) });
  client.reply('library', () => ({ type: 'library', entries: sampleEntries }));
  return show(<Names />, client);
}

describe('an answer', () => {
  it('is shown when it comes', async () => {
    expect(await open().findByText(keys)).toBeTruthy();
  });

  it('is asked for only once the link is live', async () => {
    const { client, findByText } = open('connecting');
    expect(client.sent('admin.query')).toEqual([]);
    act(() => client.put('status', sampleStatus()));
    expect(await findByText(keys)).toBeTruthy();
  });

  it('that cannot be had without a link says so', () => {
    expect(open('offline').getByText('No link to the process server')).toBeTruthy();
  });

  it('stays when the link goes, and says that it is old', async () => {
    const { client, findByText, getByText } = open();
    await findByText(keys);
    act(() => client.put('status', sampleStatus({ link: 'offline' })));
    expect(getByText(keys)).toBeTruthy();
    expect(getByText(/this is how it was before/)).toBeTruthy();
  });

  it('that is refused for want of a permission says which', async () => {
    const { client, getByText, findByText } = open('connecting');
    client.reply('library', () => {
      throw new ProtocolError('not-allowed', { permission: 'see-log', who: 'Anna' });
    });
    act(() => client.put('status', sampleStatus()));
    expect(await findByText('You may not see this')).toBeTruthy();
    expect(getByText(/the permission see-log/)).toBeTruthy();
  });

  it('that failed can be asked for again', async () => {
    const { client, findByText, getByText, queryByRole } = open('connecting');
    client.reply('library', () => {
      throw new ProtocolError('server-fault', { reference: 'f-7' });
    });
    act(() => client.put('status', sampleStatus()));
    expect(await findByText('This could not be loaded')).toBeTruthy();
    client.reply('library', () => ({ type: 'library', entries: sampleEntries }));
    fireEvent.click(getByText('Try again'));
    expect(await findByText(keys)).toBeTruthy();
    expect(queryByRole('alert')).toBeNull();
  });

  it('stays while it is asked anew', async () => {
    const { client, findByText, getByText } = open();
    await findByText(keys);
    client.ask = () => new Promise(() => undefined);
    fireEvent.click(getByText('Reload'));
    expect(getByText(keys)).toBeTruthy();
  });
});

function Retry() {
  const { busy, failure, possible, order } = useOrder();
  return (
    <>
      <p>{[busy && 'busy', failure?.code, possible && 'possible'].filter(Boolean).join(' ')}</p>
      <button type="button" onClick={() => order({ type: 'instance.retry', instance: 'i-1' })}>
        Retry
      </button>
    </>
  );
}

describe('an order', () => {
  it('says that it is under way, and what became of it', async () => {
    const client = new FakePageClient({ status: sampleStatus() });
    client.obey('instance.retry', () => {
      throw new ProtocolError('instance-unknown', { id: 'i-1' });
    });
    const { getByText, findByText } = show(<Retry />, client);
    expect(getByText('possible')).toBeTruthy();
    fireEvent.click(getByText('Retry'));
    expect(await findByText('busy possible')).toBeTruthy();
    expect(await findByText('instance-unknown possible')).toBeTruthy();
    await waitFor(() => expect(client.sent('order')).toHaveLength(1));
  });

  it('is not possible without a link', () => {
    const client = new FakePageClient({ status: sampleStatus({ link: 'offline' }) });
    expect(show(<Retry />, client).queryByText('possible')).toBeNull();
  });
});
