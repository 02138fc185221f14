import { launch } from '../e2e/support/driver.ts';
import type { Bench } from './support/figure.ts';
import { NOTHING, OURS, sights } from './support/host-sights.ts';
import { crmsHere, startHostWorld } from './support/host-world.ts';

/**
 * What can be measured of Firefox: when record, button and stage bar are seen on the page of a record in each CRM that
 * runs here, beside the same page without an extension. It gives no trace of a thread and no size of a page's heap.
 */
export const bench: Bench = {
  name: 'hosts-firefox',
  async run(report, { on }) {
    for (const name of await crmsHere(on)) {
      const world = await startHostWorld(name, 'firefox');
      const nothing = await launch('firefox', null);
      try {
        await world.enter(nothing);
        const browsers = new Map([
          [OURS, world.ours],
          [NOTHING, nothing],
        ]);
        for (const figure of await sights(browsers, world))
          report({ ...figure, name: `${name}, Firefox: ${figure.name}` });
      } finally {
        await nothing.close();
        await world.close();
      }
    }
  },
};
