import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createAuth } from './create-auth.ts';
import { FakeWorld, type Network } from './testing.ts';

type Act =
  | { type: 'ask'; backgrounds: number[] }
  | { type: 'wait'; minutes: number }
  | { type: 'network'; network: Network }
  | { type: 'restart'; background: number };

const background = fc.integer({ min: 0, max: 2 });
const actsWith = (networks: Network[]): fc.Arbitrary<Act[]> =>
  fc.array(
    fc.oneof(
      fc.record({
        type: fc.constant('ask' as const),
        backgrounds: fc.array(background, { minLength: 1, maxLength: 4 }),
      }),
      fc.record({ type: fc.constant('wait' as const), minutes: fc.integer({ min: 1, max: 15 }) }),
      fc.record({ type: fc.constant('network' as const), network: fc.constantFrom(...networks) }),
      fc.record({ type: fc.constant('restart' as const), background }),
    ),
    { maxLength: 25 },
  );

/** Three backgrounds over one storage: the second and third stand for ones that were killed and replaced. */
async function play(acts: Act[]): Promise<FakeWorld> {
  const world = new FakeWorld();
  const make = () => createAuth(world.parts());
  const auths = [make(), make(), make()];
  const ask = (index: number) => auths[index]?.token().catch(() => '') ?? '';
  await auths[0]?.signIn();
  for (const act of acts) {
    if (act.type === 'ask') await Promise.all(act.backgrounds.map(ask));
    if (act.type === 'wait') world.clock += act.minutes * 60_000;
    if (act.type === 'network') world.network = act.network;
    if (act.type === 'restart') auths[act.background] = make();
  }
  world.network = 'up';
  world.clock += 20 * 60_000;
  await auths[1]?.token();
  return world;
}

it('never sends the same refresh token twice, unless its answer was lost', async () => {
  await fc.assert(
    fc.asyncProperty(actsWith(['up', 'request-lost', 'failing']), async (acts) => {
      const { refreshed } = await play(acts);
      expect(new Set(refreshed).size).toBe(refreshed.length);
    }),
  );
});

it('never has two renewals under way, and keeps the person signed in, whatever the network does', async () => {
  await fc.assert(
    fc.asyncProperty(actsWith(['up', 'request-lost', 'failing', 'answer-lost']), async (acts) => {
      const world = await play(acts);
      expect(world.mostRefreshesAtOnce).toBeLessThanOrEqual(1);
      expect(world.opened.filter(({ searchParams }) => searchParams.get('prompt') !== 'none')).toHaveLength(
        1,
      );
    }),
  );
});
