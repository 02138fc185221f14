import { expect, it } from 'vitest';
import { expressionItem, textItem } from '../../../../lib/forms/testing.ts';
import { formVariables } from './form-variables.ts';

it.each<[string, string[]]>([
  ['=a + b.c', ['a', 'b']],
  ['=sum(for line in lines return line.price * rate)', ['lines', 'rate']],
  ['=some x in xs satisfies x > least', ['xs', 'least']],
  ['=string length(name) > 3 and count(xs[item > 2]) = 0', ['name', 'xs']],
  ['={half: whole / 2, quarter: half / 2}.quarter', ['whole']],
  ['=own + other', ['other']],
])('%s reads %j', (expression, names) => {
  expect(formVariables([textItem('own'), expressionItem('e', expression)], [])).toEqual(names);
});
