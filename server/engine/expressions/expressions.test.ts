import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Values } from '../model.ts';
import { evaluateCondition, evaluateTemplate, evaluateValue } from './evaluate.ts';
import { variablesOf, variablesOfTemplate } from './expression.ts';
import { readCondition, readTemplate } from './read-template.ts';

const VARIABLES: Values = {
  n: 5,
  five: '5',
  text: 'abc',
  yes: true,
  list: ['a', 'b'],
  none: [],
  blank: '',
  nil: null,
  row: { name: 'Ada', age: 36, note: null },
  rows: [{ id: 1 }, { id: 2 }],
};

function condition(source: string, variables: Values = VARIABLES) {
  const reading = readCondition(source);
  return reading.ok ? evaluateCondition(reading.value, variables) : reading;
}

function value(source: string, variables: Values = VARIABLES) {
  const reading = readTemplate(source);
  return reading.ok ? evaluateValue(reading.value, variables) : reading;
}

function template(source: string, variables: Values = VARIABLES) {
  const reading = readTemplate(source);
  return reading.ok ? evaluateTemplate(reading.value, variables) : reading;
}

describe('conditions', () => {
  it.each([
    ["${text == 'abc'}", true],
    ['${text eq "abc"}', true],
    ["${text != 'abc'}", false],
    ["${text ne 'x' and n gt 4}", true],
    ['${n ge 5 && n le 5 && n lt 6}', true],
    ['${n > 5 || n < 5}', false],
    ['${n == 1 or yes}', true],
    ['${!yes}', false],
    ['${not yes or not (n > 9)}', true],
    ['${n > 1 ? yes : false}', true],
    ['${n == -5}', false],
    ['${-n == -5}', true],
    ["${'}' == '}'}", true],
    ["${'it\\'s' == \"it's\"}", true],
    ["${yes == true && text == 'abc' || false}", true],
    ["${list.contains('a')}", true],
    ["${list.contains('c')}", false],
    ["${text.contains('b')}", true],
  ])('%s is %s', (source, expected) => {
    expect(condition(source)).toEqual({ ok: true, value: expected });
  });

  it.each([
    ['${n == five}', true],
    ["${n < '40'}", true],
    ["${'10' < '9'}", true],
    ["${'10' < 9}", false],
    ['${blank == 0}', true],
    ["${yes == 'true'}", true],
    ["${list == '[a, b]'}", true],
    ['${nil == blank}', false],
    ['${nil <= nil}', true],
    ['${nil < 1}', false],
    ['${!nil}', true],
    ['${empty nil && empty blank && empty none && !empty list}', true],
  ])('[ENG-19] %s is %s, by the coercions of JUEL', (source, expected) => {
    expect(condition(source)).toEqual({ ok: true, value: expected });
  });

  it.each(['${nothing == null}', '${empty nothing}', "${!(nothing == 'x')}"])(
    '[ENG-16] a variable that nobody wrote is null: %s',
    (source) => expect(condition(source)).toEqual({ ok: true, value: true }),
  );

  it.each(['${text}', '${n}', '${nothing}', '${list}', "${yes ? 'a' : 'b'}"])(
    '[ENG-17] %s is no condition, because it is neither true nor false',
    (source) =>
      expect(condition(source)).toMatchObject({
        ok: false,
        problem: expect.stringContaining('true or false'),
      }),
  );

  it.each([
    '${text > 1}',
    '${yes && list}',
    '${-list == 1}',
    '${yes < false}',
    "${n.contains('5')}",
    '${nil.contains(1)}',
  ])('[ENG-19] %s cannot be coerced, and says so as a value', (source) =>
    expect(condition(source)).toMatchObject({
      ok: false,
      problem: expect.stringMatching(/^Expected .*, got /),
    }),
  );

  it.each([
    '${}',
    '${ }',
    '${a ==}',
    '${a == == b}',
    '${a b}',
    '${a = 1}',
    '${a === 1}',
    '${a, b}',
    '${a; b}',
    '${[1, 2]}',
    '${this}',
    '${a?.b}',
    '${f()}',
    '${a.toString()}',
    '${a.size(1)}',
    '${a.b.c()}',
    '${a +}',
    '${a.contains()}',
    "${a.contains('x', 'y')}",
    "${a['contains']('x')}",
    "${constructor.constructor('return 1')()}",
    '${instanceof}',
    "${'\\n' == a}",
    "${'open}",
    '${a == 1',
    '#{a == 1}',
    'a == 1',
    '${a} and ${b}',
    ' text ${a}',
    `\${${'('.repeat(1500)}a}`,
    `\${${'a'.repeat(2500)}}`,
  ])('[ENG-18] %s is refused with what is allowed', (source) => {
    expect(readCondition(source)).toMatchObject({
      ok: false,
      problem: expect.stringMatching(/^Expected .+, got .+/s),
      remedy: expect.stringMatching(/.{10,}/),
    });
  });

  it.each(['constructor', '__proto__', 'toString', 'hasOwnProperty'])(
    '[ENG-18] %s is an ordinary variable, not what every object inherits',
    (name) => {
      expect(condition(`\${${name} == null}`)).toEqual({ ok: true, value: true });
      expect(template(`<\${${name}}>`)).toEqual({ ok: true, value: '<>' });
    },
  );

  it('names the variables that it reads', () => {
    const reading = readCondition('${a == b && !c || (d ? e.contains(f) : empty g)}');
    expect(reading.ok && variablesOf(reading.value)).toEqual(['a', 'b', 'c', 'd', 'e', 'f', 'g']);
  });

  it('any text is read or refused, and what was read evaluates to a value or a fault', () => {
    const part = fc.constantFrom(
      'a',
      '==',
      '&&',
      '(',
      ')',
      "'x'",
      '"',
      '1',
      '.',
      'empty',
      'not',
      '?',
      ':',
      ' ',
      '}',
      '-',
      '.contains(',
      '.size()',
      '[',
      ']',
      '+',
      '%',
      '__proto__',
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.array(part, { maxLength: 14 }).map((parts) => parts.join('')),
        ),
        (inside) => {
          const outcome = value(`\${${inside}}`, { a: [{ x: 1 }] });
          expect(typeof outcome.ok).toBe('boolean');
        },
      ),
      { numRuns: 2000 },
    );
  });
});

