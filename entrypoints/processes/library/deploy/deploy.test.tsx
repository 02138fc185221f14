import { act, fireEvent, waitFor, within } from '@testing-library/preact';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { canvases, forgetCanvases } from '../../../../components/testing/fake-canvas.ts';
import { show } from '../../../../components/testing/show.tsx';
import { type FileOutcome, type Permission, ProtocolError } from '../../../../lib/protocol/index.ts';
import { FakePageClient } from '../../../../lib/testing/fake-page-client.ts';
import { refusedOutcome, sampleBpmn, sampleOutcome } from '../../../../lib/testing/library-samples.ts';
import { anna, sampleStatus } from '../../../../lib/testing/page-samples.ts';
import { Deploy } from './deploy.tsx';
import { handOver } from './given-files.ts';
import { givenByInput } from './read-files.ts';

vi.mock(
  '../../../../components/diagram/canvas.ts',
  () => import('../../../../components/testing/fake-canvas.ts'),
);

const permissions: Permission[] = ['manage-definitions'];
const status = sampleStatus({ user: { ...anna, permissions } });
const passing = sampleOutcome({ file: 'good.bpmn', key: 'good', name: 'A good one' });
const same = sampleOutcome({ file: 'same.bpmn', key: 'same', name: 'The same', unchanged: true });
const refused = { ...refusedOutcome, file: 'bad.bpmn' };

beforeEach(() => forgetCanvases());

function open(
  outcomes: FileOutcome[],
  names = outcomes.map(({ file }) => file),
  client = new FakePageClient({ status }),
) {
  client.reply('definition.check', () => ({ type: 'definition.check', outcomes }));
  act(() => handOver(givenByInput(names.map((name) => new File([sampleBpmn()], name)))));
  return show(<Deploy path={[]} />, client);
}

describe('files to deploy', () => {
  it('are checked before anything is changed; of each it says what came of it', async () => {
    const { client, findByRole } = open([passing, same, refused]);
    const list = await findByRole('list', { name: 'Checked files' });
    const lines = within(list)
      .getAllByRole('button')
      .map((line) => line.textContent);
    expect(lines).toEqual([
      'A good onegood.bpmnPasses',
      'The samesame.bpmnUnchanged: it is the actual version already',
      'Qualify a leadbad.bpmn2 findings1 warning',
    ]);
    expect(client.sent('order')).toEqual([]);
  });

  it('begin with the first that was refused: its findings stand beside it and on the diagram', async () => {
    const { findByText, getByText } = open([passing, refused]);
    await findByText(
      'Expected somebody who performs the step, got neither an assignee nor candidate groups.',
    );
    expect(getByText('Deploy qualification.form together with the process.')).toBeTruthy();
    await waitFor(() => expect(Object.keys(canvases[0]?.marks ?? {})).toEqual(['Ask', 'Review']));
    expect(canvases[0]?.marks.Review).toMatchObject({ tone: 'danger', badge: '!' });
    expect(canvases[0]?.marks.Ask).toMatchObject({ tone: 'warning' });
  });

  it('say the findings of a case in the words of the reader, and those of processes as they came', async () => {
    const found = { ...{ element: null, name: null, remedy: 'Add one.' }, problem: 'As the server says.' };
    const ofCase = { ...found, code: 'no-final-stage', details: {} };
    const { findByText, getByText } = open([{ ...refused, findings: [ofCase, found] }]);
    await findByText('Expected a stage that ends the case, got none.');
    expect(getByText('As the server says.')).toBeTruthy();
  });

  it('show the element of a finding that is chosen, and the finding of an element', async () => {
    const { findByRole } = open([refused]);
    const finding = await findByRole('button', { name: /Expected somebody who performs the step/ });
    fireEvent.click(finding);
    await waitFor(() => expect(canvases[0]?.selected).toBe('Review'));
    act(() => canvases[0]?.press('Ask'));
    await waitFor(() => expect(finding.getAttribute('aria-pressed')).toBe('false'));
  });

  it('that pass are deployed, without those that were refused', async () => {
    const { client, findByText, findByRole, getByText } = open([passing, refused]);
    client.obey('definition.deploy', ({ files }) => {
      expect(files.map(({ name }) => name)).toEqual(['good.bpmn']);
      return { type: 'deployed', outcomes: [{ ...passing, version: 4 }] };
    });
    fireEvent.click(await findByText('Deploy 1 process'));
    expect(await findByText('Deployed as version 4')).toBeTruthy();
    expect(getByText('1 process is deployed.')).toBeTruthy();
    fireEvent.click(await findByRole('button', { name: /A good one/ }));
    expect((await findByRole('link', { name: 'Open it in the library' })).getAttribute('href')).toBe(
      '#/library/good',
    );
  });

  it('that are all in the library already leave nothing to do', async () => {
    const { findByText, queryByText } = open([same]);
    expect(await findByText('Nothing to deploy: all of this is in the library already.')).toBeTruthy();
    expect(queryByText(/^Deploy \d/)).toBeNull();
  });

  it('that can’t be deployed after all stay, with the reason', async () => {
    const { client, findByText, findByRole } = open([passing]);
    client.obey('definition.deploy', () => {
      throw new ProtocolError('not-allowed', { permission: 'manage-definitions', who: 'Anna' });
    });
    fireEvent.click(await findByText('Deploy 1 process'));
    expect((await findByRole('alert')).textContent).toContain('manage-definitions');
    expect(await findByText('Deploy 1 process')).toBeTruthy();
  });

  it('of other kinds are counted, forms that nobody refers to are named', async () => {
    const { findByText } = open([passing], ['good.bpmn', 'loose.form', 'photo.png']);
    expect(await findByText('No process among the files refers to: loose.form')).toBeTruthy();
    expect(await findByText('1 file of another kind is passed over.')).toBeTruthy();
  });

  it('among which is no process say so', async () => {
    const { client, findByText } = open([], ['notes.txt']);
    expect(await findByText('There is no .bpmn file among them')).toBeTruthy();
    expect(client.sent('admin.query')).toEqual([]);
  });

  it('are checked as soon as the link is back', async () => {
    const client = new FakePageClient({ status: sampleStatus({ link: 'offline', user: status.user }) });
    const { findByText } = open([passing], ['good.bpmn'], client);
    expect(await findByText('The server checks the files as soon as the link is back.')).toBeTruthy();
    act(() => client.put('status', status));
    expect(await findByText('Deploy 1 process')).toBeTruthy();
    act(() => client.put('status', sampleStatus({ link: 'offline', user: status.user })));
    expect(await findByText('Not possible without the link to the process server.')).toBeTruthy();
  });

  it('can’t be deployed by somebody who may not', () => {
    const client = new FakePageClient({ status: sampleStatus() });
    expect(
      open([], [], client).getByText(
        'It needs the permission “manage definitions”. An administrator of the process server can give it to you.',
      ),
    ).toBeTruthy();
  });
});
