/** Work done by several at the same time, and how long each piece took. */
export interface Load {
  /** Pieces per second over all. */
  perSecond: number;
  /** Milliseconds of each piece. */
  times: number[];
}

/** Does `count` pieces with `workers` at the same time; `piece` gets the number of its worker. */
export async function underLoad(
  count: number,
  workers: number,
  piece: (worker: number) => Promise<void>,
): Promise<Load> {
  const times: number[] = [];
  let left = count;
  const began = performance.now();
  const work = async (worker: number) => {
    while (left > 0) {
      left -= 1;
      const at = performance.now();
      await piece(worker);
      times.push(performance.now() - at);
    }
  };
  await Promise.all(Array.from({ length: workers }, (_, worker) => work(worker)));
  return { perSecond: count / ((performance.now() - began) / 1000), times };
}
