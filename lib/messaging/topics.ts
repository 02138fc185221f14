/** What live queries depend on. A module that changed something says so; it need not know who watches. */
export type Topic =
  | 'account'
  | 'tasks'
  | 'activities'
  | 'reminders'
  | 'pages'
  | 'drafts'
  | 'cases'
  | 'outbox'
  | 'link'
  | 'stack'
  | 'sites'
  | 'diagnosis'
  | 'news'
  | 'notices'
  | 'drawer-place'
  | 'missing-places';

export interface Topics {
  changed(...topics: Topic[]): void;
  onChange(listener: (topics: ReadonlySet<Topic>) => void): void;
}

/**
 * Collects what changed and tells everybody once per turn, so that a batch of events is one look at the
 * cache and not one for each.
 */
export function createTopics(): Topics {
  const listeners: ((topics: ReadonlySet<Topic>) => void)[] = [];
  let dirty = new Set<Topic>();
  function flush(): void {
    const topics = dirty;
    dirty = new Set();
    for (const listener of listeners) listener(topics);
  }
  return {
    changed(...topics) {
      if (topics.length === 0) return;
      if (dirty.size === 0) queueMicrotask(flush);
      for (const topic of topics) dirty.add(topic);
    },
    onChange: (listener) => void listeners.push(listener),
  };
}
