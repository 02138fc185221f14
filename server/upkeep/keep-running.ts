/** Workers that end by themselves, because the database was away at the wrong moment, begin again. */

/** What is kept running. */
export interface Running {
  /** Settles when it has ended, by itself or because it was stopped. */
  promise: Promise<unknown>;
  stop(): Promise<unknown>;
}

/** How it is kept running. */
export interface KeepOptions {
  /** Hears why it ended, or could not begin. */
  onEnd: (problem: string) => void;
  /** Waits before it begins again. */
  pause: () => Promise<void>;
}

/** Starts it; from then on it is started again whenever it ends, until it is stopped. */
export async function keepRunning(
  start: () => Promise<Running>,
  { onEnd, pause }: KeepOptions,
): Promise<{ stop(): Promise<void> }> {
  let stopped = false;
  let running: Running | null = await start();
  const watch = async () => {
    while (!stopped) {
      const problem = await running?.promise.then(
        () => 'it ended',
        (error: unknown) => String(error),
      );
      if (stopped) return;
      onEnd(problem ?? 'it ended');
      running = null;
      while (!stopped && running === null) {
        await pause();
        if (stopped) return;
        running = await start().catch((error: unknown) => {
          onEnd(String(error));
          return null;
        });
        // It was stopped while it began.
        if (stopped) await running?.stop();
      }
    }
  };
  const watching = watch();
  return {
    stop: async () => {
      stopped = true;
      await running?.stop();
      await watching;
    },
  };
}
