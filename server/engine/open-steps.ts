import type { OpenStep } from './state.ts';

/** The open steps of a run, in the order in which they began; found by id and by the step that they run in. */
export class OpenSteps {
  readonly #steps = new Map<string, OpenStep>();
  readonly #inside = new Map<string | null, Set<OpenStep>>();

  constructor(steps: readonly OpenStep[]) {
    for (const step of steps) this.add({ ...step });
  }

  add(step: OpenStep): void {
    const scope = step.parent ?? null;
    this.#steps.set(step.id, step);
    const beside = this.#inside.get(scope);
    if (beside === undefined) this.#inside.set(scope, new Set([step]));
    else beside.add(step);
  }

  delete({ id, parent }: OpenStep): void {
    const step = this.#steps.get(id);
    if (step === undefined) return;
    const scope = parent ?? null;
    const beside = this.#inside.get(scope);
    this.#steps.delete(id);
    beside?.delete(step);
    if (beside?.size === 0) this.#inside.delete(scope);
  }

  get size(): number {
    return this.#steps.size;
  }

  get(id: string): OpenStep | undefined {
    return this.#steps.get(id);
  }

  has(id: string): boolean {
    return this.#steps.has(id);
  }

  all(): OpenStep[] {
    return [...this.#steps.values()];
  }

  /** The first that fits. */
  find(fits: (step: OpenStep) => boolean): OpenStep | undefined {
    for (const step of this.#steps.values()) if (fits(step)) return step;
    return undefined;
  }

  /** Those directly inside a step; null: inside the process itself. */
  inside(scope: string | null): OpenStep[] {
    return [...(this.#inside.get(scope) ?? [])];
  }
}
