import { defineConfig } from 'vitest/config';

/** One browser at a time, one spec file at a time: `BROWSER=firefox vitest run -c e2e/vitest.config.ts`. */
export default defineConfig({
  test: {
    name: process.env.BROWSER ?? 'chrome',
    include: ['e2e/specs/**/*.e2e.ts'],
    globalSetup: ['e2e/support/global-setup.ts'],
    environment: 'node',
    maxWorkers: 1,
    // Browsers lose a press or a frame on a loaded machine now and then; whoever works here wants to see it.
    retry: process.env.CI ? 1 : 0,
    testTimeout: 90_000,
    hookTimeout: 120_000,
    teardownTimeout: 30_000,
  },
});
