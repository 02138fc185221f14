/** What a person entered is kept until it is done or they let go of it; where it cannot be, they are told. */
import 'fake-indexeddb/auto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { settled } from '../testing/ports.ts';
import { samplePage, sampleTask } from '../testing/samples.ts';
import { errorOf, LINKED, Stage } from '../testing/stage.ts';

let stage: Stage;
beforeEach(async () => {
  stage = await Stage.open();
  stage.server.pages.set('a', samplePage('a'));
  stage.server.emit({ type: 'task.upserted', task: sampleTask('a', { record: LINKED }) });
  await stage.begin();
});
afterEach(() => stage.close());

describe('while nobody is signed in', () => {
  it.each([
    { type: 'activity.command', command: { type: 'task.release', task: 'a' } },
    { type: 'case.command', command: { type: 'case.start', process: 'sale', record: LINKED } },
  ] as const)('$type says so, as nothing of it can be stored', async (request) => {
    const popup = stage.lives.page();
    await popup.request({ type: 'sign-out' });
    await settled();
    expect(await errorOf(popup.request({ ...request, title: 'a' }))).toMatchObject({ code: 'not-signed-in' });
  });
});
