/** Reads text that mixes words and `${…}`, and conditions that are one `${…}` and nothing else. */
import type { Expression, Reading, Template } from './expression.ts';
import { readExpression } from './read-expression.ts';

/**
 * Reads a template.
 *
 * ```ts
 * readTemplate('Call back ${recordTitle}') // ['Call back ', { type: 'variable', name: 'recordTitle' }]
 * ```
 */
export function readTemplate(text: string): Reading<Template> {
  const parts: Template = [];
  let rest = text;
  while (rest !== '') {
    const start = rest.search(/[$#]\{/);
    if (start < 0) return done([...parts, rest]);
    if (rest[start] === '#')
      return refuse(`text or \${…}, got #{ in "${text}"`, 'Write ${…} instead of #{…}.');
    if (rest[start - 1] === '\\')
      return refuse(`text or \${…}, got \\\${ in "${text}"`, 'Leave the backslash out.');
    const end = closingBrace(rest, start + 2);
    if (end < 0) return refuse(`a } after \${ in "${text}", got none`, 'Close the expression with }.');
    const expression = readExpression(rest.slice(start + 2, end));
    if (!expression.ok) return expression;
    if (start > 0) parts.push(rest.slice(0, start));
    parts.push(expression.value);
    rest = rest.slice(end + 1);
  }
  return done(parts);
}

/** Reads the condition of a flow: exactly one `${…}`. */
export function readCondition(text: string): Reading<Expression> {
  const template = readTemplate(text.trim());
  if (!template.ok) return template;
  const [only, ...more] = template.value;
  if (only === undefined || typeof only === 'string' || more.length > 0)
    return refuse(`one \${…} and nothing around it, got "${text.trim()}"`, 'Write it as ${variable == …}.');
  return { ok: true, value: only };
}

function closingBrace(text: string, from: number): number {
  let quote: string | null = null;
  for (let at = from; at < text.length; at += 1) {
    const character = text[at];
    if (quote !== null && character === '\\') at += 1;
    else if (character === quote) quote = null;
    else if (quote === null && (character === "'" || character === '"')) quote = character;
    else if (quote === null && character === '}') return at;
  }
  return -1;
}

const done = (parts: Template): Reading<Template> => ({ ok: true, value: parts });

const refuse = (expected: string, remedy: string): Reading<never> => ({
  ok: false,
  problem: `Expected ${expected}.`,
  remedy,
});
