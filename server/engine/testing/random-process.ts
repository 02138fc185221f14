/** Random processes for property tests: blocks in one another, with everything that the engine executes. */
import fc from 'fast-check';
import type { Definition, EventPlan } from '../definition.ts';
import {
  after,
  boundary,
  call,
  caught,
  draw,
  each,
  end,
  error,
  errorEnd,
  eventBased,
  eventSub,
  every,
  exclusive,
  flow,
  inclusive,
  linkFrom,
  linkTo,
  manual,
  mappings,
  message,
  otherwise,
  type Part,
  parallel,
  path,
  receive,
  service,
  signal,
  signalEnd,
  start,
  subWith,
  task,
  template,
  terminate,
  thrown,
  times,
} from './drawing.ts';

const EVENTS = ['timer', 'cycle', 'message', 'signal'] as const;
type EventKind = (typeof EVENTS)[number];
const STEPS = ['task', 'manual', 'service', 'call', 'catch', 'receive', 'throw', 'link'] as const;
const ENDINGS = ['none', 'terminate', 'error', 'signal'] as const;

interface Aside {
  on: EventKind | 'error';
  interrupting: boolean;
  block: Block;
}
interface Several {
  sequential: boolean;
  limit: number | null;
  count: number;
  until: boolean;
}
type Block =
  | { type: 'step'; step: (typeof STEPS)[number]; event: EventKind; broken: boolean }
  | { type: 'guarded'; block: Block; boundary: Aside; several: Several | null }
  | {
      type: 'sub';
      block: Block;
      ending: (typeof ENDINGS)[number];
      aside: Aside | null;
      several: Several | null;
    }
  | { type: 'sequence' | 'exclusive' | 'parallel' | 'inclusive' | 'either'; blocks: Block[] }
  | { type: 'loop'; block: Block };

const several = fc.option(
  fc.record({
    sequential: fc.boolean(),
    limit: fc.option(fc.integer({ min: 1, max: 2 })),
    count: fc.nat(3),
    until: fc.boolean(),
  }),
);

/** A random nesting of blocks, each of which has one way in and one way out. */
export const block: fc.Arbitrary<Block> = fc.letrec<{ block: Block; aside: Aside }>((tie) => {
  const blocks = fc.array(tie('block'), { minLength: 1, maxLength: 3 });
  const kind = (...types: ('sequence' | 'exclusive' | 'parallel' | 'inclusive' | 'either')[]) =>
    fc.record({ type: fc.constantFrom(...types), blocks });
  const step = fc.record({
    type: fc.constant('step' as const),
    step: fc.constantFrom(...STEPS),
    event: fc.constantFrom(...EVENTS),
    broken: fc.integer({ max: 12, min: 0 }).map((chance) => chance === 0),
  });
  return {
    aside: fc.record({
      on: fc.constantFrom(...EVENTS, 'error' as const),
      interrupting: fc.boolean(),
      block: tie('block'),
    }),
    block: fc.oneof(
      { maxDepth: 4, depthSize: 'medium', depthIdentifier: 'block' },
      step,
      kind('sequence', 'exclusive', 'parallel', 'inclusive', 'either'),
      fc.record({
        type: fc.constant('sub' as const),
        block: tie('block'),
        ending: fc.constantFrom(...ENDINGS),
        aside: fc.option(tie('aside')),
        several,
      }),
      fc.record({ type: fc.constant('guarded' as const), block: step, boundary: tie('aside'), several }),
      fc.record({ type: fc.constant('loop' as const), block: tie('block') }),
    ),
  };
}).block;

/** A process of a block, with or without an event sub-process beside it. */
export const randomProcess: fc.Arbitrary<Definition> = fc
  .tuple(block, fc.option(fc.record({ on: fc.constantFrom(...EVENTS), interrupting: fc.boolean(), block })))
  .map(([root, aside]) => {
    const drawing = new Drawing();
    const { first, last } = drawing.draw(root);
    if (aside !== null) drawing.aside(aside);
    const parts = [start('in'), end('out'), path('in', first), path(last, 'out'), ...drawing.parts];
    return draw(parts, { maxExecutions: 4, caption: template('Random ${v1}') });
  });

