/** Conditions and results of an *Open edit page* (behaviour 1.4), without a CRM. */
import { expect, test } from 'vitest';
import type { FieldInfo, FieldKind, RecordData } from '../../crm/connector.ts';
import { judge } from './judge.ts';
import type { EditPage } from './watched.ts';

const field = (name: string, kind: FieldKind, choices: FieldInfo['choices'] = null): FieldInfo => ({
  ...{ name, label: name, kind, required: false, writable: true, choices, target: null },
});
const FIELDS = [
  field('name', 'text'),
  field('budget', 'number'),
  field('decision', 'date'),
  field('owner', 'link'),
  field('status', 'choice', [
    { value: '10', label: 'Open' },
    { value: '20', label: 'Won' },
  ]),
];
const RECORD = { name: ' Lamps ', budget: 5, decision: '2026-05-01', owner: '7', status: '20' };

function judged(
  { conditions = [], results = [] }: { conditions?: string[]; results?: string[] },
  data: RecordData = RECORD,
) {
  const page: EditPage = {
    ...{ kind: 'open-edit-page', recommendation: '', offered: [], conditions: [], confirmedBy: 'server' },
    ...{ gone: false, target: { system: 'crm', type: 'lead', id: '1' } },
    results: results.map((code) => ({ code, label: code })),
  };
  const resultField = results.length > 0 ? 'status' : null;
  const watch = { conditions, variables: { least: '5', missing: null }, results, resultField, outputs: {} };
  const read = { id: '1', title: 'Lamps', url: null, data, titles: { owner: 'Ada' } };
  return judge(page, watch, read, FIELDS);
}
const holds = (condition: string, data?: RecordData) =>
  judged({ conditions: [condition] }, data).outcome !== null;

test.each([
  'budget = "5"',
  '"5.0" = budget',
  'budget >= least',
  'budget between "1" and least',
  'name = "Lamps"',
  'starts with(name, "Lam")',
  'status = "Won"',
  'status = 20',
  'status in ("Open", "Won")',
  'status in ["Won"]',
  'owner = "Ada" and owner = 7',
  'decision = date("2026-05-01")',
  'decision > "2026-04-30T23:00:00Z"',
  'not(status = "Open") or nothing = 1',
  'not(status = "Open") and (budget = "7" or name = "Lamps")',
  'if status = "20" then budget > 4 else false',
])('[M12] %s holds as a person expects', (condition) => {
  expect(holds(condition)).toBe(true);
});

test.each([
  'status = "Open"',
  'budget = "50"',
  'name = "lamps"',
  'status in ("Open", "Lost")',
  'decision < date("2026-05-01")',
  'not(status = "Won")',
  'budget > missing',
])('[M12] %s does not hold', (condition) => {
  expect(holds(condition)).toBe(false);
});

test('[M12] what is empty is neither more nor less, and not even the contrary of it', () => {
  const empty = { ...RECORD, budget: null, name: '' };
  for (const condition of ['budget > 5', 'not(budget > 5)', 'contains(name, "a")', 'budget between 1 and 9'])
    expect(holds(condition, empty)).toBe(false);
  for (const condition of ['budget = null', 'name = null', 'name = ""'])
    expect(holds(condition, empty)).toBe(true);
});

test('[M11] a result may be named by the value of its field or by what that is called', () => {
  expect(judged({ results: ['10', '20'] }).outcome).toBe('20');
  expect(judged({ results: ['Open', 'Won'] }).outcome).toBe('Won');
  expect(judged({ results: ['Open'] }).outcome).toBeNull();
  expect(judged({ results: ['20.0'] }, { ...RECORD, status: 20 }).outcome).toBe('20.0');
});
