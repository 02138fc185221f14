import { ANY, type Chars, type Part } from './syntax.ts';

/** More parts and ways, counted as often as they are repeated, has no pattern that was written by hand. */
const MOST_DRAWN = 4000;

/** A part as others join it. */
interface Piece {
  mayBeEmpty: boolean;
  first: number[];
  last: number[];
}

const NOTHING: Piece = { mayBeEmpty: true, first: [], last: [] };

/**
 * A pattern drawn as the places where it takes a character, and which may follow upon which: as often as there are ways to
 * go there. Place 0 is the beginning. What looks ahead is a way that leads nowhere.
 */
export class Drawing {
  readonly chars: Chars[] = [0n];
  readonly next: number[][] = [[]];
  /** Ways to take nothing where another one does so too. */
  idle = 0;
  #drawn = 0;
  #before: number[][] | null = null;

  constructor(part: Part) {
    const { first } = this.#draw(part);
    this.next[0] = first;
    if (isAnchored(part)) return;
    // It is tried everywhere, as if anything could come first.
    const before = this.#place(ANY);
    this.next[before] = [before, ...first];
    this.next[0] = [before, ...first];
  }

  get isTooLarge(): boolean {
    return this.#drawn > MOST_DRAWN;
  }

  /** The places upon which this one follows, as often as there are ways. */
  before(place: number): number[] {
    this.#before ??= this.#turned();
    return this.#before[place] ?? [];
  }

  #turned(): number[][] {
    const before = this.next.map((): number[] => []);
    for (const [place, follows] of this.next.entries())
      for (const follow of follows) before[follow]?.push(place);
    return before;
  }

  #place(chars: Chars): number {
    this.next.push([]);
    return this.chars.push(chars) - 1;
  }

  #lead(from: readonly number[], to: readonly number[]): void {
    this.#drawn += from.length * to.length;
    if (this.isTooLarge) return;
    for (const place of from) this.next[place]?.push(...to);
  }

  #draw(part: Part): Piece {
    this.#drawn += 1;
    if (this.isTooLarge) return NOTHING;
    switch (part.kind) {
      case 'chars': {
        const place = this.#place(part.chars);
        return { mayBeEmpty: false, first: [place], last: [place] };
      }
      case 'edge':
        return NOTHING;
      case 'ahead':
        return { mayBeEmpty: true, first: this.#draw(part.of).first, last: [] };
      case 'row':
        return part.parts.reduce<Piece>((row, one) => this.#join(row, this.#draw(one)), NOTHING);
      case 'ways': {
        const ways = part.ways.map((way) => this.#draw(way));
        const empty = ways.filter(({ mayBeEmpty }) => mayBeEmpty).length;
        this.idle += Math.max(0, empty - 1);
        return {
          mayBeEmpty: empty > 0,
          first: ways.flatMap(({ first }) => first),
          last: ways.flatMap(({ last }) => last),
        };
      }
      case 'repeat':
        return this.#repeat(part);
    }
  }

  #repeat({ of, least, most }: Extract<Part, { kind: 'repeat' }>): Piece {
    let row = NOTHING;
    for (let made = 0; made < least && !this.isTooLarge; made += 1) row = this.#join(row, this.#draw(of));
    // `(?:a?)+` is `a?(?:a?)*`: the first round may take nothing, and those behind it may not.
    if (most === null) return this.#join(row, this.#circle(of));
    // `a{0,2}` is `(?:a(?:a)?)?`: whoever leaves one out leaves out the rest.
    const others: Piece[] = [];
    while (others.length < most - least && !this.isTooLarge) others.push(this.#draw(of));
    const rest = others.reduceRight(
      (after, one) => ({ ...this.#join(one, after), mayBeEmpty: true }),
      NOTHING,
    );
    return this.#join(row, rest);
  }

  #circle(of: Part): Piece {
    const { idle } = this;
    const piece = this.#draw(of);
    // What is idle in a circle is so in every round.
    if (this.idle > idle) this.idle = Number.POSITIVE_INFINITY;
    this.#lead(piece.last, piece.first);
    return { ...piece, mayBeEmpty: true };
  }

  #join(one: Piece, other: Piece): Piece {
    this.#lead(one.last, other.first);
    return {
      mayBeEmpty: one.mayBeEmpty && other.mayBeEmpty,
      first: one.mayBeEmpty ? [...one.first, ...other.first] : one.first,
      last: other.mayBeEmpty ? [...one.last, ...other.last] : other.last,
    };
  }
}

function isAnchored(part: Part): boolean {
  if (part.kind === 'ways') return part.ways.every(isAnchored);
  if (part.kind !== 'row') return part.kind === 'edge' && part.begins;
  const first = part.parts.find(({ kind }) => kind !== 'ahead');
  return first !== undefined && isAnchored(first);
}