/** Where a block begins and ends. */
interface Ends {
  first: string;
  last: string;
}

class Drawing {
  /** Parts of the scope that is being drawn. */
  parts: Part[] = [];
  private count = 0;

  draw(block: Block): Ends {
    switch (block.type) {
      case 'step':
        return this.step(block.step, this.event(block.event), block.broken);
      case 'guarded':
        return this.guarded(block);
      case 'sub':
        return this.sub(block);
      case 'sequence':
        return this.sequence(block.blocks);
      case 'parallel':
        return this.parallel(block.blocks);
      case 'inclusive':
      case 'exclusive':
        return this.choice(block.blocks, block.type);
      case 'either':
        return this.either(block.blocks);
      case 'loop':
        return this.loop(block.block);
    }
  }

  /** An event sub-process in the scope that is being drawn. */
  aside({ on, interrupting, block }: Aside): void {
    const id = this.id('aside');
    const event = this.event(on);
    const always = interrupting || event.kind === 'error';
    const inside = this.within(() => {
      const { first, last } = this.draw(block);
      this.add(start(`${id}-in`, event, { interrupting: always }), end(`${id}-out`));
      this.add(path(`${id}-in`, first), path(last, `${id}-out`));
    });
    this.add(eventSub(id, ...inside));
  }

  private id(prefix: string): string {
    this.count += 1;
    return `${prefix}${this.count}`;
  }

  private add(...parts: Part[]): void {
    this.parts.push(...parts);
  }

  private within(body: () => void): Part[] {
    const around = this.parts;
    this.parts = [];
    body();
    const inside = this.parts;
    this.parts = around;
    return inside;
  }

  private event(kind: EventKind | 'error'): EventPlan {
    if (kind === 'timer') return after('PT1H');
    if (kind === 'cycle') return every('R3/PT1H');
    if (kind === 'error') return error(this.count % 2 === 0 ? 'late' : null, { code: 'caughtCode' });
    // Few names, so that several wait for the same.
    return kind === 'signal' ? signal(`signal${this.count % 2}`) : message(`message${this.count % 2}`);
  }

  private step(kind: (typeof STEPS)[number], event: EventPlan, broken: boolean): Ends {
    const id = this.id(kind);
    const common = broken ? { inputs: mappings({ own: '${1 / zero}' }) } : {};
    if (kind === 'task') this.add(task(id, { ...common, result: `v${this.count}` }));
    if (kind === 'manual') this.add(manual(id, common));
    if (kind === 'service') this.add(service(id, { ...common, gives: { r: `v${this.count}` } }));
    if (kind === 'call') this.add(call(id, 'other', { ...common, all: true }));
    if (kind === 'catch') this.add(caught(id, event, common));
    if (kind === 'receive') this.add(receive(id, event));
    if (kind === 'throw') this.add(thrown(id, `signal${this.count % 2}`, { thrownBy: id }));
    if (kind !== 'link') return { first: id, last: id };
    this.add(linkTo(`${id}-to`, id), linkFrom(id));
    return { first: `${id}-to`, last: id };
  }

  private guarded({ block, boundary: aside, several }: Block & { type: 'guarded' }): Ends {
    const { first, last } = this.draw(block);
    const id = this.id('boundary');
    const event = this.event(aside.on);
    const host = this.parts.find((part) => !Array.isArray(part) && part.id === first);
    const activity = host !== undefined && !Array.isArray(host) && !/^(link|throw|catch)/.test(first);
    if (!activity) return { first, last };
    if (several !== null && /^(task|service|call|manual)/.test(first))
      host.common.loop = this.several(several);
    const merge = this.id('merge');
    const { first: handler, last: handled } = this.draw(aside.block);
    const interrupting = aside.interrupting || event.kind === 'error';
    this.add(boundary(id, first, event, { interrupting }), exclusive(merge), path(id, handler));
    this.add(path(last, merge), path(handled, merge));
    return { first, last: merge };
  }

