/** Random processes for property tests: blocks in one another, each of which keeps its tokens together. */
import fc from 'fast-check';
import { type ProcessBuilder, process } from './process.ts';

type Block =
  | { type: 'task' }
  | { type: 'sequence'; blocks: Block[] }
  | { type: 'exclusive'; blocks: Block[] }
  | { type: 'parallel'; blocks: Block[] }
  | { type: 'loop'; block: Block };

/** A random nesting of tasks, sequences, exclusive and parallel blocks, and loops. */
export const block: fc.Arbitrary<Block> = fc.letrec<{ block: Block }>((tie) => {
  const several = fc.array(tie('block'), { minLength: 1, maxLength: 3 });
  return {
    block: fc.oneof(
      { maxDepth: 4, depthIdentifier: 'block' },
      fc.constant<Block>({ type: 'task' }),
      fc.record({ type: fc.constant('sequence' as const), blocks: several }),
      fc.record({ type: fc.constant('exclusive' as const), blocks: several }),
      fc.record({ type: fc.constant('parallel' as const), blocks: several }),
      fc.record({ type: fc.constant('loop' as const), block: tie('block') }),
    ),
  };
}).block;

/** Where a block begins and ends. */
interface Ends {
  first: string;
  last: string;
}

/** The process of a block, from its start event to its end event. */
export function processOf(root: Block): ProcessBuilder {
  const drawing = new Drawing();
  const { first, last } = drawing.draw(root);
  return drawing.built.start('in').end('out').flow('in', first).flow(last, 'out');
}

class Drawing {
  readonly built = process({ caption: 'Random ${v1}' });
  private count = 0;

  draw(block: Block): Ends {
    switch (block.type) {
      case 'task':
        return this.ask(['yes', 'no']);
      case 'sequence':
        return this.sequence(block.blocks);
      case 'parallel':
        return this.parallel(block.blocks);
      case 'exclusive':
        return this.exclusive(block.blocks);
      case 'loop':
        return this.loop(block.block);
    }
  }

  private id(prefix: string): string {
    this.count += 1;
    return `${prefix}${this.count}`;
  }

  private ask(answers: string[]): Ends & { variable: string } {
    const task = this.id('ask');
    const variable = `v${task.slice('ask'.length)}`;
    const properties = Object.fromEntries(answers.map((answer) => [`answer:${answer}`, answer]));
    this.built.task(task, { properties: { kind: 'user-dialog', result: variable, ...properties } });
    return { first: task, last: task, variable };
  }

  private sequence(blocks: Block[]): Ends {
    const parts = blocks.map((block) => this.draw(block));
    for (const [index, part] of parts.slice(1).entries())
      this.built.flow(parts[index]?.last ?? '', part.first);
    return { first: parts[0]?.first ?? '', last: parts.at(-1)?.last ?? '' };
  }

  private parallel(blocks: Block[]): Ends {
    const [first, last] = [this.id('split'), this.id('join')];
    this.built.parallel(first).parallel(last);
    for (const part of blocks.map((block) => this.draw(block)))
      this.built.flow(first, part.first).flow(part.last, last);
    return { first, last };
  }

  private exclusive(blocks: Block[]): Ends {
    const { first, variable } = this.ask(blocks.map((_, index) => `c${index}`));
    const [split, last] = [this.id('split'), this.id('merge')];
    this.built.exclusive(split).exclusive(last).flow(first, split);
    for (const [index, part] of blocks.map((block) => this.draw(block)).entries()) {
      const condition = `\${${variable} == 'c${index}'}`;
      this.built.flow(split, part.first, blocks.length === 1 ? {} : { condition }).flow(part.last, last);
    }
    return { first, last };
  }

  private loop(block: Block): Ends {
    const [first, decide, last] = [this.id('head'), this.id('decide'), this.id('after')];
    this.built.exclusive(first).exclusive(decide).exclusive(last);
    const body = this.draw(block);
    const { first: task, variable } = this.ask(['again', 'enough']);
    this.built.flow(first, body.first).path(body.last, task, decide);
    this.built.flow(decide, first, { condition: `\${${variable} == 'again'}` }).otherwise(decide, last);
    return { first, last };
  }
}
