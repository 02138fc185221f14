import { fireEvent, waitFor } from '@testing-library/preact';
import { describe, expect, it } from 'vitest';
import { show } from '../../../../components/testing/show.tsx';
import { type AdminQueryResult, ProtocolError } from '../../../../lib/protocol/index.ts';
import { designedCase } from '../../../../lib/testing/case-design-samples.ts';
import { sampleCaseStep } from '../../../../lib/testing/case-samples.ts';
import { FakePageClient } from '../../../../lib/testing/fake-page-client.ts';
import { lead, sampleStatus } from '../../../../lib/testing/page-samples.ts';
import { sampleSites } from '../../../../lib/testing/site-samples.ts';
import { TryDialog } from './try-dialog.tsx';

type Trial = Extract<AdminQueryResult, { type: 'case.try' }>;

const system = sampleSites[0]?.system;
const design = { definition: { ...designedCase, section: `${system?.kind}:lead` }, forms: [] };
const trial: Trial = {
  ...{ type: 'case.try', fits: true, record: lead, stage: 'propose', problems: [] },
  steps: [sampleCaseStep({ id: 'offer', name: 'Write the offer', status: 'later' })],
};

function open(answer: () => Trial) {
  const client = new FakePageClient({ status: sampleStatus(), sites: sampleSites });
  client.reply('case.try', answer);
  const page = show(<TryDialog design={design} onClose={() => undefined} />, client);
  const attempt = (words: string) => {
    fireEvent.input(page.getByLabelText('Record *'), { target: { value: words } });
    fireEvent.click(page.getByRole('button', { name: 'Try it' }));
  };
  return { page, client, attempt };
}

describe('[M38] a case that is tried', () => {
  it('says where it would begin on a record, and with which steps', async () => {
    const { page, client, attempt } = open(() => trial);
    attempt('7');
    expect(await page.findByText(`On ${lead.title} it would begin in Propose.`)).toBeTruthy();
    expect(page.getByText('Write the offer')).toBeTruthy();
    expect(page.getByText(/after another one/)).toBeTruthy();
    expect(client.sent('admin.query')[0]?.query).toMatchObject({
      ...{ type: 'case.try', record: { system: system?.id, type: 'lead', id: '7' } },
    });
  });

  it('says that it is not for the record, and what stands in the way', async () => {
    const problem = {
      element: null,
      name: null,
      problem: 'Expected a field, got none.',
      remedy: 'Choose one.',
    };
    const { page, attempt } = open(() => ({ ...trial, fits: false, steps: [], problems: [problem] }));
    attempt('7');
    expect(await page.findByText(/The case is not for/)).toBeTruthy();
    expect(page.getByText('Expected a field, got none. Choose one.')).toBeTruthy();
    expect(page.getByText('This stage has no steps.')).toBeTruthy();
  });

  it('asks nobody about what is no record, and says why the server refuses', async () => {
    const { page, client, attempt } = open(() => {
      throw new ProtocolError('not-allowed', { permission: 'manage-definitions' });
    });
    attempt('https://elsewhere.example/7');
    expect(await page.findByText(/Expected the address of a record/)).toBeTruthy();
    expect(client.sent('admin.query')).toEqual([]);
    attempt('7');
    await waitFor(() => expect(client.sent('admin.query')).toHaveLength(1));
    expect(await page.findByRole('alert')).toBeTruthy();
  });
});
