import { fireEvent } from '@testing-library/preact';
import { describe, expect, it } from 'vitest';
import { show } from '../../components/testing/show.tsx';
import type { Diagnosis } from '../../lib/messaging/contract.ts';
import { FakePageClient } from '../../lib/testing/fake-page-client.ts';
import { Diagnose } from './diagnose.tsx';
import { reportOf } from './words.ts';

const links: Diagnosis['links'] = [
  { link: 'server', state: 'ok', detail: 'answered in 42 ms' },
  { link: 'socket', state: 'failing', detail: 'closed with code 1006' },
  { link: 'fallback', state: 'ok', detail: '' },
  { link: 'host-access', state: 'skipped', detail: '' },
];
const open = (diagnosis: Diagnosis | null) =>
  show(<Diagnose />, new FakePageClient(diagnosis ? { diagnosis } : {}));

describe('the diagnosis', () => {
  it('begins by itself', () => {
    expect(open(null).client.requests).toEqual([{ type: 'diagnosis.run' }]);
  });

  it('[M34] says of every link how it is, in a word and a sentence, and what to do about one that fails', () => {
    const { getAllByRole, getByText } = open({ running: false, links });
    const lines = getAllByRole('listitem').map((line) => line.textContent);
    expect(lines[0]).toBe('The process server answersWorksanswered in 42 ms');
    expect(lines[1]).toContain('Failsclosed with code 1006');
    expect(lines[1]).toContain('A proxy or firewall blocks WebSocket.');
    expect(lines[3]).toContain('Skipped');
    expect(getByText('Repair this first: The live connection (WebSocket) gets through')).toBeTruthy();
  });

  it('says when everything works', () => {
    const fine = links.filter(({ state }) => state === 'ok');
    expect(open({ running: false, links: fine }).getByText('Everything works')).toBeTruthy();
  });

  it('says nothing of the kind before anything was checked', () => {
    const unchecked = links.map((link) => ({ ...link, state: 'unknown' as const, detail: '' }));
    expect(open({ running: false, links: unchecked }).queryByText('Everything works')).toBe(null);
  });

  it('runs again on request, but not twice at once', () => {
    const idle = open({ running: false, links });
    fireEvent.click(idle.getByText('Check again'));
    expect(idle.client.sent('diagnosis.run')).toHaveLength(2);
    const busy = open({ running: true, links });
    fireEvent.click(busy.getByText('Checking…'));
    expect(busy.client.sent('diagnosis.run')).toHaveLength(1);
  });

  it('gives a report in plain lines', () => {
    open(null);
    expect(reportOf(links).split('\n')[1]).toBe(
      'Fails – The live connection (WebSocket) gets through (closed with code 1006)',
    );
  });
});