describe('templates', () => {
  it.each([
    ['plain', 'plain'],
    ['', ''],
    ['a ${text} b ${n}', 'a abc b 5'],
    ['${nil}|${nothing}', '|'],
    ["${empty nil ? 'nobody' : nil}", 'nobody'],
    ['costs $5', 'costs $5'],
    ['${list}', '[a, b]'],
    ["${'}'} {x}", '} {x}'],
  ])('%s becomes %s', (source, expected) => {
    expect(template(source)).toEqual({ ok: true, value: expected });
  });

  it.each(['a ${', 'a ${x', 'a #{x}', 'a \\${x}', 'a ${x.y()}'])('%s is refused', (source) => {
    expect(template(source)).toMatchObject({ ok: false });
  });
});

describe('values', () => {
  it.each([
    ['${n + 2 * 3}', 11],
    ['${(n + 2) * 3 - 1}', 20],
    ['${n / 2}', 2.5],
    ['${n div 2 + n mod 3}', 4.5],
    ['${n % 3 - -1}', 3],
    ['${0 * -1}', 0],
    ['${-nil}', 0],
    ['${five + five}', 10],
    ['${nil + blank}', 0],
    ['${nothing * 3}', 0],
    ['${1 + 1 == 2 && 3 - 1 - 1 == 1}', true],
  ])('[ENG-19] %s is %s: arithmetic is done with numbers, as in JUEL', (source, expected) => {
    expect(value(source)).toEqual({ ok: true, value: expected });
  });

  it.each([
    ['${row.name}', 'Ada'],
    ["${row['age'] + 1}", 37],
    ['${row.note}', null],
    ['${row.constructor}', null],
    ['${nil.name}', null],
    ['${rows[1].id}', 2],
    ['${rows[7].id}', null],
    ['${list[n - 5]}', 'a'],
    ['${list.size() + none.size() + rows.size() + row.size()}', 7],
    ['${empty rows[0] || empty row.note}', true],
  ])('[ENG-18] %s is %s: members of rows and lists are seen', (source, expected) => {
    expect(value(source)).toEqual({ ok: true, value: expected });
  });

  it.each([
    ['${list}', ['a', 'b']],
    ['${row}', { name: 'Ada', age: 36, note: null }],
    ['${n}', 5],
    ['${n} ', '5 '],
    ['n', 'n'],
    ['', ''],
    ['${row} and ${rows}', '{age=36, name=Ada, note=null} and [{id=1}, {id=2}]'],
  ])('[ENG-39] a template of one expression keeps its type, any other is text: %s', (source, expected) => {
    expect(value(source)).toEqual({ ok: true, value: expected });
  });

  it.each([
    '${text + 1}',
    '${yes * 2}',
    '${1 / 0}',
    '${n % 0}',
    '${text.name}',
    '${n.size()}',
    '${list.first}',
  ])('[ENG-19] %s is a fault', (source) => {
    expect(value(source)).toMatchObject({ ok: false, problem: expect.stringMatching(/^Expected .*, got /) });
  });

  it('[ENG-39] text that grows beyond what a variable holds is a fault', () => {
    expect(value('${a}${a}', { a: 'x'.repeat(10_000) })).toMatchObject({ ok: true });
    expect(value('${a}${a}', { a: 'x'.repeat(10_001) })).toMatchObject({
      ok: false,
      problem: 'Expected text of at most 20000 characters, got 20002',
    });
  });

  it('names the variables inside members and calls', () => {
    const reading = readTemplate('${a.b + c[d].size() * list[e]}');
    expect(reading.ok && variablesOfTemplate(reading.value)).toEqual(['a', 'c', 'd', 'list', 'e']);
  });
});
