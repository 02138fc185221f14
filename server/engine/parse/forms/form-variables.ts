/** The process variables that the expressions of a page read: those it is sent with. */
import { parseExpression } from 'feelin';
import { fieldsIn, listsIn } from '../../../../lib/forms/containers.ts';
import { isExpression } from '../../../../lib/forms/expression.ts';
import { expressionsIn } from '../../../../lib/forms/template.ts';
import type { PageButton, PageItem } from '../../../../lib/protocol/index.ts';
import { VARIABLE } from '../profile.ts';

/** Names that expressions in forms have anyway. */
const SPECIAL = ['this', 'parent', 'i', 'item', 'partial'];

/**
 * The names that expressions read, without those of the page's own fields. A field that is a part of a row needs
 * the row, so that its other parts stay.
 */
export function formVariables(items: readonly PageItem[], buttons: readonly PageButton[]): string[] {
  const texts = [...items, ...buttons].flatMap(({ dynamic }) => Object.values(dynamic ?? {}));
  const read = texts.flatMap((text) =>
    isExpression(text) ? namesIn(text.slice(1)) : expressionsIn(text).flatMap(namesIn),
  );
  const own = [...fieldsIn(items, null).map(({ key }) => key), ...listsIn(items).map(({ list }) => list)];
  const rows = own.filter((key) => key.includes('.')).map((key) => key.split('.')[0] ?? key);
  const names = [...read.filter((name) => !own.includes(name) && !SPECIAL.includes(name)), ...rows];
  return [...new Set(names)];
}

/** The variables of one expression: neither functions that it calls nor names that it makes itself. */
function namesIn(expression: string): string[] {
  const names: string[] = [];
  const made: string[] = [];
  parseExpression(expression, {}, undefined).iterate({
    enter: ({ name, from, to, node }) => {
      const text = expression.slice(from, to).trim();
      if (name === 'Name') made.push(text);
      else if (name === 'VariableName' && !isCalled(node)) names.push(text);
    },
  });
  return names.filter((name) => VARIABLE.test(name) && !made.includes(name));
}

function isCalled({
  parent,
  from,
}: {
  parent: { name: string; from: number } | null;
  from: number;
}): boolean {
  return parent?.name === 'FunctionInvocation' && parent.from === from;
}
