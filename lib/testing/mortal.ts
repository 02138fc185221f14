/** Whatever is asked of it, it never answers: what a background that was ended has left of its promises. */
const never: unknown = new Proxy(() => undefined, {
  get: (_, key) => (key === 'then' ? () => undefined : never),
  apply: () => never,
});

/**
 * An object that behaves as the original until it is killed, and then never answers again. It plays the end
 * of the background at any `await`: nothing fails, nothing goes on.
 */
export function mortal<Thing extends object>(thing: Thing): { thing: Thing; kill: () => void } {
  let dead = false;
  const proxy = new Proxy(thing, {
    get(target, key) {
      if (dead) return never;
      const value: unknown = Reflect.get(target, key);
      return typeof value === 'function'
        ? (...given: unknown[]) => (dead ? never : value.apply(target, given))
        : value;
    },
  });
  const kill = () => {
    dead = true;
  };
  return { thing: proxy, kill };
}
