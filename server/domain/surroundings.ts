import type { Engine } from '../engine/port.ts';
import type { Store } from '../store/store.ts';
import type { Definitions } from './definitions.ts';

/** What the domain works with. Clock and ids are handed in so that tests can choose them. */
export interface Surroundings {
  store: Store;
  engine: Engine;
  definitions: Definitions;
  now(): Date;
  newId(): string;
}
