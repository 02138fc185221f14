import { fireEvent, screen } from '@testing-library/preact';
import { vi } from 'vitest';
import { show } from '../../../../components/testing/show.tsx';
import type { CaseAbout, CaseState } from '../../../../lib/messaging/contract.ts';
import type { MovePreview } from '../../../../lib/protocol/index.ts';
import { sampleCaseState, samplePreview } from '../../../../lib/testing/case-samples.ts';
import { FakePageClient } from '../../../../lib/testing/fake-page-client.ts';
import { lead, sampleStatus } from '../../../../lib/testing/page-samples.ts';
import { CasePage } from '../case-page.tsx';

/** Draws what opens from the stage bar of a lead. Its clock is `performance.now`, which the test has mocked. */
export function openCase(
  about: CaseAbout,
  state: Partial<CaseState> = {},
  preview: Partial<MovePreview> = {},
  onClose: () => void = () => undefined,
): FakePageClient {
  const client = new FakePageClient({
    status: sampleStatus(),
    case: sampleCaseState(lead, state),
    activities: 1,
    'by-hand': { draft: null },
    tasks: { items: [], unread: [], taken: [], total: 0, later: 0, counts: { task: 0, approval: 0 } },
  });
  client.calls.set('case.preview', () => ({ type: 'case-preview', preview: samplePreview(preview) }));
  client.tell('activities.of-record', ({ type }) => ({ type, items: [] }));
  show(<CasePage record={lead} about={about} onClose={onClose} />, client);
  return client;
}

/** What was drawn has been before the person for a frame: from then on the time to look counts. */
export const painted = () => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));

/** Pressed by a person who has had the time to look. */
export async function press(name: string | RegExp): Promise<void> {
  const button = await screen.findByRole('button', { name });
  await painted();
  vi.mocked(performance.now).mockReturnValue(5000);
  const event = new MouseEvent('click', { bubbles: true, cancelable: true });
  Object.defineProperty(event, 'isTrusted', { value: true });
  fireEvent(button, event);
}

export const commandsTo = (client: FakePageClient) =>
  client.sent('case.command').map(({ command }) => command);
