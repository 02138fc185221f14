import { fireEvent, waitFor } from '@testing-library/preact';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { go, route } from '../../components/route.ts';
import { show } from '../../components/testing/show.tsx';
import { sampleActivity, sampleStepOf } from '../../lib/testing/activity-samples.ts';
import { NOON } from '../../lib/testing/page-samples.ts';
import { Activities } from './activities.tsx';
import { diaryClient } from './testing/diary-client.ts';

beforeEach(() => {
  vi.setSystemTime(NOON);
  go(['list']);
});

async function open(client = diaryClient()) {
  const page = show(<Activities />, client);
  await page.findByText(/\d+ activit/);
  return page;
}

describe('opening an activity (behaviour 6.5)', () => {
  it.each([
    ['a question', 'user-dialog'],
    ['a step on a record', 'open-edit-page'],
  ] as const)('[M19] of %s opens its page, and the plain activity when it is done', async (_, kind) => {
    const question = sampleActivity({ title: 'Is it so?', task: sampleStepOf(kind) });
    const client = diaryClient([question]);
    const { getByRole } = await open(client);
    fireEvent.click(getByRole('button', { name: 'Is it so?' }));
    expect(client.sent('task.open')).toEqual([{ type: 'task.open', task: 't-1' }]);
    expect(route().query.activity).toBeUndefined();

    const done = { ...question, status: 'completed' as const, task: sampleStepOf(kind, false) };
    const later = diaryClient([done]);
    const again = await open(later);
    fireEvent.click(again.getByRole('button', { name: 'Is it so?' }));
    expect(await again.findByRole('heading', { name: 'Is it so?' })).toBeTruthy();
    expect(later.sent('task.open')).toEqual([]);
  });

  it('of a question for somebody else shows the plain activity', async () => {
    const theirs = sampleActivity({
      title: 'Is it so?',
      task: sampleStepOf('user-dialog'),
      mayChange: false,
    });
    const client = diaryClient([theirs]);
    const { getByRole, findByRole } = await open(client);
    fireEvent.click(getByRole('button', { name: 'Is it so?' }));
    expect(await findByRole('heading', { name: 'Is it so?' })).toBeTruthy();
    expect(client.sent('task.open')).toEqual([]);
  });

  it('by a link of a question opens its page too', async () => {
    go(['list'], { activity: 'a-question' });
    const client = diaryClient();
    show(<Activities />, client);
    await waitFor(() => expect(client.sent('task.open')).toHaveLength(1));
    await waitFor(() => expect(route().query.activity).toBeUndefined());
  });
});
