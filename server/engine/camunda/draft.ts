/** The working copy of what is known of a remote instance, while a look at it is turned into effects. */
import type { Definition, ProcessElement } from '../definition.ts';
import { own } from '../invariant.ts';
import type { Effect, EngineCommand } from '../model.ts';
import type { HistoricActivity } from './answers.ts';
import type { RemoteState, SeenStep } from './state.ts';
import type { View } from './view.ts';

export interface Draft {
  readonly definition: Definition;
  readonly command: EngineCommand;
  readonly view: View;
  readonly state: RemoteState;
  readonly effects: Effect[];
  /** From activity instances there to steps here: those that are open, and those seen with this look. */
  readonly steps: Map<string, SeenStep>;
  /** Whether what follows an element runs in the background; of those that ended in this look, the latest last. */
  readonly flags: Map<string, boolean>;
}

const BODY = '#multiInstanceBody';

/** The working copy of a state. */
export function openDraft(
  definition: Definition,
  state: RemoteState,
  view: View,
  command: EngineCommand,
): Draft {
  const copy = structuredClone(state);
  const steps = new Map(copy.open.map((step) => [step.activity, step]));
  return { definition, command, view, state: copy, effects: [], steps, flags: new Map() };
}

/** The element of an activity; the body of a multi-instance has that of its executions. */
export function elementIdOf({ activityId }: HistoricActivity): string {
  return isBody(activityId) ? activityId.slice(0, -BODY.length) : activityId;
}

export function isBody(activityId: string): boolean {
  return activityId.endsWith(BODY);
}

export function elementOf({ definition }: Draft, id: string): ProcessElement | undefined {
  return own(definition.elements, id);
}

/** The step that a command is about; null: none. */
export function commandedStep({ command }: Draft): string | null {
  return 'step' in command ? command.step : null;
}

/** Whether the token that arrives at an element runs in the background: what the element before it says. */
export function backgroundAt({ definition, flags }: Draft, element: ProcessElement | undefined): boolean {
  if (element === undefined) return false;
  const before = Object.values(definition.elements)
    .filter(({ outgoing }) => outgoing.some((flow) => element.incoming.includes(flow)))
    .map(({ id }) => id);
  return [...flags].findLast(([id]) => before.includes(id))?.[1] ?? false;
}

/** Notes what an element that has ended says about those behind it. */
export function flag(draft: Draft, step: SeenStep): void {
  const element = elementOf(draft, step.element);
  if (element === undefined) return;
  const inherited = element.type === 'userTask' ? false : step.background;
  draft.flags.delete(element.id);
  draft.flags.set(element.id, element.background ?? inherited);
}
