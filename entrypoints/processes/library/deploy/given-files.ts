import { signal } from '@preact/signals';
import type { Given } from './read-files.ts';

/** Files on their way from where they were given to the view that checks them. */
const given = signal<Promise<Given> | null>(null);

/** Takes files that somebody chose or dropped. */
export function handOver(files: Promise<Given>): void {
  given.value = files;
}

/** The files that were given last; null: none since the page was opened. */
export function givenFiles(): Promise<Given> | null {
  return given.value;
}
