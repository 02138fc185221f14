import { defineConfig } from 'vitest/config';

/** One browser at a time, one spec file at a time: `BROWSER=firefox vitest run -c e2e/vitest.config.ts`. */
export default defineConfig({
  test: {
    name: process.env.BROWSER ?? 'chrome',
    include: ['e2e/zz-*.test.ts'],

    environment: 'node',
    maxWorkers: 1,
    testTimeout: 90_000,
    hookTimeout: 120_000,
    teardownTimeout: 30_000,
  },
});
