/** What axe finds on a page of the extension. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { type Scope, until } from './ui.ts';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** Runs in the page: nothing fades in or out any more. Colours in between are nobody's choice. */
function isAtRest(): boolean {
  const moving = document
    .getAnimations()
    .filter(
      ({ effect, playState }) => playState === 'running' && effect?.getTiming().iterations !== Infinity,
    );
  return moving.length === 0 && document.querySelector('[aria-busy=true]') === null;
}

export interface Finding {
  rule: string;
  where: string[];
}

/** What axe has to say about a page: the rule and the elements. */
export async function axeFindings(scope: Scope): Promise<Finding[]> {
  await until('the page at rest', () => scope.evaluate(isAtRest));
  // As a text, so that the page's policy does not ask where the script is from.
  await scope.evaluate(AXE);
  return scope.evaluate(async () => {
    const { axe } = globalThis as unknown as {
      axe: { run(): Promise<{ violations: { id: string; nodes: { target: unknown[] }[] }[] }> };
    };
    const { violations } = await axe.run();
    return violations.map(({ id, nodes }) => ({
      rule: id,
      where: nodes.map(({ target }) => String(target)),
    }));
  });
}
