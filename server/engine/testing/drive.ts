/** Drives an instance of any process: whatever it waits for happens, as the picks say. */
import { ProtocolError } from '../../../lib/protocol/index.ts';
import type { Definition, TaskPlan } from '../definition.ts';
import { explain } from '../explain.ts';
import { DECISIONS, SENT } from '../fixed-outcomes.ts';
import type { EngineCommand, Values } from '../model.ts';
import { completing } from '../planned-outcomes.ts';
import type { OpenStep, State } from '../state.ts';
import { step } from '../step.ts';
import { NOW } from './scenario.ts';

type Occasional<Command> = Command extends unknown ? Omit<Command, 'now' | 'actor'> : never;
type Move = Occasional<EngineCommand>;

/** What a variable is given, one after the other: every type that a process can meet. */
const VALUES: Values[] = [
  {},
  { answer: 'yes', people: ['ben', 'eva'], n: 2 },
  { people: 'nobody', answer: null, n: 'x' },
];

/**
 * Starts an instance and makes one move for each pick. Refusals are answers; anything else that is thrown is
 * a fault of the engine and comes out.
 */
export function drive(definition: Definition, picks: readonly number[]): State {
  const [first = 0, ...rest] = picks;
  const starts = definition.start === null ? definition.starts : [null, ...definition.starts];
  const variables = { startedBy: 'anna', recordTitle: 'Chairs', recordId: '7', ...VALUES[first % 3] };
  const start = starts[first % starts.length] ?? null;
  let { state } = step(definition, null, {
    ...{ type: 'start', now: NOW, actor: 'anna', start, called: false, variables },
  });
  for (const pick of rest) {
    explain(definition, state);
    const moves = movesOf(definition, state, pick);
    const move = moves[pick % Math.max(1, moves.length)];
    if (move === undefined) break;
    state = advance(definition, state, move);
  }
  return state;
}

function advance(definition: Definition, state: State, move: Move): State {
  const stored = JSON.parse(JSON.stringify(state)) as State;
  try {
    return step(definition, stored, { ...move, now: NOW, actor: 'ben' }).state;
  } catch (refusal) {
    if (refusal instanceof ProtocolError) return state;
    throw refusal;
  }
}

/** Everything that can happen now. Rare things come last, so that a small pick carries on. */
function movesOf(definition: Definition, state: State, pick: number): Move[] {
  const variables = VALUES[pick % VALUES.length] ?? {};
  const expected = state.open.flatMap((open): Move[] => ordinary(definition, open, variables, pick));
  const events = state.registrations.map(
    ({ id, at }): Move =>
      at === undefined ? { type: 'event', subscription: id, variables } : { type: 'timer', timer: id },
  );
  const last = state.open[pick % Math.max(1, state.open.length)]?.id;
  if (pick % 7 !== 0 || last === undefined) return [...expected, ...events];
  return [
    { type: 'retry', step: last },
    { type: 'skip', step: last, outcome: null, variables, reason: 'too late' },
    { type: 'set-variables', variables },
    { type: 'job.failed', step: last, code: null, message: 'no answer' },
    { type: 'child.ended', step: last, status: 'cancelled', error: null, variables },
    ...(pick % 35 === 0 ? [{ type: 'cancel', reason: 'enough' } as const] : []),
  ];
}

function ordinary(definition: Definition, open: OpenStep, variables: Values, pick: number): Move[] {
  if (open.incident !== undefined) return [{ type: 'retry', step: open.id }];
  if (open.performer !== undefined)
    return [
      { type: 'complete', step: open.id, variables, outcome: outcomeOf(definition, open.element, pick) },
    ];
  if (open.topic !== undefined)
    return pick % 4 === 0
      ? [{ type: 'job.failed', step: open.id, code: 'refused', message: 'no' }]
      : [{ type: 'job.completed', step: open.id, outputs: { value: pick, ...variables } }];
  if (open.process !== undefined)
    return [
      {
        ...{ type: 'child.ended', step: open.id, status: 'completed', variables },
        error: pick % 4 === 0 ? { code: 'refused', message: 'no' } : null,
      },
    ];
  return [];
}

function outcomeOf(definition: Definition, element: string, pick: number): string {
  const found = definition.elements[element];
  if (found?.type !== 'userTask') return 'done';
  const { plan } = found;
  const codes = choicesOf(plan);
  return codes[pick % Math.max(1, codes.length)]?.code ?? 'done';
}

function choicesOf(plan: TaskPlan): readonly { code: string }[] {
  switch (plan.kind) {
    case 'user-dialog':
      return plan.answers;
    case 'perform-task':
    case 'open-edit-page':
      return plan.results;
    case 'approval':
      return DECISIONS;
    case 'send-email':
      return [SENT];
    case 'auto-generated-page':
    case 'pre-configured-page':
      return completing(plan.buttons);
  }
}
