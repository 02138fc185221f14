/** Domains of Odoo's record rules: lists that are written in Python, with a few names in them. */

/** A domain as its interface takes it. */
export type Domain = unknown[];

/** What a rule may name, by its Python expression: `user.id`, `company_ids`. */
export type Names = ReadonlyMap<string, unknown>;

const TOKEN = /\s+|#[^\n]*|[[\](),+]|'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?|[A-Za-z_][\w.]*|./gs;
const CONSTANTS = new Map<string, unknown>([
  ['True', true],
  ['False', false],
  ['None', false],
]);

class Unreadable extends Error {}

/** The domain that a rule is, or `null` when it holds more than literals, the names given and sums of lists. */
export function readDomain(text: string, names: Names): Domain | null {
  const tokens = (text.match(TOKEN) ?? []).filter((token) => !/^(?:\s|#)/.test(token));
  const reader = new Reader(tokens, names);
  try {
    const domain = reader.sum();
    return reader.isAtEnd() && Array.isArray(domain) ? domain : null;
  } catch (error) {
    if (error instanceof Unreadable) return null;
    throw error;
  }
}

class Reader {
  readonly #tokens: readonly string[];
  readonly #names: Names;
  #at = 0;

  constructor(tokens: readonly string[], names: Names) {
    this.#tokens = tokens;
    this.#names = names;
  }

  isAtEnd(): boolean {
    return this.#at === this.#tokens.length;
  }

  sum(): unknown {
    let value = this.#value();
    while (this.#skip('+')) {
      const more = this.#value();
      if (!Array.isArray(value) || !Array.isArray(more)) throw new Unreadable();
      value = [...value, ...more];
    }
    return value;
  }

  #value(): unknown {
    const token = this.#tokens[this.#at] ?? '';
    this.#at += 1;
    if (token === '[') return this.#items(']').values;
    if (token === '(') {
      const { values, hasComma } = this.#items(')');
      return values.length === 1 && !hasComma ? values[0] : values;
    }
    if (/^-?\d/.test(token)) return Number(token);
    if (/^['"]/.test(token) && !token.includes('\\') && token.length > 1) return token.slice(1, -1);
    if (CONSTANTS.has(token)) return CONSTANTS.get(token);
    if (this.#names.has(token)) return this.#names.get(token);
    throw new Unreadable();
  }

  #items(end: string): { values: unknown[]; hasComma: boolean } {
    const values: unknown[] = [];
    let hasComma = false;
    while (!this.#skip(end)) {
      if (values.length > 0 && !hasComma) throw new Unreadable();
      values.push(this.sum());
      const comma = this.#skip(',');
      if (!comma && this.#tokens[this.#at] !== end) throw new Unreadable();
      hasComma ||= comma;
    }
    return { values, hasComma };
  }

  #skip(token: string): boolean {
    if (this.#tokens[this.#at] !== token) return false;
    this.#at += 1;
    return true;
  }
}

/** One domain that holds where any of these does. */
export function anyOf(domains: readonly Domain[]): Domain {
  return [...domains.slice(1).map(() => '|'), ...domains.flatMap(plain)];
}

/** The same with every `&` written out, so that it can stand behind another operator. */
function plain(domain: Domain): Domain {
  if (domain.length === 0) return [[1, '=', 1]];
  const written: Domain = [];
  let wanted = 1;
  for (const token of domain) {
    if (wanted === 0) {
      written.unshift('&');
      wanted = 1;
    }
    if (token === '&' || token === '|') wanted += 1;
    else if (token !== '!') wanted -= 1;
    written.push(token);
  }
  return written;
}
