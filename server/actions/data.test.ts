import { beforeEach, describe, expect, it } from 'vitest';
import { CrmError } from '../crm/errors.ts';
import { useDatabase } from '../testing/database.ts';
import { addData, deleteData, modifyData } from './change-data.ts';
import { onceIn } from './once.ts';
import { readData } from './read-data.ts';
import { contextOf, refusalOf } from './testing/context.ts';
import { MemoryCrm } from './testing/memory-crm.ts';

const database = useDatabase();
const NOW = () => new Date('2026-03-02T09:00:00Z');
let crm: MemoryCrm;
const open = async (system: string) => (system === 'demo' ? crm : null);
const read = readData(open);
const place = { system: 'demo', type: 'lead' };

beforeEach(() => {
  crm = new MemoryCrm('lead', [
    { name: 'Lamp shop', status: 'new', budget: 100 },
    { name: 'Tea house', status: 'new', budget: 300 },
    { name: 'Old mill', status: 'lost', budget: null },
  ]);
});

describe('reading data', () => {
  it('gives the first record that fits as a row, or nothing', async () => {
    const first = await read(
      { ...place, filter: 'budget > least' },
      contextOf({ variables: { least: 200 } }),
    );
    expect(first).toMatchObject({ record: { id: '2', name: 'Tea house' }, id: '2', count: 1 });
    expect(await read({ ...place, filter: 'name = "nobody"' }, contextOf())).toEqual({
      ...{ record: null, id: null, records: [], count: 0 },
    });
  });

  it('gives a sorted list, at most so many, with the fields that are asked for', async () => {
    const inputs = { ...place, mode: 'list', sort: '-budget', limit: 2, fields: 'name' };
    expect((await read({ ...inputs, filter: 'status = "new"' }, contextOf())).records).toEqual([
      { id: '2', name: 'Tea house' },
      { id: '1', name: 'Lamp shop' },
    ]);
  });

  it.each([
    ['count', 'status = "new"', 2],
    ['count', 'status = "lost" or budget > 200', 2],
    ['sum', 'status = "new"', 400],
    ['avg', 'status = "new" or status = "lost"', 200],
    ['max', null, 300],
    ['min', 'status = "lost"', null],
  ])('%s of what fits %s is %s', async (mode, filter, expected) => {
    const outputs = await read({ ...place, mode, filter, field: 'budget' }, contextOf());
    expect(mode === 'count' ? outputs.count : outputs.value).toBe(expected);
  });

  it('of a system that is not connected says so, for good', async () => {
    expect(await refusalOf(read({ ...place, system: 'moon' }, contextOf()))).toMatchObject({
      retryable: false,
      message: expect.stringContaining('got moon'),
    });
  });

  it('names settings that do not fit', async () => {
    const inputs = { system: 'demo', mode: 'everything', limit: 'many' };
    const refusal = await refusalOf(read(inputs, contextOf()));
    expect(String(refusal)).toMatch(/type: .*mode: .*limit:|mode: /);
    expect(refusal).toMatchObject({ retryable: false });
  });

  it('is tried again when the CRM is away, after the time that it asks for', async () => {
    crm.fault = new CrmError('rate-limited', 'Expected fewer requests, got too many.', {
      retryAfterSeconds: 7,
    });
    expect(await refusalOf(read(place, contextOf()))).toMatchObject({
      ...{ retryable: true, afterSeconds: 7, code: 'rate-limited' },
    });
  });
});

describe('changing data', () => {
  it('[M01] deletes the records that meet conditions, and no others', async () => {
    const outputs = await deleteData(open)({ ...place, filter: 'status = "lost"' }, contextOf());
    expect(outputs).toEqual({ count: 1 });
    expect(crm.names()).toEqual(['Lamp shop', 'Tea house']);
  });

  it('gives the same values to every record that fits', async () => {
    const inputs = { ...place, filter: 'status = "new"', 'value:status': 'open', 'value:budget': 5 };
    expect(await modifyData(open)(inputs, contextOf())).toEqual({ count: 2 });
    expect(
      (await read({ ...place, mode: 'count', filter: 'status = "open" and budget = 5' }, contextOf())).count,
    ).toBe(2);
  });

  it('with neither id nor filter changes nothing: an empty filter would mean everything', async () => {
    for (const action of [modifyData(open), deleteData(open)])
      expect(
        await refusalOf(action({ ...place, filter: '', 'value:status': 'x' }, contextOf())),
      ).toMatchObject({
        retryable: false,
      });
    expect(crm.names()).toHaveLength(3);
  });

  it('that deleted a record and could not tell finds it gone, and is content', async () => {
    const inputs = { ...place, id: '3' };
    await deleteData(open)(inputs, contextOf());
    expect(await refusalOf(deleteData(open)(inputs, contextOf()))).toMatchObject({ code: 'record-unknown' });
    expect(await deleteData(open)(inputs, contextOf({ attempt: 2 }))).toEqual({ count: 1 });
  });
});

describe('values', () => {
  it('can be given all at once as a FEEL context, single ones on top', async () => {
    const inputs = {
      ...place,
      id: '1',
      values: '{ status: "open", budget: price * 2 }',
      'value:status': 'won',
    };
    await modifyData(open)(inputs, contextOf({ variables: { price: 21 } }));
    expect((await crm.readOne('lead', '1', null))?.data).toMatchObject({ status: 'won', budget: 42 });
  });

  it('that are no context are refused', async () => {
    const refusal = await refusalOf(modifyData(open)({ ...place, id: '1', values: '1 + 1' }, contextOf()));
    expect(refusal).toMatchObject({ retryable: false, message: expect.stringContaining('a FEEL context') });
  });
});

