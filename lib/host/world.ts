import { HOST_PORT } from '../messaging/port-names.ts';
import type { Background } from './link.ts';
import { pageRuntime } from './runtime.ts';

/** The extension that the host script belongs to: the way to its background. */
export function hostWorld(): Background {
  const { runtime } = pageRuntime();
  return {
    connect: () => runtime.connect({ name: HOST_PORT }),
    alive: () => pageRuntime().runtime?.id !== undefined,
  };
}
