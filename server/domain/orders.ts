/** Orders of administrators: carried out at once or refused, in one transaction, and answered once. */
import { type Order, OrderResult, type User } from '../../lib/protocol/index.ts';
import type { Tx } from '../store/store.ts';
import { enableAdapter, publishAdapter, withdrawAdapter } from './adapters.ts';
import {
  cancelIn,
  cancelMany,
  deleteInstance,
  openStep,
  reassignMany,
  reassignStep,
  retryAll,
  retryStep,
  setVariable,
  skipStep,
  startMany,
} from './administration.ts';
import { startAll } from './cases/start-all.ts';
import { answeredOnce } from './command-answer.ts';
import { deployFiles } from './deployments.ts';
import { readUser, requirePermission } from './people.ts';
import { configure, setActual, setState } from './process-settings.ts';
import type { Surroundings } from './surroundings.ts';
import { putSystem, removeSystem } from './systems.ts';
import { deleteView, saveView } from './views.ts';

/**
 * Carries out an order of a user. `id` was made by the client: the same id again has no second effect and
 * gets the stored answer. A refused order changes nothing, throws a `ProtocolError` and is not stored.
 */
export function runOrder(
  around: Surroundings,
  actor: string,
  id: string,
  order: Order,
): Promise<OrderResult> {
  return answeredOnce(around.store.db, actor, id, OrderResult, async (tx) => {
    const user = await readUser(tx, actor);
    return carryOutOrder({ around, tx, user }, order);
  });
}

/** On whose behalf, and within which transaction. */
interface Occasion {
  around: Surroundings;
  tx: Tx;
  user: User;
}

type Carriers = {
  [T in Order['type']]: (occasion: Occasion, order: Extract<Order, { type: T }>) => Promise<OrderResult>;
};

function carryOutOrder<T extends Order['type']>(
  occasion: Occasion,
  order: Extract<Order, { type: T }>,
): Promise<OrderResult> {
  const carry: Carriers[T] = CARRIERS[order.type as T];
  return carry(occasion, order);
}

const DONE: OrderResult = { type: 'done' };

const CARRIERS: Carriers = {
  'definition.deploy': async ({ around, tx, user }, { files }) => {
    return { type: 'deployed', outcomes: await deployFiles(around, tx, user, files) };
  },

  'process.set-actual': async ({ around, tx, user }, { process, version }) => {
    await setActual(around, tx, user, process, version);
    return DONE;
  },

  'process.set-state': async ({ around, tx, user }, { process, ...change }) => {
    const bulk = await setState(around, tx, user, process, change);
    return bulk ? { type: 'bulk', bulk } : DONE;
  },

  'process.configure': async ({ around, tx, user }, { process, ...settings }) => {
    await configure(around, tx, user, process, settings);
    return DONE;
  },

  'instances.cancel': async ({ around, tx, user }, { instances, reason }) => {
    const [first, ...more] = instances;
    if (first === undefined || more.length > 0) {
      return { type: 'bulk', bulk: await cancelMany(around, tx, user, instances, reason) };
    }
    requirePermission(user, 'cancel-instances');
    await cancelIn(around, tx, user, first, reason);
    return DONE;
  },

  'instance.delete': async ({ around, tx, user }, { instance }) => {
    await deleteInstance(around, tx, user, instance);
    return DONE;
  },

  'instance.retry': async ({ around, tx, user }, { instance }) => {
    await retryAll(around, tx, user, instance);
    return DONE;
  },

  'instance.set-variable': async ({ around, tx, user }, { instance, name, value }) => {
    await setVariable(around, tx, user, instance, name, value);
    return DONE;
  },

  'step.retry': async ({ around, tx, user }, place) => {
    await retryStep(around, tx, user, place);
    return DONE;
  },

  'step.skip': async ({ around, tx, user }, { outcome, reason, ...place }) => {
    await skipStep(around, tx, user, place, { outcome, reason });
    return DONE;
  },

  'step.reassign': async ({ around, tx, user }, { user: person, role, ...place }) => {
    await reassignStep(around, tx, user, place, { user: person, role });
    return DONE;
  },

  'steps.reassign': async ({ around, tx, user }, { instances, from, user: person, role }) => {
    const to = { user: person, role };
    return { type: 'bulk', bulk: await reassignMany(around, tx, user, { instances, from }, to) };
  },

  'step.open': async ({ around, tx, user }, place) => {
    return { type: 'page', page: await openStep(around, tx, user, place) };
  },

  'process.start-many': async ({ around, tx, user }, { process, records, variables }) => {
    const bulk = await startMany(around, tx, user, { process, records, parameters: variables });
    return { type: 'bulk', bulk };
  },

  'case.start-all': async ({ around, tx, user }, { process }) => {
    return { type: 'bulk', bulk: await startAll(around, tx, user, process) };
  },

  'adapter.publish': async ({ tx, user }, order) => {
    await publishAdapter(tx, user, order);
    return DONE;
  },

  'adapter.enable': async ({ tx, user }, order) => {
    await enableAdapter(tx, user, order);
    return DONE;
  },

  'adapter.withdraw': async ({ tx, user }, order) => {
    await withdrawAdapter(tx, user, order);
    return DONE;
  },

  'system.put': async ({ tx, user }, { system, isNew }) => {
    await putSystem(tx, user, system, isNew);
    return DONE;
  },

  'system.remove': async ({ tx, user }, { system }) => {
    await removeSystem(tx, user, system);
    return DONE;
  },

  'view.save': async ({ tx, user }, { view }) => {
    await saveView(tx, user, view);
    return DONE;
  },

  'view.delete': async ({ tx, user }, { view }) => {
    await deleteView(tx, user, view);
    return DONE;
  },
};
