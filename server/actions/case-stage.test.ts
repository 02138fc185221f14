/** The stage of a case is written to its CRM and read from it (behaviour 8.1, 8.5). */
import { beforeEach, describe, expect, it } from 'vitest';
import { CrmError } from '../crm/errors.ts';
import { lookAtStage, writeStage } from './case-stage.ts';
import { contextOf, refusalOf } from './testing/context.ts';
import { MemoryCrm } from './testing/memory-crm.ts';

let crm: MemoryCrm;
const open = async (system: string) => (system === 'demo' ? crm : null);
const write = writeStage(open);
const look = lookAtStage(open);
const place = { system: 'demo', type: 'lead', id: '1', field: 'status' };
const statusNow = async () => (await crm.readOne('lead', '1', ['status']))?.data.status;

beforeEach(() => {
  crm = new MemoryCrm('lead', [
    { name: 'Lamp shop', status: 'new' },
    { name: 'Tea house', status: 'new' },
  ]);
});

describe('[M36] writing the stage', () => {
  it('changes the field when it holds what was expected', async () => {
    const outcome = await write({ ...place, value: 'won', expected: 'new' }, contextOf());
    expect(outcome).toEqual({ outcome: 'written', value: 'won' });
    expect(await statusNow()).toBe('won');
  });

  it('changes it when it holds one of several that were expected', async () => {
    await write({ ...place, value: 'won', expected: ['open', 'new'] }, contextOf());
    expect(await statusNow()).toBe('won');
  });

  it('leaves a value alone that somebody else has set, and says which', async () => {
    const outcome = await write({ ...place, value: 'won', expected: 'open' }, contextOf());
    expect(outcome).toEqual({ outcome: 'conflict', value: 'new' });
    expect(await statusNow()).toBe('new');
  });

  it('overwrites it where nothing was expected: a person has decided so', async () => {
    expect(await write({ ...place, value: 'won' }, contextOf())).toMatchObject({ outcome: 'written' });
    expect(await statusNow()).toBe('won');
  });

  it('takes an empty text for nothing', async () => {
    await crm.modify('lead', '1', { status: '' });
    expect(await write({ ...place, value: 'new', expected: null }, contextOf())).toMatchObject({
      outcome: 'written',
    });
  });

  it('finds what an earlier attempt has written, whatever was expected', async () => {
    await write({ ...place, value: 'won', expected: 'new' }, contextOf());
    const again = await write({ ...place, value: 'won', expected: 'new' }, contextOf({ attempt: 2 }));
    expect(again).toEqual({ outcome: 'written', value: 'won' });
  });

  it('compares numbers as stages name them', async () => {
    await crm.modify('lead', '1', { status: 3 });
    expect(await write({ ...place, value: '4', expected: '3' }, contextOf())).toMatchObject({
      outcome: 'written',
    });
  });
});

describe('looking at the stage', () => {
  it('gives what the field holds', async () => {
    expect(await look(place, contextOf())).toEqual({ outcome: 'seen', value: 'new' });
    await crm.modify('lead', '1', { status: null });
    expect(await look(place, contextOf())).toEqual({ outcome: 'seen', value: null });
  });
});

describe.each([
  ['writing', write, { ...place, value: 'won', expected: 'new' }],
  ['looking', look, place],
] as const)('%s says', (_name, action, inputs) => {
  it('that the record is gone', async () => {
    await crm.remove('lead', '1');
    expect(await action(inputs, contextOf())).toEqual({ outcome: 'gone', value: null });
  });

  it('that it cannot tell, where the connection sees no record at all: it may have lost its rights', async () => {
    await crm.remove('lead', '1');
    await crm.remove('lead', '2');
    const refusal = await refusalOf(action(inputs, contextOf()));
    expect(refusal).toMatchObject({ retryable: true, message: expect.stringContaining('lost its rights') });
    const told = { ...inputs, deleted: true };
    expect(await action(told, contextOf())).toEqual({ outcome: 'gone', value: null });
  });

  it('that there is no connection', async () => {
    const elsewhere = { ...inputs, system: 'other' };
    expect(await action(elsewhere, contextOf())).toEqual({ outcome: 'apart', value: null });
  });

  it('that it has to be tried again while the CRM is down, and changes nothing', async () => {
    crm.fault = new CrmError('unreachable', 'Expected an answer, got none.');
    expect(await refusalOf(action(inputs, contextOf()))).toMatchObject({ retryable: true });
    crm.fault = null;
    expect(await statusNow()).toBe('new');
  });
});

it('a record that is deleted between reading and writing is gone', async () => {
  const { modify } = crm;
  crm.modify = async (...args) => {
    await crm.remove('lead', '1');
    return modify.apply(crm, args);
  };
  const outcome = await write({ ...place, value: 'won', expected: 'new' }, contextOf());
  expect(outcome).toEqual({ outcome: 'gone', value: null });
});
