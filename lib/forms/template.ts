/** Texts with FEEL in them, as form-js has them: `{{name}}`, `{{#if …}}…{{/if}}` and `{{#loop …}}…{{/loop}}`. */
type Context = Record<string, unknown>;
type Evaluate = (expression: string, context: Context) => unknown;

type Part =
  | { type: 'words'; words: string }
  | { type: 'insert'; expression: string }
  | { type: 'if' | 'loop'; expression: string; parts: Part[] };

/** Nested deeper than that is nothing that a person wrote. */
const MAX_DEPTH = 20;

/**
 * The text with what stands in braces filled in. What has no value leaves nothing.
 *
 * ```ts
 * renderTemplate('Hello {{name}}', { name: 'Ida' }, evaluate) // 'Hello Ida'
 * ```
 */
export function renderTemplate(text: string, context: Context, evaluate: Evaluate): string {
  return render(parse(text), context, evaluate);
}

/** The expressions in a text, in their order. */
export function expressionsIn(text: string): string[] {
  const collect = (parts: readonly Part[]): string[] =>
    parts.flatMap((part) => {
      if (part.type === 'words') return [];
      return part.type === 'insert' ? [part.expression] : [part.expression, ...collect(part.parts)];
    });
  return collect(parse(text));
}

/** What is wrong with the braces of a text; null: nothing. */
export function templateFault(text: string): string | null {
  const open: string[] = [];
  for (const [, code = ''] of text.matchAll(/\{\{([\s\S]*?)\}\}/g)) {
    const opened = /^#(if|loop)\b/.exec(code.trim())?.[1];
    const closed = /^\/(if|loop)$/.exec(code.trim())?.[1];
    if (opened) open.push(opened);
    else if (closed && open.pop() !== closed) return `{{/${closed}}} without {{#${closed} …}}`;
    if (open.length > MAX_DEPTH) return 'too many blocks in each other';
  }
  const [left] = open;
  return left === undefined ? null : `{{#${left} …}} without {{/${left}}}`;
}

function parse(text: string): Part[] {
  const root: Part[] = [];
  const stack = [root];
  let end = 0;
  for (const match of text.matchAll(/\{\{([\s\S]*?)\}\}/g)) {
    const into = stack.at(-1) ?? root;
    if (match.index > end) into.push({ type: 'words', words: text.slice(end, match.index) });
    end = match.index + match[0].length;
    const code = (match[1] ?? '').trim();
    const block = /^#(if|loop)\b([\s\S]*)$/.exec(code);
    if (block) {
      const parts: Part[] = [];
      into.push({ type: block[1] === 'if' ? 'if' : 'loop', expression: feelOf(block[2] ?? ''), parts });
      stack.push(parts);
    } else if (/^\/(if|loop)$/.test(code)) {
      if (stack.length > 1) stack.pop();
    } else if (code !== '') {
      into.push({ type: 'insert', expression: feelOf(code) });
    }
  }
  if (end < text.length) (stack.at(-1) ?? root).push({ type: 'words', words: text.slice(end) });
  return root;
}

const feelOf = (code: string): string => code.trim().replace(/^=/, '');

function render(parts: readonly Part[], context: Context, evaluate: Evaluate): string {
  return parts.map((part) => renderPart(part, context, evaluate)).join('');
}

function renderPart(part: Part, context: Context, evaluate: Evaluate): string {
  if (part.type === 'words') return part.words;
  const value = evaluate(part.expression, context);
  if (part.type === 'insert') return printed(value);
  if (part.type === 'if') return value === true ? render(part.parts, context, evaluate) : '';
  if (!Array.isArray(value)) return '';
  return value.map((entry) => render(part.parts, inside(entry, context), evaluate)).join('');
}

/** Inside a loop the parts of the entry are names of their own. */
function inside(entry: unknown, context: Context): Context {
  const own = typeof entry === 'object' && entry !== null ? entry : {};
  return { ...context, ...own, this: entry, parent: context };
}

function printed(value: unknown): string {
  if (value === null || value === undefined) return '';
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}