  private several({ sequential, limit, count, until }: Several) {
    const options = {
      sequential,
      ...(limit === null ? {} : { limit }),
      ...(until ? { until: '${nrOfCompletedInstances == 2}' } : {}),
    };
    return count === 0 ? each('${list}', 'item', options) : times(`\${${count}}`, options);
  }

  private sub({ block, ending, aside, several }: Block & { type: 'sub' }): Ends {
    const id = this.id('sub');
    const inside = this.within(() => {
      const { first, last } = this.draw(block);
      if (aside !== null) this.aside(aside);
      const out = `${id}-out`;
      if (ending === 'none') this.add(end(out));
      if (ending === 'terminate') this.add(terminate(out));
      if (ending === 'error') this.add(errorEnd(out, this.count % 2 === 0 ? 'late' : 'early', 'no'));
      if (ending === 'signal') this.add(signalEnd(out, `signal${this.count % 2}`));
      this.add(start(`${id}-in`), path(`${id}-in`, first), path(last, out));
    });
    const maps = { inputs: mappings({ own: '1' }), outputs: mappings({ given: '${own}' }) };
    const loop = several === null ? {} : { loop: this.several(several) };
    this.add(subWith(id, { ...maps, ...loop }, ...inside));
    return { first: id, last: id };
  }

  private ask(): Ends & { variable: string } {
    const id = this.id('ask');
    const variable = `v${this.count}`;
    this.add(task(id, { result: variable }));
    return { first: id, last: id, variable };
  }

  private sequence(blocks: Block[]): Ends {
    const parts = blocks.map((block) => this.draw(block));
    for (const [index, part] of parts.slice(1).entries())
      this.add(path(parts[index]?.last ?? '', part.first));
    return { first: parts[0]?.first ?? '', last: parts.at(-1)?.last ?? '' };
  }

  private parallel(blocks: Block[]): Ends {
    const [first, last] = [this.id('split'), this.id('join')];
    this.add(parallel(first), parallel(last));
    for (const part of blocks.map((block) => this.draw(block)))
      this.add(path(first, part.first), path(part.last, last));
    return { first, last };
  }

  private choice(blocks: Block[], kind: 'exclusive' | 'inclusive'): Ends {
    const { first, variable } = this.ask();
    const [split, none] = [this.id(kind), this.id('none')];
    const last = `${split}-end`;
    const gateway = kind === 'exclusive' ? exclusive : inclusive;
    this.add(gateway(split), gateway(last), manual(none), path(first, split));
    this.add(otherwise(split, none), path(none, last));
    for (const [index, part] of blocks.map((block) => this.draw(block)).entries()) {
      const compared =
        kind === 'exclusive' ? `${variable} == 'a${index}'` : `${variable}.contains('${index}')`;
      this.add(flow(split, part.first, `\${${compared}}`), path(part.last, last));
    }
    return { first, last };
  }

  private either(blocks: Block[]): Ends {
    const [first, last] = [this.id('which'), this.id('merge')];
    this.add(eventBased(first), exclusive(last));
    for (const [index, part] of blocks.map((block) => this.draw(block)).entries()) {
      const id = this.id('catch');
      this.add(caught(id, this.event(EVENTS[index % EVENTS.length] ?? 'timer')));
      this.add(path(first, id, part.first), path(part.last, last));
    }
    return { first, last };
  }

  private loop(block: Block): Ends {
    const [first, decide, last] = [this.id('head'), this.id('decide'), this.id('after')];
    this.add(exclusive(first), exclusive(decide), exclusive(last));
    const body = this.draw(block);
    const { first: asked, variable } = this.ask();
    this.add(path(first, body.first), path(body.last, asked, decide));
    this.add(flow(decide, first, `\${${variable} == 'a0'}`), otherwise(decide, last));
    return { first, last };
  }
}
