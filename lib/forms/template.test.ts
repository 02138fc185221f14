import { describe, expect, it } from 'vitest';
import { evaluateDynamic, needsFeel } from './expression.ts';
import { feel } from './feel.ts';
import { expressionsIn, templateFault } from './template.ts';

const context = { name: 'Ida', n: 3, lines: [{ a: 1 }, { a: 2 }], words: ['x', 'y'], late: true };

describe('a text with FEEL in it', () => {
  it.each([
    ['plain', 'plain'],
    ['Hello {{name}}!', 'Hello Ida!'],
    ['{{ n + 1 }} and {{=n}}', '4 and 3'],
    ['[{{nobody}}]', '[]'],
    ['{{#if late}}late{{/if}}{{#if n > 5}}big{{/if}}', 'late'],
    ['{{#loop lines}}{{a}}/{{this.a}}/{{parent.name}} {{/loop}}', '1/1/Ida 2/2/Ida '],
    ['{{#loop words}}{{this}}{{#if late}}!{{/if}}{{/loop}}', 'x!y!'],
    ['{{#loop name}}never{{/loop}}', ''],
    ['{{lines}}', '[{"a":1},{"a":2}]'],
    ['{{n +}}', ''],
    ['=n * 2', 6],
    ['=name', 'Ida'],
    ['=lines[2].a', 2],
    ['=nobody.at.all', null],
    ['=1 +', null],
  ])('%s', (text, value) => expect(evaluateDynamic(text, context, feel)).toEqual(value));

  it('tells the expressions that it reads', () => {
    expect(expressionsIn('{{a}}{{#if b}}{{#loop c}}{{d}}{{/loop}}{{/if}}')).toEqual(['a', 'b', 'c', 'd']);
  });

  it.each([
    ['{{#if a}}b{{/if}}', null],
    ['{{#if a}}b', '{{#if …}} without {{/if}}'],
    ['b{{/loop}}', '{{/loop}} without {{#loop …}}'],
    ['{{#if a}}{{#loop b}}{{/if}}{{/loop}}', '{{/if}} without {{#if …}}'],
    ['{{#if a}}'.repeat(30), 'too many blocks in each other'],
  ])('%s is told when its blocks do not fit', (text, fault) => expect(templateFault(text)).toBe(fault));

  it('needs the library only where there is more than the name of a variable', () => {
    expect(['=a', '= a.b ', '=a + b', 'x {{a}}'].map(needsFeel)).toEqual([false, false, true, true]);
  });
});
