/** Cases over REST, as docs/rest.md lists their addresses, of a CRM that the server has no connection to. */
import { beforeAll, expect, test } from 'vitest';
import { sampleCase } from '../../../lib/cases/testing/sample-case.ts';
import type { CaseView } from '../../../lib/protocol/index.ts';
import type { RunningServer } from '../../app.ts';
import { useDatabase } from '../../testing/database.ts';
import { RECORD } from '../../testing/processes.ts';
import { restOf } from '../../testing/rest.ts';
import { fillDatabase, startTestServer } from '../../testing/server.ts';

const database = useDatabase();
let server: RunningServer;
const ask = restOf(() => server);

const { system, type, id } = RECORD;
const PLACE = `/api/cases?system=${system}&type=${type}&id=${encodeURIComponent(id)}`;
const record = { ...RECORD };

beforeAll(async () => {
  await fillDatabase(database, [{ case: JSON.stringify(sampleCase()), forms: {} }]);
  server = await startTestServer(database);
});

async function seen(user = 'alice'): Promise<CaseView> {
  const { body } = await ask(user, 'GET', PLACE);
  return body.case as CaseView;
}

test('[M36] a case is offered, begun, previewed and moved; a decision on an older view is refused', async () => {
  const { body: before } = await ask('alice', 'GET', PLACE);
  expect(before).toEqual({ case: null, offer: { process: 'sale', name: 'Sale', now: expect.any(Boolean) } });
  const begun = await ask('alice', 'POST', '/api/cases', { process: 'sale', record });
  expect(begun.status).toBe(200);
  await expect.poll(async () => (await seen()).agreement.state, { timeout: 10_000 }).toBe('apart');
  const { instance, revision, stage } = await seen();
  expect([instance, stage]).toEqual([begun.body.instance, 'qualify']);
  const preview = await ask('alice', 'GET', `/api/cases/${instance}/moves/propose`);
  expect(preview.body).toMatchObject({ move: 'blocked', blocking: [{ id: 'call' }] });
  const move = (stageId: string, at: number) =>
    ask('alice', 'POST', `/api/cases/${instance}/move`, { stage: stageId, revision: at });
  expect((await move('propose', revision)).body).toMatchObject({ code: 'case-blocked' });
  expect((await move('lost', -1)).body).toMatchObject({ code: 'case-moved' });
});

test('[M37] an e-mail is added to its stage, once for one key, and taken away again', async () => {
  const { instance } = await seen();
  const steps = `/api/cases/${instance}/steps`;
  const wanted = { kind: 'send-email', subject: 'Prices' };
  const key = { 'idempotency-key': 'add-1' };
  expect((await ask('bob', 'POST', steps, wanted, key)).status).toBe(200);
  await ask('bob', 'POST', steps, wanted, key);
  const added = (await seen('bob')).steps.filter((step) => step.added);
  expect(added).toMatchObject([{ name: 'Prices', kind: 'send-email', status: 'open' }]);
  expect((await ask('bob', 'POST', steps, { ...wanted, subject: '' })).status).toBe(400);
  const mine = `${steps}/${added[0]?.step}`;
  expect((await ask('bob', 'DELETE', mine)).status).toBe(200);
  expect((await ask('bob', 'DELETE', mine)).body).toMatchObject({ code: 'task-closed' });
  expect((await seen('bob')).steps.some((step) => step.added)).toBe(false);
});

test('[M38] its definition is changed for a newer version; board and figures are for those who see the log', async () => {
  const text = JSON.stringify(sampleCase({ description: 'Another one' }));
  const files = [{ name: 'sale.case.json', text }];
  expect((await ask('admin', 'POST', '/api/processes/deploy', { files })).body.outcomes).toMatchObject([
    { key: 'sale', version: 2 },
  ]);
  const { instance, revision, change } = await seen();
  expect(change).toMatchObject({ process: 'sale', version: 2, reason: 'version' });
  const changed = await ask('alice', 'POST', `/api/cases/${instance}/change`, { process: 'sale', revision });
  expect(changed.status).toBe(200);
  await expect.poll(async () => (await seen()).agreement.state, { timeout: 10_000 }).toBe('apart');
  expect(await seen()).toMatchObject({
    ...{ instance: changed.body.instance, stage: 'qualify', process: { version: 2 } },
  });
  const board = await ask('admin', 'GET', '/api/processes/sale/board');
  expect(board.body.columns).toMatchObject([{ stage: { id: 'qualify' }, total: 1 }, {}, {}, {}]);
  const period = 'from=2020-01-01T00:00:00Z&until=2100-01-01T00:00:00Z';
  const figures = await ask('admin', 'GET', `/api/processes/sale/figures?${period}`);
  expect(figures.body).toMatchObject({ won: 0, lost: 0 });
  expect((await ask('alice', 'GET', '/api/processes/sale/board')).status).toBe(403);
});
