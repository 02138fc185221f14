/** What every connector promises, tried on a CRM that runs. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  type Condition,
  type Connector,
  type Operator,
  type RecordData,
  RIGHTS,
  type Selection,
} from '../connector.ts';
import { CrmError, type CrmErrorCode } from '../errors.ts';
import type { Subject } from './subject.ts';

/** The records that the tests begin with, in the order in which they are added. */
const FRUITS = [
  { name: 'Apple', number: 10, date: '2031-01-10' },
  { name: 'Apricot', number: 20, date: '2031-02-10' },
  { name: 'Banana', number: 20, date: null },
  { name: 'Cherry', number: 30, date: '2031-03-10' },
] as const;

const ALL = FRUITS.map(({ name }) => name);

/** Field, operator, value and the fruits that fit: `title`, `number` and `date` stand for the fields of the CRM. */
const OPERATOR_CASES: readonly [keyof Names, Operator, Condition['value'], readonly string[]][] = [
  ['number', 'equals', 20, ['Apricot', 'Banana']],
  ['number', 'not-equals', 20, ['Apple', 'Cherry']],
  ['number', 'greater', 10, ['Apricot', 'Banana', 'Cherry']],
  ['number', 'less', 20, ['Apple']],
  ['number', 'at-least', 20, ['Apricot', 'Banana', 'Cherry']],
  ['number', 'at-most', 20, ['Apple', 'Apricot', 'Banana']],
  ['number', 'in', [10, 30], ['Apple', 'Cherry']],
  ['number', 'in', [], []],
  ['title', 'contains', 'PR', ['Apricot']],
  ['title', 'starts-with', 'ap', ['Apple', 'Apricot']],
  ['title', 'is-set', null, ALL],
  ['date', 'equals', '2031-02-10', ['Apricot']],
  ['date', 'not-equals', '2031-02-10', ['Apple', 'Banana', 'Cherry']],
  ['date', 'greater', '2031-01-10', ['Apricot', 'Cherry']],
  ['date', 'at-most', '2031-02-10', ['Apple', 'Apricot']],
  ['date', 'is-set', null, ['Apple', 'Apricot', 'Cherry']],
  ['date', 'is-empty', null, ['Banana']],
  ['date', 'equals', null, ['Banana']],
];

type Names = Pick<Subject['fields'], 'title' | 'number' | 'date'>;

async function refusal(work: Promise<unknown>): Promise<CrmError> {
  const outcome = await work.then(
    (value) => value,
    (error: unknown) => error,
  );
  expect(outcome, 'a refusal').toBeInstanceOf(CrmError);
  return outcome as CrmError;
}

