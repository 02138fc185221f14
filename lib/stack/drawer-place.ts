import { browser } from 'wxt/browser';
import { DrawerPlace } from '../messaging/contract.ts';
import type { Topics } from '../messaging/topics.ts';

const KEY = 'drawer-place';

/** Where the person wants the drawer: of this browser, over all CRMs and sessions. */
export class KeptPlace {
  readonly #topics: Topics;
  #place: DrawerPlace;

  private constructor(place: DrawerPlace, topics: Topics) {
    this.#place = place;
    this.#topics = topics;
  }

  static async open(topics: Topics): Promise<KeptPlace> {
    const stored = DrawerPlace.safeParse((await browser.storage.local.get(KEY))[KEY]);
    return new KeptPlace(stored.success ? stored.data : { side: 'right', width: null }, topics);
  }

  get place(): DrawerPlace {
    return this.#place;
  }

  async set(place: DrawerPlace): Promise<void> {
    this.#place = place;
    this.#topics.changed('drawer-place');
    await browser.storage.local.set({ [KEY]: place });
  }
}
