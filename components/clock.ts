import { type ReadonlySignal, signal } from '@preact/signals';

const TICK_MS = 15_000;

let timer: ReturnType<typeof setInterval> | undefined;

/** The time of day for texts such as "in 5 minutes". It runs only while something on the page reads it. */
const current = signal(new Date(), {
  watched() {
    if (Math.abs(Date.now() - current.peek().getTime()) > TICK_MS) current.value = new Date();
    timer = setInterval(() => {
      current.value = new Date();
    }, TICK_MS);
  },
  unwatched() {
    clearInterval(timer);
  },
});

export const now: ReadonlySignal<Date> = current;
