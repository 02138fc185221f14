import preact from '@preact/preset-vite';
import { defineConfig } from 'vitest/config';
import { WxtVitest } from 'wxt/testing/vitest-plugin';

/** Fast tests beside the code. The end-to-end tests have a configuration of their own in `e2e/`. */
export default defineConfig({
  test: {
    projects: [
      {
        plugins: [await WxtVitest()],
        test: {
          name: 'unit',
          include: [
            'lib/**/!(*.dom).test.ts',
            'entrypoints/**/*.test.ts',
            'components/**/*.test.ts',
            'demo/**/*.test.ts',
            'scripts/**/*.test.ts',
            'house.test.ts',
          ],
          environment: 'node',
          mockReset: true,
        },
      },
      {
        plugins: [await WxtVitest(), preact()],
        // What the calendar is made with draws only as what browsers get of it.
        resolve: { conditions: ['browser'] },
        test: {
          name: 'dom',
          include: ['components/**/*.test.tsx', 'entrypoints/**/*.test.tsx', 'lib/**/*.dom.test.ts'],
          exclude: ['node_modules/**'],
          environment: 'happy-dom',
          setupFiles: ['components/testing/patience.ts'],
          testTimeout: 20_000,
          server: { deps: { inline: [/@event-calendar/, /svelte/] } },
        },
      },
      {
        // The engine is pure: its tests need no database and wait for none.
        test: {
          name: 'engine',
          include: ['server/engine/**/*.test.ts', 'server/cases/**/*.test.ts', 'conformance/**/*.test.ts'],
          exclude: ['**/*.remote.test.ts', '**/node_modules/**'],
          environment: 'node',
          // Properties try hundreds of processes; a busy machine takes its time over them.
          testTimeout: 60_000,
        },
      },
      {
        test: {
          name: 'server',
          include: ['server/**/*.test.ts', 'cli/**/*.test.ts'],
          exclude: [
            'server/engine/**',
            'server/cases/**',
            'server/crm/**/*.real.test.ts',
            '**/node_modules/**',
          ],
          environment: 'node',
          testTimeout: 30_000,
          hookTimeout: 60_000,
          globalSetup: ['server/testing/postgres-setup.ts'],
          maxWorkers: 2,
        },
      },
      {
        // Connectors on the CRMs themselves, which are installed and filled first. Where none can be, there is ours.
        test: {
          name: 'crm',
          include: ['server/crm/**/*.real.test.ts', 'server/crm/demo.test.ts'],
          environment: 'node',
          testTimeout: 60_000,
          hookTimeout: 600_000,
          fileParallelism: false,
        },
      },
      {
        // The adapter on a real Operaton, which Java and Maven are needed for.
        test: {
          name: 'remote-engine',
          include: ['server/engine/camunda/**/*.remote.test.ts'],
          environment: 'node',
          testTimeout: 120_000,
          hookTimeout: 600_000,
          globalSetup: ['server/testing/postgres-setup.ts'],
          fileParallelism: false,
        },
      },
      {
        test: {
          name: 'start',
          include: ['scripts/**/*.e2e.ts'],
          environment: 'node',
          testTimeout: 120_000,
          hookTimeout: 60_000,
        },
      },
    ],
  },
});
