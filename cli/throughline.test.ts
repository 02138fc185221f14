import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createAccessToken } from '../server/identity/access-tokens.ts';
import { useDatabase } from '../server/testing/database.ts';
import { SYSTEMS } from '../server/testing/processes.ts';
import { addInstance, addProcess } from '../server/testing/rows.ts';
import { fillDatabase, startTestServer } from '../server/testing/server.ts';
import { throughline } from './throughline.ts';

const [{ id: SYSTEM } = { id: '' }] = SYSTEMS;
const SAMPLES = 'demo/processes';
const database = useDatabase();
const folder = mkdtempSync(join(tmpdir(), 'throughline-cli-'));
let env: Record<string, string>;

beforeAll(async () => {
  await fillDatabase(database, []);
  const server = await startTestServer(database);
  const draft = { name: 'pipeline', days: 1 };
  const { token } = await createAccessToken(database.store.db, 'admin', draft, new Date());
  env = { THROUGHLINE_SERVER: server.url, THROUGHLINE_TOKEN: token };
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function call(...argv: string[]) {
  const out: string[] = [];
  const error: string[] = [];
  const terminal = { env, out: (line: string) => out.push(line), error: (line: string) => error.push(line) };
  const code = await throughline(argv, terminal);
  return { code, out: out.join('\n'), error: error.join('\n'), last: out.at(-1) ?? '' };
}

describe('a day at the command line', () => {
  it('lints the samples without a server', async () => {
    const { code, out } = await call('lint', SAMPLES);
    expect(out.match(/^✓/gm)?.length).toBeGreaterThanOrEqual(8);
    expect(code).toBe(0);
  });

  it('says what is wrong with a file, and ends with 1', async () => {
    const bad = join(folder, 'bad.bpmn');
    const sample = readFileSync(join(SAMPLES, 'qualify-a-lead/qualify-a-lead.bpmn'), 'utf8');
    writeFileSync(bad, sample.replace('camunda:candidateGroups="sales-managers"', ''));
    for (const command of ['lint', 'deploy']) {
      const { code, out } = await call(command, bad);
      expect(out).toContain('Review the qualification (Review): Expected');
      expect(code).toBe(1);
    }
  });

  it('deploys a folder, and nothing twice', async () => {
    expect((await call('deploy', SAMPLES)).out).toContain(
      'schedule-a-call.bpmn (schedule-a-call): deployed as version 1',
    );
    const again = await call('deploy', SAMPLES);
    expect(again.out).toContain('schedule-a-call.bpmn (schedule-a-call): unchanged');
    expect(again.code).toBe(0);
  });

  it('runs, lists, explains and cancels', async () => {
    const started = await call('run', 'schedule-a-call', '--set', 'topic=the offer', '--business-key', 'A-1');
    expect(started.code).toBe(0);
    const id = started.last;
    const listed = await call(
      'list',
      '--status',
      'running',
      '--process',
      'schedule-a-call',
      '--from',
      '2026-01-01',
    );
    expect(listed.out).toContain(id);
    const why = await call('explain', id);
    expect(why.out).toContain('Plan the call (Plan): waits for Ada Admin');
    const { waiting } = JSON.parse((await call('explain', id, '--json')).last);
    expect(waiting).toMatchObject([{ element: 'Plan', reason: { type: 'person' } }]);
    const cancelled = await call('cancel', id, 'nobody', '--reason', 'a trial');
    expect(cancelled.out).toContain(`✓ ${id}: cancelled`);
    expect(cancelled.out).toContain('✗ nobody: Expected the id of an instance');
    expect(cancelled.code).toBe(1);
    expect((await call('explain', id)).out).toContain('cancelled');
  });

  it('explains what may come before a step is done', async () => {
    const { last: id } = await call('run', 'escalate-a-ticket', '--record', `${SYSTEM}:ticket:7`);
    const { out } = await call('explain', id);
    expect(out).toMatch(
      /Take the ticket \(TakeTicket\): waits for the role .*\n {4}or instead Two hours \(TwoHours\): until \d{4}-/,
    );
  });

  it('notes where an instance came from', async () => {
    const { last: id } = await call('run', 'clean-up-lost-leads');
    const row = await database.store.db
      .selectFrom('instance')
      .select(['origin', 'started_by'])
      .where('id', '=', id)
      .executeTakeFirstOrThrow();
    expect(row).toEqual({ origin: 'command-line', started_by: 'admin' });
  });

  it('exports what it can deploy again', async () => {
    const target = join(folder, 'export');
    expect((await call('export', target, 'schedule-a-call')).code).toBe(0);
    expect(existsSync(join(target, 'schedule-a-call/call.form'))).toBe(true);
    expect(existsSync(join(target, 'qualify-a-lead'))).toBe(false);
    expect((await call('deploy', target)).out).toContain('unchanged');
  });

  it('writes nothing outside of the folder, whatever the server calls a process', async () => {
    const evil = createServer((request, response) => {
      const words = { key: '../outside', name: 'Outside', description: null, language: 'bpmn' };
      const entry = { ...words, state: 'active', actual: 1 };
      const more = { versions: 1, running: 0, failed: 0, quickLaunch: false, recordTypes: [], starts: [] };
      const deployed = { deployedAt: '2026-01-01T00:00:00Z', deployedBy: null };
      const definition = {
        key: '../outside',
        version: 1,
        name: 'Outside',
        bpmn: 'x',
        forms: [],
        elements: [],
      };
      const isList = request.url === '/api/library';
      response.setHeader('content-type', 'application/json');
      response.end(JSON.stringify(isList ? [{ ...entry, ...more, ...deployed }] : definition));
    });
    await new Promise<void>((resolve) => evil.listen(0, '127.0.0.1', resolve));
    const { port } = evil.address() as AddressInfo;
    const target = join(folder, 'inside');
    const { code, error } = await call('export', target, '--server', `http://127.0.0.1:${port}`);
    await new Promise((resolve) => evil.close(resolve));
    expect(existsSync(join(folder, 'outside'))).toBe(false);
    expect(error).toContain('got ../outside');
    expect(code).toBe(1);
  });

  it('prints no control characters, whatever somebody has called an instance', async () => {
    const { db } = database.store;
    const title = 'A\u001b[2Jshop\u009b1m';
    await addProcess(db, 'p');
    await addInstance(db, { id: 'i-control', caption: title });
    const { out } = await call('list', '--process', 'p');
    expect(out).toContain('A [2Jshop 1m');
    expect(JSON.parse((await call('list', '--process', 'p', '--json')).out)).toMatchObject([
      { caption: title },
    ]);
  });

  it('connects a CRM and says at once when it does not answer', async () => {
    const { out, code } = await call('connect', SYSTEM, '--kind', 'demo', '--url', 'http://127.0.0.1:9');
    expect(out).toContain(`✗ ${SYSTEM}: Expected`);
    expect(code).toBe(1);
  });
});

describe('a disk that refuses', () => {
  const sample = join(SAMPLES, 'schedule-a-call');
  const file = join(folder, 'file');
  beforeAll(() => writeFileSync(file, 'text'));

  it('a folder that is called like a file is searched as a folder', async () => {
    const named = join(folder, 'named');
    cpSync(sample, join(named, 'sub.bpmn'), { recursive: true });
    const { code, out, error } = await call('lint', named);
    expect(error).toBe('');
    expect(out).toContain('schedule-a-call.bpmn (schedule-a-call): fine');
    expect(code).toBe(0);
  });

  it('a link that leads nowhere is named', async () => {
    const linked = join(folder, 'linked');
    cpSync(sample, linked, { recursive: true });
    symlinkSync('nowhere.bpmn', join(linked, 'broken.bpmn'));
    const { code, error } = await call('lint', linked);
    expect(error).toBe(
      `Expected a file or folder that can be read, got ${join(linked, 'broken.bpmn')}: no such file or directory. Repair or remove it, or name others.`,
    );
    expect(code).toBe(1);
  });

  it('a path below a file is named', async () => {
    const { code, error } = await call('lint', join(file, 'p.bpmn'));
    expect(error).toContain(`got ${join(file, 'p.bpmn')}, which does not exist`);
    expect(code).toBe(2);
  });

  it('a target that cannot be written is named', async () => {
    const taken = join(folder, 'taken');
    mkdirSync(join(taken, 'schedule-a-call/schedule-a-call.bpmn'), { recursive: true });
    const below = await call('export', join(file, 'below'), 'schedule-a-call');
    expect(below.error).toContain('Expected a folder that can be written, got');
    expect(below.error).toContain(`${join(file, 'below/schedule-a-call')}: not a directory. Make room`);
    expect(below.code).toBe(1);
    const { code, error } = await call('export', taken, 'schedule-a-call');
    expect(error).toContain('schedule-a-call.bpmn: illegal operation on a directory. Make room');
    expect(code).toBe(1);
  });
});

describe('a wrong call', () => {
  it.each([
    [['fly'], 'Expected a command (lint, deploy'],
    [['run'], 'Expected the key of one process, got none'],
    [['run', 'p', '--record', 'lead'], 'Expected --record system:type:id, got lead'],
    [['run', 'p', '--set', 'topic'], 'Expected --set name=value, got topic'],
    [['list', '--status', 'odd'], 'Expected --status with one of running'],
    [['list', '--from', 'monday'], 'Expected --from with a date'],
    [['list', '--colour'], 'Expected throughline list'],
    [['cancel', 'i-1'], 'Expected --reason'],
    [['deploy', 'no-such-folder'], 'got no-such-folder, which does not exist'],
  ])('%j ends with 2 and says what was expected', async (argv, text) => {
    const { code, error } = await call(...argv);
    expect(error).toContain(text);
    expect(code).toBe(2);
  });

  it('without server or token says where to put them', async () => {
    const silent = { out: () => undefined, error: (line: string) => lines.push(line) };
    const lines: string[] = [];
    await throughline(['list'], { ...silent, env: {} });
    await throughline(['list'], { ...silent, env: { THROUGHLINE_SERVER: 'http://127.0.0.1:9' } });
    expect(await throughline(['cancel', 'i-1', '--reason', 'no'], { ...silent, env: {} })).toBe(2);
    expect(lines).toEqual([
      expect.stringContaining('THROUGHLINE_SERVER'),
      expect.stringContaining('THROUGHLINE_TOKEN'),
      expect.stringContaining('THROUGHLINE_SERVER'),
    ]);
  });

  it('of a process that nobody has deployed, or with a token of nobody, is refused in the words of the server', async () => {
    expect((await call('run', 'no-such-process')).error).toContain(
      'Expected the key of a deployed and active process',
    );
    env = { ...env, THROUGHLINE_TOKEN: 'tlt_guess' };
    const { code, error } = await call('list');
    expect(error).toContain('Expected a valid access token');
    expect(code).toBe(1);
  });
});
