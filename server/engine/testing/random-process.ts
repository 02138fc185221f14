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

/** The process of a block, from its start event to its end event. */
export function processOf(root: Block): ProcessBuilder {
  const built = process({ caption: 'Random ${v0}' }).start('in').end('out');
  let count = 0;
  const id = (prefix: string) => `${prefix}${count++}`;

  /** Draws a block and says where it begins and ends. */
  function draw(current: Block): { first: string; last: string } {
    switch (current.type) {
      case 'task':
        return ask(['yes', 'no']);
      case 'sequence': {
        const parts = current.blocks.map(draw);
        for (const [index, part] of parts.slice(1).entries())
          built.flow(parts[index]?.last ?? '', part.first);
        return { first: parts[0]?.first ?? '', last: parts.at(-1)?.last ?? '' };
      }
      case 'parallel':
        return fork(current.blocks, (gateway) => built.parallel(gateway));
      case 'exclusive':
        return choose(current.blocks);
      case 'loop':
        return loop(current.block);
    }
  }

  function ask(answers: string[]) {
    const task = id('ask');
    const properties = Object.fromEntries(answers.map((answer) => [`answer:${answer}`, answer]));
    built.task(task, { properties: { kind: 'user-dialog', result: `v${task.slice(3)}`, ...properties } });
    return { first: task, last: task };
  }

  function fork(blocks: Block[], gateway: (name: string) => void) {
    const [first, last] = [id('split'), id('join')];
    gateway(first);
    gateway(last);
    for (const part of blocks.map(draw)) built.flow(first, part.first).flow(part.last, last);
    return { first, last };
  }

  function choose(blocks: Block[]) {
    const { first: task } = ask(blocks.map((_, index) => `c${index}`));
    const variable = `v${task.slice(3)}`;
    const [split, merge] = [id('split'), id('merge')];
    built.exclusive(split).exclusive(merge).flow(task, split);
    for (const [index, part] of blocks.map(draw).entries()) {
      const only = blocks.length === 1;
      built
        .flow(split, part.first, only ? {} : { condition: `\${${variable} == 'c${index}'}` })
        .flow(part.last, merge);
    }
    return { first: task, last: merge };
  }

  function loop(inside: Block) {
    const [head, decide] = [id('head'), id('decide')];
    const body = draw(inside);
    const { first: task } = ask(['again', 'enough']);
    const variable = `v${task.slice(3)}`;
    built.exclusive(head).exclusive(decide).flow(head, body.first).path(body.last, task, decide);
    built.flow(decide, head, { condition: `\${${variable} == 'again'}` });
    const after = id('after');
    built.exclusive(after).otherwise(decide, after);
    return { first: head, last: after };
  }

  const whole = draw(root);
  return built.flow('in', whole.first).flow(whole.last, 'out');
}
