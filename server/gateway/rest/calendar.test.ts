import { beforeAll, expect, test } from 'vitest';
import type { RunningServer } from '../../app.ts';
import { runCommand } from '../../domain/commands.ts';
import { useDatabase } from '../../testing/database.ts';
import { type RestAnswer, restOf } from '../../testing/rest.ts';
import { fillDatabase, startTestServer, surroundingsOf } from '../../testing/server.ts';

const database = useDatabase();
let server: RunningServer;
const ask = restOf(() => server);

beforeAll(async () => {
  await fillDatabase(database, []);
  server = await startTestServer(database);
});

/** Asks as a calendar program does: by the address alone. */
async function read(url: string): Promise<RestAnswer> {
  expect(url.startsWith(server.url)).toBe(true);
  const path = url.slice(server.url.length);
  expect(path).toMatch(/^\/calendar\/tlc_[\w-]{43}\.ics$/);
  return ask(null, 'GET', path);
}

async function makeAddress(user: string): Promise<string> {
  const { status, body } = await ask(user, 'POST', '/api/calendar-address');
  expect(status).toBe(200);
  return String(body.url);
}

/** Makes an activity; gives its id. */
async function plan(user: string, title: string, fields: object = {}): Promise<string> {
  const activity = crypto.randomUUID();
  const times = {
    start: new Date(Date.now() + 3_600_000).toISOString(),
    due: new Date(Date.now() + 7_200_000).toISOString(),
  };
  await runCommand(surroundingsOf(database), user, crypto.randomUUID(), {
    ...{ type: 'activity.save', activity, create: true, fields: { title, ...times, ...fields } },
  });
  return activity;
}

/** Long lines are folded at 75 bytes. */
const unfold = (text: string) => text.replaceAll('\r\n ', '');
const summaries = (text: string) =>
  [...unfold(text).matchAll(/^SUMMARY:(.*)$/gm)].map(([, title]) => title?.trim());

test('shows what a person owns or takes part in, and is to be in a calendar', async () => {
  const url = await makeAddress('alice');
  const start = new Date(Date.now() + 86_400_000);
  start.setUTCMilliseconds(0);
  const id = await plan('alice', 'Call; Ada, "soon"', {
    ...{
      start: start.toISOString(),
      due: new Date(start.getTime() + 1_800_000).toISOString(),
      priority: 'high',
    },
    ...{
      remindAt: new Date(start.getTime() - 600_000).toISOString(),
      description: 'First\nsecond',
      category: 'Call',
    },
    connected: [{ system: 'crm', type: 'lead', id: '7', title: 'Lead 7', url: 'https://crm.example/lead/7' }],
  });
  // He is reminded; she, who takes part, is not.
  const remindAt = new Date(Date.now() + 3_600_000).toISOString();
  await plan('bob', 'Together', { participants: ['alice'], remindAt });
  await plan('bob', 'His own');
  await plan('alice', 'Hidden', { showInCalendar: false });
  await plan('alice', 'For any of sales', { owner: null, role: 'sales' });
  const called = await plan('alice', 'Called off');
  await runCommand(surroundingsOf(database), 'alice', crypto.randomUUID(), {
    ...{ type: 'activity.end', activity: called, status: 'cancelled', result: null, details: null },
  });

  const { status, headers, text } = await read(url);
  expect(status).toBe(200);
  expect(headers.get('content-type')).toBe('text/calendar; charset=utf-8');
  expect(headers.get('cache-control')).toBe('private, no-cache');
  expect(summaries(text)).toEqual(['Together', 'Call\\; Ada\\, "soon"']);
  const compact = (moment: Date) => moment.toISOString().replace(/[-:]|\.\d+/g, '');
  const lines = unfold(text).split('\r\n');
  expect(lines).toEqual(
    expect.arrayContaining([
      ...['BEGIN:VCALENDAR', 'VERSION:2.0', 'METHOD:PUBLISH', `UID:${id}`, `DTSTART:${compact(start)}`],
      ...[`DTEND:${compact(new Date(start.getTime() + 1_800_000))}`, 'PRIORITY:1', 'CATEGORIES:Call'],
      ...['DESCRIPTION:First\\nsecond\\nLead 7', 'URL;VALUE=URI:https://crm.example/lead/7'],
      ...['BEGIN:VALARM', 'ACTION:DISPLAY', 'TRIGGER:-PT10M'],
    ]),
  );
  expect(lines.filter((line) => line === 'BEGIN:VALARM')).toHaveLength(1);
});

test('an address is known by its secret, of which only the hash is kept', async () => {
  const url = await makeAddress('bob');
  const secret = /(tlc_[\w-]+)\.ics/.exec(url)?.[1] ?? '';
  const { rows } = await database.store.pool.query('select * from calendar_address where account = $1', [
    'bob',
  ]);
  expect(rows).toHaveLength(1);
  expect(JSON.stringify(rows)).not.toContain(secret);
  for (const wrong of [`${secret}x.ics`, secret, 'tlc_guess.ics', `${rows[0].secret_hash}.ics`]) {
    const { status, text } = await ask(null, 'GET', `/calendar/${wrong}`);
    expect([wrong, status]).toEqual([wrong, 404]);
    expect(text).not.toContain(secret);
  }
});

test('another address ends the one before; revoked, or without its account, none answers', async () => {
  const first = await makeAddress('maria');
  const second = await makeAddress('maria');
  expect((await read(first)).status).toBe(404);
  expect((await read(second)).status).toBe(200);
  expect(await ask('maria', 'DELETE', '/api/calendar-address')).toMatchObject({ body: { revoked: true } });
  expect(await ask('maria', 'DELETE', '/api/calendar-address')).toMatchObject({ body: { revoked: false } });
  expect((await read(second)).status).toBe(404);

  const third = await makeAddress('maria');
  await database.store.db.updateTable('account').set({ active: false }).where('id', '=', 'maria').execute();
  expect((await read(third)).status).toBe(404);
  const revived = { active: true, tokens_valid_after: new Date(Date.now() + 1000) };
  await database.store.db.updateTable('account').set(revived).where('id', '=', 'maria').execute();
  expect((await read(third)).status).toBe(404);
});

test('an access token makes none, which would outlive it', async () => {
  const { body: made } = await ask('alice', 'POST', '/api/tokens', { name: 'pipeline' });
  const authorization = { authorization: `Bearer ${made.token}` };
  expect(await ask(null, 'POST', '/api/calendar-address', undefined, authorization)).toMatchObject({
    ...{ status: 403, body: { code: 'not-allowed' } },
  });
});
