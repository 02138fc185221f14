import type { Registration } from './state.ts';

/** The timers and subscriptions of a run, in the order in which they were opened; found by id and by their step. */
export class Registrations {
  readonly #registrations = new Map<string, Registration>();
  readonly #ofStep = new Map<string | null, Set<Registration>>();

  constructor(registrations: readonly Registration[]) {
    for (const registration of registrations) this.add(registration);
  }

  add(registration: Registration): void {
    const owner = registration.step ?? null;
    this.#registrations.set(registration.id, registration);
    const others = this.#ofStep.get(owner);
    if (others === undefined) this.#ofStep.set(owner, new Set([registration]));
    else others.add(registration);
  }

  delete(id: string): void {
    const registration = this.#registrations.get(id);
    if (registration === undefined) return;
    const owner = registration.step ?? null;
    const others = this.#ofStep.get(owner);
    this.#registrations.delete(id);
    others?.delete(registration);
    if (others?.size === 0) this.#ofStep.delete(owner);
  }

  get(id: string): Registration | undefined {
    return this.#registrations.get(id);
  }

  has(id: string): boolean {
    return this.#registrations.has(id);
  }

  all(): Registration[] {
    return [...this.#registrations.values()];
  }

  /** Those of a step; null: of the process itself. */
  of(owner: string | null): Registration[] {
    return [...(this.#ofStep.get(owner) ?? [])];
  }
}
