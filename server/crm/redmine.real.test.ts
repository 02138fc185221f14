import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { PEOPLE } from '../../demo/crms/people.ts';
import { redmine } from '../../demo/crms/redmine.ts';
import { RIGHTS } from './connector.ts';
import { makeConnector } from './kinds.ts';
import { describeContract } from './testing/contract.ts';
import { withCrm } from './testing/real.ts';
import { describeStages } from './testing/stages.ts';
import { always } from './testing/subject.ts';

const file = new URL('../../docs/connectors/redmine.json', import.meta.url);
const description: unknown = JSON.parse(readFileSync(file, 'utf8'));
const [{ login: user, password }] = PEOPLE;

await withCrm(redmine, (crm) => {
  const open = ({ secret = password, baseUrl = crm().running.origin } = {}) =>
    makeConnector('redmine', { baseUrl, user }, secret);

  describeContract('Redmine', () => ({
    ...{ open, secret: password, user },
    type: 'issue',
    fields: {
      title: 'subject',
      number: 'estimated_hours',
      date: 'due_date',
      choice: 'status_id',
      link: { field: 'assigned_to_id', id: '5', title: 'Alice Ames' },
      readOnly: 'created_on',
    },
    isTitled: true,
    required: { project_id: '1' },
    pathOf: (id) => `/issues/${id}`,
    baseUrl: crm().running.origin,
    unknownId: '99999',
    // A developer of the project.
    people: [
      { login: 'alice', may: { read: true, add: true, modify: true, delete: false } },
      always('admin', true),
      always('nobody', false),
    ],
  }));

  describeContract('Redmine by a description', () => ({
    open: ({ secret = password, baseUrl = crm().running.origin } = {}) =>
      makeConnector('generic', { baseUrl, user, description }, secret),
    ...{ secret: password, user },
    type: 'issue',
    fields: {
      ...{ title: 'subject', number: 'estimated_hours', date: 'due_date', choice: 'status_id' },
      link: { field: 'assigned_to_id', id: '5', title: 'Alice Ames' },
      readOnly: 'created_on',
    },
    isTitled: true,
    required: { project_id: '1' },
    pathOf: (id) => `/issues/${id}`,
    baseUrl: crm().running.origin,
    unknownId: '99999',
    people: [always('alice', null)],
  }));

  describeStages('Redmine', () => ({
    ...{ open, type: 'issue', field: 'status_id', stages: ['1', '2', '3'] },
    fresh: (subject) => ({ subject, project_id: '1', tracker_id: '3' }),
  }));

  it('[M36] says so when the workflow keeps a status from the user of the connection', async () => {
    const alice = makeConnector('redmine', { baseUrl: crm().running.origin, user: 'alice' }, 'alice-demo');
    const id = await open().add('issue', {
      subject: 'Rejected by managers',
      project_id: '1',
      tracker_id: '3',
    });
    // To reject is for managers; alice is a developer.
    await expect(alice.modify('issue', id, { status_id: '6' })).rejects.toMatchObject({
      ...{ code: 'no-right', field: 'status_id', retryable: false },
    });
    expect((await open().readOne('issue', id, ['status_id']))?.data.status_id).toBe('1');
    await open().remove('issue', id);
  });

  describe('the connector of Redmine', () => {
    it('adds a comment by the field notes', async () => {
      const id = await open().add('issue', { subject: 'Commented', project_id: '1' });
      await open().modify('issue', id, { notes: 'Called back.' });
      const authorization = `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;
      const answer = await fetch(`${crm().running.origin}/issues/${id}.json?include=journals`, {
        headers: { authorization },
      });
      expect(JSON.stringify(await answer.json())).toContain('Called back.');
      await open().remove('issue', id);
    });

    it('finds closed issues too, unless the status is asked for', async () => {
      const id = await open().add('issue', { subject: 'Soon closed', project_id: '1' });
      await open().modify('issue', id, { status_id: '5' });
      const selection = { type: 'issue', match: 'all', sort: [], limit: null } as const;
      const named = { field: 'subject', operator: 'equals', value: 'Soon closed' } as const;
      const isNew = { field: 'status_id', operator: 'equals', value: '1' } as const;
      expect(await open().count({ ...selection, sort: [], conditions: [named] })).toBe(1);
      expect(await open().count({ ...selection, sort: [], conditions: [named, isNew] })).toBe(0);
      await open().remove('issue', id);
    });

    it('says so when Redmine answers yes and leaves a field as it was', async () => {
      const alice = makeConnector('redmine', { baseUrl: crm().running.origin, user: 'alice' }, 'alice-demo');
      const id = await open().add('issue', { subject: 'Not for developers', project_id: '1' });
      await expect(alice.modify('issue', id, { is_private: true })).rejects.toMatchObject({
        code: 'no-right',
        field: 'is_private',
      });
      await open().remove('issue', id);
    });

    it('cannot look through the eyes of others without being an administrator', async () => {
      const alice = makeConnector('redmine', { baseUrl: crm().running.origin, user: 'alice' }, 'alice-demo');
      const deed = { right: 'read', type: 'issue', ids: ['1'], data: {} } as const;
      expect(await alice.may('bob', deed)).toBeNull();
    });

    it('of somebody who is no member of a public project knows only what they see', async () => {
      const visitor = {
        login: 'vera',
        firstname: 'Vera',
        lastname: 'Visitor',
        mail: 'vera@northwind.example',
      };
      const authorization = `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;
      const headers = { authorization, 'Content-Type': 'application/json' };
      const body = JSON.stringify({ user: { ...visitor, password: 'vera-demo' } });
      await fetch(`${crm().running.origin}/users.json`, { method: 'POST', headers, body });
      const deed = { type: 'issue', ids: ['1'], data: { project_id: '1' } };
      const answers = [];
      for (const right of RIGHTS) answers.push(await open().may('vera', { ...deed, right }));
      expect(answers).toEqual([true, null, null, null]);
      const ofPeople = { ...deed, type: 'user', right: 'modify', ids: ['1'] } as const;
      expect(await open().may('vera', ofPeople)).toBe(false);
    });

    it('knows what somebody has made from what others have', async () => {
      const own = { right: 'modify', type: 'time_entry', data: {} } as const;
      const entry = { issue_id: '1', hours: 1, activity_id: '8', spent_on: '2031-01-11' };
      const id = await open().add('time_entry', entry);
      expect(await open().may('admin', { ...own, ids: [id] })).toBe(true);
      expect(await open().may('alice', { ...own, ids: [id] })).toBe(false);
      await open().remove('time_entry', id);
    });

    it('reads projects, time entries and users', async () => {
      const all = { match: 'all', sort: [], conditions: [], limit: null } as const;
      const titles = async (type: string) =>
        (await open().read({ ...all, sort: [], conditions: [], type }, null)).map(({ title }) => title);
      expect(await titles('project')).toEqual(['Customer support']);
      expect(await titles('user')).toContain('Alice Ames');
      const entry = { issue_id: '1', hours: 1.5, activity_id: '8', spent_on: '2031-01-10' };
      const id = await open().add('time_entry', entry);
      expect((await open().readOne('time_entry', id, Object.keys(entry)))?.data).toEqual(entry);
      await open().remove('time_entry', id);
    });
  });
});
