/** The key of the process in a file: that of its first `process` element. */
export function keyOf(xml: string): string {
  const key = /<(?:\w+:)?process id="([^"]+)"/.exec(xml)?.[1];
  if (key === undefined) throw new Error('Expected a file with a process, got one without.');
  return key;
}
