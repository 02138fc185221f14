import fc from 'fast-check';
import type { Action, HostAction, OuterAction } from './actions.ts';
import { DIALECTS, type View } from './dialects.ts';
import { RENDERINGS, type Surface } from './host.ts';

const view: fc.Arbitrary<View> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({ kind: fc.constant('record' as const), id: fc.integer({ min: 1, max: 6 }) }),
  },
  { weight: 2, arbitrary: fc.constant({ kind: 'list' as const }) },
  { weight: 1, arbitrary: fc.constant({ kind: 'none' as const }) },
);

const go: fc.Arbitrary<HostAction> = fc.record({
  do: fc.constant('go'),
  view,
  order: fc.constantFrom('address', 'page'),
  atOnce: fc.boolean(),
});

const simple = fc.constantFrom<HostAction>(
  ...(['blank', 'draw', 'rebuild', 'rebuild-toolbar', 'clean', 'misplace'] as const).map((one) => ({
    do: one,
  })),
  ...(['copy-toolbar', 'copy-all', 'storm'] as const).map((one) => ({ do: one })),
  { do: 'modal', opens: true },
  { do: 'modal', opens: false },
);

const byPerson: fc.Arbitrary<HostAction> = fc.oneof(
  fc.record({ do: fc.constant('type' as const), text: fc.constantFrom('Call back', 'Wants two', '') }),
  fc.record({ do: fc.constant('tick' as const), row: fc.nat(5) }),
  fc.record({ do: fc.constant('scroll' as const), to: fc.nat(5) }),
);

const around: fc.Arbitrary<OuterAction> = fc.oneof(
  fc.constantFrom<OuterAction>(
    ...(['back', 'forward', 'press', 'press', 'lose-background', 'restore'] as const).map((one) => ({
      do: one,
    })),
  ),
  fc.record({ do: fc.constant('hide' as const), hidden: fc.boolean() }),
  fc.record({ do: fc.constant('allow' as const), allowed: fc.boolean() }),
  fc.record({ do: fc.constant('wait' as const), ms: fc.constantFrom(0, 16, 90, 400, 1700, 11_000) }),
);

const fold: fc.Arbitrary<HostAction> = fc.constant({ do: 'fold' });

/** What happens within a page. */
export const hostActions: fc.Arbitrary<HostAction> = fc.oneof(go, simple, byPerson);

/** What can happen to a page, as data: a failing sequence is printed as it can be run again. */
export const actions: fc.Arbitrary<Action[]> = fc.array(
  fc.oneof({ weight: 3, arbitrary: hostActions as fc.Arbitrary<Action> }, fold, around),
  { minLength: 1, maxLength: 25 },
);

/** Which host it happens to. */
export function hosts(surfaces: readonly Surface[], dialects = DIALECTS) {
  return fc.record({
    // By its name, so that a failure can be read.
    dialect: fc.constantFrom(...dialects.map(({ name }) => name)),
    rendering: fc.constantFrom(...RENDERINGS),
    surface: fc.constantFrom(...surfaces),
  });
}