/** Runs the contract; `subjectOf` is asked once everything that it needs has been started. */
export function describeContract(name: string, subjectOf: () => Subject): void {
  describe(`the connector of ${name}`, () => {
    const tag = randomUUID().slice(0, 8);
    let subject: Subject;
    let crm: Connector;
    let names: Subject['fields'];
    const ids = new Map<string, string>();

    const titleOf = (fruit: string) => `${fruit} ${tag}`;
    const dataOf = (fruit: string, number: number, date: string | null): RecordData => ({
      ...subject.required,
      [names.title]: titleOf(fruit),
      [names.number]: number,
      [names.date]: date,
    });
    const ours = (): Condition => ({ field: names.title, operator: 'contains', value: tag });
    const select = (more: Partial<Selection> = {}): Selection => ({
      ...{ type: subject.type, match: 'all', sort: [], limit: null },
      ...more,
      conditions: [ours(), ...(more.conditions ?? [])],
    });
    const fruits = async (more: Partial<Selection> = {}) => {
      const found = await crm.read(select(more), [names.title]);
      return found.map(({ data }) => String(data[names.title]).replace(` ${tag}`, ''));
    };
    const idOf = (fruit: string) => ids.get(fruit) ?? 'missing';
    /** Adds a record that goes again after the test. */
    const withRecord = async (work: (id: string) => Promise<void>) => {
      const id = await crm.add(subject.type, dataOf('Visitor', 1, '2031-05-01'));
      try {
        await work(id);
      } finally {
        if (await crm.readOne(subject.type, id, [])) await crm.remove(subject.type, id);
      }
    };
    const refuses = async (code: CrmErrorCode, work: Promise<unknown>) => {
      const error = await refusal(work);
      expect(error.code).toBe(code);
      expect(error.message).toMatch(/^Expected .*got/s);
      return error;
    };

    beforeAll(async () => {
      subject = subjectOf();
      crm = subject.open();
      names = subject.fields;
      for (const { name: fruit, number, date } of FRUITS) {
        ids.set(fruit, await crm.add(subject.type, dataOf(fruit, number, date)));
      }
    });

    afterAll(async () => {
      for (const id of ids.values()) await crm.remove(subject.type, id);
    });

    it('says who it works for', async () => {
      expect((await crm.check()).user).toBe(subject.user);
    });

    it('describes the fields of a type', async () => {
      const fields = new Map((await crm.describe(subject.type)).map((field) => [field.name, field]));
      expect(fields.get(names.title)).toMatchObject({ kind: 'text', writable: true });
      expect(['number', 'integer']).toContain(fields.get(names.number)?.kind);
      expect(fields.get(names.date)).toMatchObject({ kind: 'date', required: false });
      expect(fields.get(names.readOnly)).toMatchObject({ writable: false });
      if (names.choice) expect(fields.get(names.choice)?.choices?.length).toBeGreaterThan(1);
      if (names.link) expect(fields.get(names.link.field)).toMatchObject({ kind: 'link' });
    });

    it('reads one record with its fields, title and page', async () => {
      const record = await crm.readOne(subject.type, idOf('Apple'), [names.title, names.number, names.date]);
      expect(record).toEqual({
        id: idOf('Apple'),
        title: subject.isTitled ? expect.stringContaining(titleOf('Apple')) : expect.stringMatching(/./),
        url: `${subject.baseUrl}${subject.pathOf(idOf('Apple'))}`,
        data: { [names.title]: titleOf('Apple'), [names.number]: 10, [names.date]: '2031-01-10' },
        titles: {},
      });
      expect(crm.linkTo(subject.type, idOf('Apple'))).toBe(record?.url);
    });

    it('reads all fields when none are named, empty ones as null', async () => {
      const record = await crm.readOne(subject.type, idOf('Banana'), null);
      expect(record?.data).toMatchObject({ [names.title]: titleOf('Banana'), [names.date]: null });
      expect(Object.values(record?.data ?? {})).not.toContain(undefined);
      const described = (await crm.describe(subject.type)).map(({ name: field }) => field);
      for (const field of Object.keys(record?.data ?? {})) expect(described).toContain(field);
    });

    it('reads a link as an id and the title behind it', async () => {
      if (!names.link) return;
      const { field, id, title } = names.link;
      await withRecord(async (visitor) => {
        await crm.modify(subject.type, visitor, { [field]: id });
        const record = await crm.readOne(subject.type, visitor, [field]);
        expect(record?.data[field]).toBe(id);
        expect(record?.titles[field]).toBe(title);
        expect(await fruits({ conditions: [{ field, operator: 'in', value: [id] }] })).toContain('Visitor');
      });
    });

    it.each(OPERATOR_CASES)('selects by %s %s %j', async (field, operator, value, expected) => {
      expect(await fruits({ conditions: [{ field: names[field], operator, value }] })).toEqual(expected);
    });

    it('takes a number that comes as text', async () => {
      const conditions: Condition[] = [{ field: names.number, operator: 'equals', value: '10' }];
      expect(await fruits({ conditions })).toEqual(['Apple']);
    });

    it('asks for all conditions, or for one of them', async () => {
      const conditions: Condition[] = [
        { field: names.title, operator: 'equals', value: titleOf('Apple') },
        { field: names.title, operator: 'equals', value: titleOf('Cherry') },
      ];
      expect(await fruits({ conditions })).toEqual([]);
      const found = await crm.read({ ...select(), match: 'any', conditions }, []);
      expect(found.map(({ id }) => id)).toEqual([idOf('Apple'), idOf('Cherry')]);
      expect(await crm.count({ ...select(), match: 'any', conditions })).toBe(2);
    });

    it('gives the earliest created first without an order, and among equals', async () => {
      expect(await fruits()).toEqual(ALL);
      const sort = [{ field: names.number, descending: true }];
      expect(await fruits({ sort })).toEqual(['Cherry', 'Apricot', 'Banana', 'Apple']);
    });

    it('sorts by several fields and stops at the limit', async () => {
      const sort = [
        { field: names.number, descending: false },
        { field: names.title, descending: true },
      ];
      expect(await fruits({ sort })).toEqual(['Apple', 'Banana', 'Apricot', 'Cherry']);
      expect(await fruits({ sort, limit: 2 })).toEqual(['Apple', 'Banana']);
      expect(await fruits({ limit: 1 })).toEqual(['Apple']);
    });

    it('counts whatever the limit', async () => {
      const conditions: Condition[] = [{ field: names.number, operator: 'at-least', value: 20 }];
      expect(await crm.count(select({ conditions, limit: 1 }))).toBe(3);
      expect(await crm.count(select({ conditions: [{ ...ours(), value: `no ${tag}` }] }))).toBe(0);
    });

    it('sums, averages and finds the smallest and greatest', async () => {
      const of = (aggregate: 'sum' | 'avg' | 'min' | 'max', field = names.number) =>
        crm.aggregate(select({ limit: 1 }), field, aggregate);
      expect(await of('sum')).toBe(80);
      expect(await of('avg')).toBe(20);
      expect(await of('min')).toBe(10);
      expect(await of('max')).toBe(30);
      expect(await of('min', names.date)).toBe('2031-01-10');
      expect(await of('max', names.date)).toBe('2031-03-10');
      const none = select({ conditions: [{ field: names.number, operator: 'greater', value: 1000 }] });
      expect(await crm.aggregate(none, names.number, 'sum')).toBe(0);
      expect(await crm.aggregate(none, names.number, 'max')).toBeNull();
    });

    it('changes the fields that are named and no others', () =>
      withRecord(async (id) => {
        await crm.modify(subject.type, id, { [names.number]: 99, [names.date]: null });
        const record = await crm.readOne(subject.type, id, [names.title, names.number, names.date]);
        expect(record?.data).toEqual({
          ...{ [names.title]: titleOf('Visitor'), [names.number]: 99, [names.date]: null },
        });
      }));

    it('deletes a record', () =>
      withRecord(async (id) => {
        await crm.remove(subject.type, id);
        expect(await crm.readOne(subject.type, id, [])).toBeNull();
        expect(await fruits()).toEqual(ALL);
      }));

    it('tells what was added and modified since it was asked last', async () => {
      const start = await crm.changedSince(subject.type, null);
      expect(start.changes).toEqual([]);
      await withRecord(async (id) => {
        const first = await crm.changedSince(subject.type, start.cursor);
        expect(first.changes).toEqual([{ id, event: 'added', at: expect.stringMatching(/T.*\.\d{3}Z$/) }]);
        const idle = await crm.changedSince(subject.type, first.cursor);
        expect(idle.changes).toEqual([]);
        // Both within one second of the first answer: CRMs that note seconds would hide them.
        await crm.modify(subject.type, id, { [names.number]: 7 });
        await crm.modify(subject.type, idOf('Apple'), { [names.number]: 10, [names.date]: '2031-01-11' });
        const second = await crm.changedSince(subject.type, idle.cursor);
        const changed = second.changes.map(({ id: which, event }) => `${event} ${which}`).sort();
        expect(changed).toEqual([`modified ${id}`, `modified ${idOf('Apple')}`].sort());
        await crm.modify(subject.type, idOf('Apple'), { [names.date]: '2031-01-10' });
      });
    });

    it('finds no record of an unknown id', async () => {
      const { type, unknownId } = subject;
      expect(await crm.readOne(type, unknownId, null)).toBeNull();
      await refuses('record-unknown', crm.modify(type, unknownId, { [names.number]: 1 }));
      await refuses('record-unknown', crm.remove(type, unknownId));
    });

    it('names an unknown field, wherever it is asked for', async () => {
      const field = 'colour_of_hope';
      const { type } = subject;
      const asked = [
        () => crm.read(select(), [field]),
        () => crm.readOne(type, idOf('Apple'), [field]),
        () => crm.read(select({ conditions: [{ field, operator: 'equals', value: 1 }] }), []),
        () => crm.read(select({ sort: [{ field, descending: false }] }), []),
        () => crm.add(type, { ...dataOf('Never', 1, null), [field]: 1 }),
        () => crm.modify(type, idOf('Apple'), { [field]: 1 }),
      ];
      for (const work of asked) {
        const error = await refuses('field-unknown', work());
        expect(error.field).toBe(field);
        expect(error.message).toContain(names.title);
      }
      expect(await fruits()).toEqual(ALL);
    });

    it('refuses an unknown type', async () => {
      await refuses('type-unknown', crm.describe('no.such_type'));
      await refuses('type-unknown', crm.read({ ...select(), type: 'no.such_type', conditions: [] }, null));
    });

    it('refuses values that do not fit their field, and changes nothing', async () => {
      const { type } = subject;
      for (const data of [
        { [names.number]: 'many' },
        { [names.date]: 'tomorrow' },
        { [names.readOnly]: '2031-01-01' },
      ]) {
        const error = await refuses('value-refused', crm.modify(type, idOf('Apple'), data));
        expect(error.field).toBe(Object.keys(data)[0]);
        expect(error.retryable).toBe(false);
      }
      const record = await crm.readOne(type, idOf('Apple'), [names.number, names.date]);
      expect(record?.data).toEqual({ [names.number]: 10, [names.date]: '2031-01-10' });
    });

    it('says what a person may do with records, as far as the CRM tells', async () => {
      const ids = [idOf('Apple'), idOf('Banana')];
      const data = { ...subject.required, [names.title]: 'Another' };
      for (const { login, may } of subject.people) {
        for (const right of RIGHTS) {
          const answer = await crm.may(login, { right, type: subject.type, ids, data });
          expect(answer, `${login}: ${right}`).toBe(may[right]);
        }
      }
    });

    it('says that the secret was refused, without showing one', async () => {
      const wrong = `wrong-${tag}`;
      const error = await refuses('refused-credentials', subject.open({ secret: wrong }).check());
      expect(error.retryable).toBe(false);
      for (const secret of [wrong, subject.secret]) {
        expect(`${error.message} ${error.stack} ${JSON.stringify(error)}`).not.toContain(secret);
      }
    });

    it('says that nothing answers, and that trying again can help', async () => {
      const nobody = subject.open({ baseUrl: 'http://127.0.0.1:9' });
      const error = await refuses('unreachable', nobody.check());
      expect(error).toMatchObject({ retryable: true, uncertain: false });
    });
  });
}
