/**
 * Reads the source of a regular expression without flags into parts, as far as adapters have use for it. What is refused:
 * looking behind, back references and flags for a part of it, which no address needs and which make the cost of a pattern
 * hard to tell.
 */

/** Which characters fit: a bit for each of ASCII, and one for all others. */
export type Chars = bigint;

export type Part =
  | { kind: 'chars'; chars: Chars }
  | { kind: 'row'; parts: Part[] }
  | { kind: 'ways'; ways: Part[] }
  /** `most` null: without end. */
  | { kind: 'repeat'; of: Part; least: number; most: number | null }
  | { kind: 'ahead'; of: Part }
  /** Takes no character; `begins`: it holds at the beginning only. */
  | { kind: 'edge'; begins: boolean };

const OTHERS: Chars = 1n << 128n;
export const ANY: Chars = (OTHERS << 1n) - 1n;
const QUANTIFIER = /^(?:[*+?]|\{(\d+)(?:(,)(\d+)?)?\})\??/;
/** Who repeats more often means without end. */
const MOST_TIMES = 9999;
const CONTROLS: Record<string, string> = { t: '\t', n: '\n', r: '\r', f: '\f', v: '\v' };

const charOf = (char: string): Chars => {
  const code = char.charCodeAt(0);
  return code < 128 ? 1n << BigInt(code) : OTHERS;
};
const between = (first: string, last: string): Chars => {
  let chars = 0n;
  for (let code = first.charCodeAt(0); code <= Math.min(last.charCodeAt(0), 128); code += 1)
    chars |= charOf(String.fromCharCode(code));
  return last.charCodeAt(0) < 128 ? chars : chars | OTHERS;
};
/** Among the characters that are not told apart there are always others. */
const except = (chars: Chars): Chars => (ANY & ~chars) | OTHERS;

const DIGIT = between('0', '9');
const WORD = DIGIT | between('a', 'z') | between('A', 'Z') | charOf('_');
const SPACE = between('\t', '\r') | charOf(' ') | OTHERS;
const SETS: Record<string, Chars> = {
  ...{ d: DIGIT, w: WORD, s: SPACE },
  ...{ D: except(DIGIT), W: except(WORD), S: except(SPACE) },
};

/** The parts of a pattern that is a regular expression; null: it has something that no adapter needs. */
export function partsOf(source: string): Part | null {
  const reader = new Reader(source);
  const part = reader.ways();
  return reader.isAtEnd() ? part : null;
}

class Reader {
  readonly #source: string;
  #at = 0;
  #isRefused = false;

  constructor(source: string) {
    this.#source = source;
  }

  isAtEnd(): boolean {
    return !this.#isRefused && this.#at >= this.#source.length;
  }

  ways(): Part {
    const ways = [this.#row()];
    while (this.#takes('|')) ways.push(this.#row());
    return ways.length === 1 && ways[0] ? ways[0] : { kind: 'ways', ways };
  }

  #row(): Part {
    const parts: Part[] = [];
    while (this.#at < this.#source.length && !this.#isRefused && !/[|)]/.test(this.#next()))
      parts.push(this.#repeated(this.#one()));
    return { kind: 'row', parts };
  }

  #repeated(of: Part): Part {
    const [whole, count, open, last] = QUANTIFIER.exec(this.#source.slice(this.#at)) ?? [];
    if (whole === undefined) return of;
    this.#at += whole.length;
    const [sign] = whole;
    if (sign === '*') return { kind: 'repeat', of, least: 0, most: null };
    if (sign === '+') return { kind: 'repeat', of, least: 1, most: null };
    if (sign === '?') return { kind: 'repeat', of, least: 0, most: 1 };
    const least = Number(count);
    const most = open === undefined ? least : last === undefined ? null : Number(last);
    if (Math.max(least, most ?? 0) > MOST_TIMES) this.#isRefused = true;
    return { kind: 'repeat', of, least, most };
  }

  #one(): Part {
    const char = this.#take();
    if (char === '(') return this.#group();
    if (char === '[') return { kind: 'chars', chars: this.#class() };
    if (char === '^' || char === '$') return { kind: 'edge', begins: char === '^' };
    if (char === '.') return { kind: 'chars', chars: ANY };
    if (char !== '\\') return { kind: 'chars', chars: charOf(char) };
    if (/[bB]/.test(this.#next())) {
      this.#take();
      return { kind: 'edge', begins: false };
    }
    return { kind: 'chars', chars: this.#escape() };
  }

  #group(): Part {
    const [sign = '', ahead] = /^\?(?:([=!])|:|<\w+>)/.exec(this.#source.slice(this.#at)) ?? [];
    // It looks behind, or changes which characters fit in it.
    if (sign === '' && this.#next() === '?') this.#isRefused = true;
    this.#at += sign.length;
    const inside = this.ways();
    if (!this.#takes(')')) this.#isRefused = true;
    return ahead === undefined ? inside : { kind: 'ahead', of: inside };
  }

  #class(): Chars {
    const isNegated = this.#takes('^');
    let chars = 0n;
    while (this.#at < this.#source.length && this.#next() !== ']') {
      const first = this.#take();
      if (first === '\\') {
        chars |= this.#escape();
        // What a range from or to an escape takes is not told apart: none of ours has one.
        if (this.#next() === '-' && this.#source[this.#at + 1] !== ']') this.#isRefused = true;
      } else if (this.#next() === '-' && !/[\]\\]/.test(this.#source[this.#at + 1] ?? ']')) {
        this.#take();
        chars |= between(first, this.#take());
      } else chars |= charOf(first);
    }
    if (!this.#takes(']')) this.#isRefused = true;
    return isNegated ? except(chars) : chars;
  }

  /** Behind the backslash. */
  #escape(): Chars {
    const char = this.#take();
    const set = SETS[char];
    if (set !== undefined) return set;
    const control = CONTROLS[char];
    if (control !== undefined) return charOf(control);
    if (!/\w/.test(char)) return charOf(char);
    const length = { x: 2, u: 4 }[char] ?? 0;
    const code = this.#source.slice(this.#at, this.#at + length);
    if (length > 0 && /^[\da-f]+$/i.test(code) && code.length === length) {
      this.#at += length;
      return charOf(String.fromCharCode(Number.parseInt(code, 16)));
    }
    this.#isRefused = true;
    return ANY;
  }

  #next(): string {
    return this.#source[this.#at] ?? '';
  }

  #take(): string {
    const char = this.#next();
    this.#at += 1;
    return char;
  }

  #takes(char: string): boolean {
    if (this.#next() !== char) return false;
    this.#at += 1;
    return true;
  }
}