describe('adding data', () => {
  const add = () => addData(open, onceIn(database.store.db, NOW));
  const inputs = { ...place, 'value:name': 'New shop' };

  it('adds one record and gives its id, the same id when it runs again', async () => {
    const context = contextOf({ key: 'i-1:s1' });
    const outputs = await add()(inputs, context);
    expect(outputs).toEqual({ id: '4' });
    expect(await add()(inputs, contextOf({ ...context, attempt: 2 }))).toEqual(outputs);
    expect(crm.names()).toHaveLength(4);
  });

  it('that the CRM refused is simply tried again', async () => {
    const context = contextOf({ key: 'i-1:s2' });
    crm.fault = new CrmError('unreachable', 'Expected an answer, got a refused connection.');
    expect(await refusalOf(add()(inputs, context))).toMatchObject({ retryable: true });
    crm.fault = null;
    expect(await add()(inputs, context)).toEqual({ id: '4' });
  });

  it('whose outcome nobody knows is not done again before an administrator says so', async () => {
    const context = contextOf({ key: 'i-1:s3' });
    crm.fault = new CrmError('unreachable', 'Expected an answer, got none in time.', { uncertain: true });
    expect(await refusalOf(add()(inputs, context))).toMatchObject({ uncertain: true });
    crm.fault = null;
    expect(await refusalOf(add()(inputs, context))).toMatchObject({
      retryable: false,
      code: 'outcome-unknown',
    });
    expect(crm.names()).toHaveLength(3);
    expect(await add()(inputs, context)).toEqual({ id: '4' });
  });

  it('whose outcome nobody knows again, after they said so, is asked about again', async () => {
    const context = contextOf({ key: 'i-1:s4' });
    const lost = new CrmError('unreachable', 'Expected an answer, got none in time.', { uncertain: true });
    crm.fault = lost;
    await refusalOf(add()(inputs, context));
    expect(await refusalOf(add()(inputs, context))).toMatchObject({ code: 'outcome-unknown' });
    expect(await refusalOf(add()(inputs, context))).toMatchObject({ uncertain: true });
    crm.fault = null;
    expect(await refusalOf(add()(inputs, context))).toMatchObject({ code: 'outcome-unknown' });
    expect(crm.names()).toHaveLength(3);
  });
});

describe('with the rights of who started the instance', () => {
  const add = (...given: Parameters<ReturnType<typeof addData>>) =>
    addData(open, onceIn(database.store.db, NOW))(...given);
  const rightsOf = { login: 'alice' };
  const every = [
    ['read', () => read({ ...place, filter: 'status = "new"' }, contextOf({ rightsOf })), ['1']],
    ['read', () => read({ ...place, mode: 'list' }, contextOf({ rightsOf })), ['1', '2', '3']],
    ['read', () => read({ ...place, mode: 'count' }, contextOf({ rightsOf })), ['1', '2', '3']],
    [
      'read',
      () => read({ ...place, mode: 'sum', field: 'budget' }, contextOf({ rightsOf })),
      ['1', '2', '3'],
    ],
    ['add', () => add({ ...place, 'value:name': 'Den' }, contextOf({ rightsOf, key: 'i:r' })), []],
    [
      'modify',
      () => modifyData(open)({ ...place, id: '2', 'value:name': 'Den' }, contextOf({ rightsOf })),
      ['2'],
    ],
    [
      'delete',
      () => deleteData(open)({ ...place, filter: 'status = "new"' }, contextOf({ rightsOf })),
      ['1', '2'],
    ],
  ] as const;

  it.each(every)('[M33] it does not %s without the right, and tries no more', async (right, act, ids) => {
    crm.rights = { read: true, add: true, modify: true, delete: true, [right]: false };
    const refusal = await refusalOf(act());
    expect(refusal).toMatchObject({
      ...{ retryable: false, code: 'no-right' },
      message: expect.stringContaining('got alice, who may not.'),
    });
    expect(crm.asked).toEqual([{ login: 'alice', right, ids }]);
    expect(crm.names()).toEqual(['Lamp shop', 'Tea house', 'Old mill']);
  });

  it.each(every)('it may %s with the right', async (right, act) => {
    crm.rights = { [right]: true };
    expect(await refusalOf(act())).not.toBeInstanceOf(Error);
  });

  it.each(every)('it does not %s where the CRM does not tell', async (_, act) => {
    expect(await refusalOf(act())).toMatchObject({ retryable: false, code: 'no-right' });
    expect(crm.names()).toHaveLength(3);
  });

  it('that nobody has started is refused without asking', async () => {
    const refusal = refusalOf(read(place, contextOf({ rightsOf: { login: null } })));
    expect(String(await refusal)).toContain('got an instance that nobody has started');
    expect(crm.asked).toEqual([]);
  });

  it('is tried again when the CRM is away', async () => {
    crm.fault = new CrmError('unreachable', 'Expected an answer, got none.');
    const attempt = modifyData(open)({ ...place, id: '2', 'value:name': 'Den' }, contextOf({ rightsOf }));
    expect(await refusalOf(attempt)).toMatchObject({ retryable: true });
  });

  it('asks nothing of a record that an earlier attempt has deleted', async () => {
    crm.rights = { delete: true };
    await deleteData(open)({ ...place, id: '3' }, contextOf({ rightsOf }));
    crm.rights = {};
    await expect(deleteData(open)({ ...place, id: '3' }, contextOf({ rightsOf }))).rejects.toThrow();
  });

  it('are looked at for so many records and no more', async () => {
    crm = new MemoryCrm(
      'lead',
      Array.from({ length: 1001 }, (_, at) => ({ name: `Shop ${at}` })),
    );
    crm.rights = { read: true };
    const refusal = refusalOf(read({ ...place, mode: 'count' }, contextOf({ rightsOf })));
    expect(String(await refusal)).toContain('at most 1000 records');
  });
});
