import type { ComponentChildren } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { errorText } from '../lib/error-text/error-text.ts';
import type { LinkState } from '../lib/messaging/contract.ts';
import type { AdminQuery, AdminQueryResult, Order, OrderResult, WireError } from '../lib/protocol/index.ts';
import { Banner } from './banner.tsx';
import { Button } from './button.tsx';
import { useClient, useLive, wireErrorOf } from './client.tsx';
import { Empty } from './empty.tsx';
import { ErrorBanner } from './error-banner.tsx';
import { Loading } from './loading.tsx';
import { type MessageKey, text } from './text.ts';

/** The answer to a question about the server, and how fresh it is. */
export interface Answered<Result> {
  /** The latest answer; stays while it is asked anew, and while the link is down. */
  result: Result | null;
  error: WireError | null;
  asking: boolean;
  link: LinkState | null;
  /** Asks again, for what somebody has changed. */
  reload: () => void;
}

type ResultOf<Type extends AdminQuery['type']> = Extract<AdminQueryResult, { type: Type }>;

interface Told<Result> {
  key: string;
  result: Result | null;
  error: WireError | null;
}

/**
 * Asks the server as soon as the link is live, and again when the question changes. Null asks nothing.
 *
 * ```tsx
 * const library = useAnswer({ type: 'library' });
 * return <Answer of={library}>{({ entries }) => <Table entries={entries} />}</Answer>;
 * ```
 */
export function useAnswer<Type extends AdminQuery['type']>(
  query: Extract<AdminQuery, { type: Type }> | null,
): Answered<ResultOf<Type>> {
  const client = useClient();
  const link = useLive({ kind: 'status' })?.link ?? null;
  const key = JSON.stringify(query);
  const [round, setRound] = useState(0);
  const [asking, setAsking] = useState(false);
  const [told, setTold] = useState<Told<ResultOf<Type>>>({ key, result: null, error: null });
  const live = link === 'live';

  useEffect(() => {
    if (!query || !live) return;
    let wanted = true;
    setAsking(true);
    client
      .ask<Type>(query)
      .then(
        (result) => wanted && setTold({ key, result, error: null }),
        (error: unknown) =>
          wanted &&
          setTold((before) => ({
            key,
            result: before.key === key ? before.result : null,
            error: wireErrorOf(error),
          })),
      )
      .finally(() => wanted && setAsking(false));
    return () => {
      wanted = false;
      setAsking(false);
    };
    // The key is the query.
  }, [client, key, live, round]);

  const current = told.key === key ? told : { result: null, error: null };
  return { ...current, asking, link, reload: () => setRound((before) => before + 1) };
}

interface Props<Result> {
  of: Answered<Result>;
  /** What is being loaded, in words. */
  loading?: string;
  children: (result: Result) => ComponentChildren;
}

/** Shows an answer, or says why there is none: still asked, no link, no permission, failed. */
export function Answer<Result>({ of, loading = text('answerLoading'), children }: Props<Result>) {
  const { result, error, link } = of;
  if (result === null) {
    if (error?.code === 'not-allowed') return <Denied error={error} />;
    if (error) return <Failed error={error} again={of.reload} />;
    return isDown(link) ? <Offline /> : <Loading label={loading} />;
  }
  return (
    <>
      {isDown(link) && <Banner kind="warning">{text('answerOld')}</Banner>}
      {error && <Failed error={error} again={of.reload} />}
      {children(result)}
    </>
  );
}

function Offline() {
  return (
    <Empty icon="offline" title={text('answerOfflineTitle')}>
      {text('answerOffline')}
    </Empty>
  );
}

function Denied({ error }: { error: WireError }) {
  return (
    <Empty icon="cancel" title={text('answerDeniedTitle')}>
      {errorText(error)}
    </Empty>
  );
}

function Failed({ error, again }: { error: WireError; again: () => void }) {
  return (
    <ErrorBanner
      title={text('answerFailed')}
      error={error}
      actions={
        <Button icon="retry" onClick={again}>
          {text('answerAgain')}
        </Button>
      }
    />
  );
}

/** Whether nothing can be expected of the link for now. */
function isDown(link: LinkState | null): boolean {
  return link !== null && link !== 'live' && link !== 'connecting' && link !== 'syncing';
}

/** An order to the server: one at a time, and its failure. */
export interface Ordering {
  busy: boolean;
  failure: WireError | null;
  /** False while the link is not live: the order would be refused. */
  possible: boolean;
  /** What came of it; null when it failed, which `failure` then says. */
  order: (order: Order) => Promise<OrderResult | null>;
}

/**
 * Gives orders to the server.
 *
 * ```tsx
 * const { busy, failure, possible, order } = useOrder();
 * if (await order({ type: 'process.set-actual', process, version })) reload();
 * ```
 */
export function useOrder(): Ordering {
  const client = useClient();
  const possible = useLive({ kind: 'status' })?.link === 'live';
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<WireError | null>(null);
  const order = async (wanted: Order) => {
    setBusy(true);
    setFailure(null);
    try {
      return await client.order(wanted);
    } catch (error) {
      setFailure(wireErrorOf(error));
      return null;
    } finally {
      setBusy(false);
    }
  };
  return { busy, failure, possible, order };
}

const PERMISSIONS = {
  'run-processes': 'permissionRunProcesses',
  'see-log': 'permissionSeeLog',
  'cancel-instances': 'permissionCancelInstances',
  'manage-definitions': 'permissionManageDefinitions',
} as const satisfies Record<string, MessageKey>;

export type PermissionName = keyof typeof PERMISSIONS;

/** What this user is permitted to do, as far as the link has told. */
export function useMay(): (permission: PermissionName) => boolean {
  const permissions = useLive({ kind: 'status' })?.user?.permissions ?? [];
  return (permission) => permissions.includes(permission);
}

/** A page that only somebody with this permission can use. */
export function NeedsPermission({ permission }: { permission: PermissionName }) {
  return (
    <Empty icon="cancel" title={text('answerDeniedTitle')}>
      {text('answerDenied', text(PERMISSIONS[permission]))}
    </Empty>
  );
}
