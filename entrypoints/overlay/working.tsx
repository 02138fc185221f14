import { useEffect, useState } from 'preact/hooks';
import { Button } from '../../components/button.tsx';
import { useClient } from '../../components/client.tsx';
import { Loading } from '../../components/loading.tsx';
import { text } from '../../components/text.ts';
import { WORK_MS } from '../../lib/stack/stack.ts';

/** A person who has waited so long is told that they need not. */
const LONG_MS = 8000;

interface Props {
  /** When the system began, in ms. */
  since: number;
}

/**
 * The system works and a page may follow (behaviour 2.2). It holds the place of that page and blocks nothing: it
 * can be closed at any time, and closes by itself when it takes too long.
 */
export function Working({ since }: Props) {
  const client = useClient();
  const leave = () => client.request({ type: 'work.leave' }).catch(() => undefined);
  const long = usePassed(since + LONG_MS, () => undefined);
  usePassed(since + WORK_MS, leave);
  return (
    <main class="step">
      <h1 class="visually-hidden">{text('workingTitle')}</h1>
      <div class="step-body working">
        <Loading label={text('workingTitle')} />
        <p role="status">{text(long ? 'workingLong' : 'workingText')}</p>
      </div>
      <footer class="step-foot">
        <div class="step-buttons">
          <Button onClick={leave}>{text('close')}</Button>
        </div>
      </footer>
    </main>
  );
}

/** Whether a moment has passed; `then` is called when it does. */
function usePassed(moment: number, then: () => void): boolean {
  const [passed, setPassed] = useState(false);
  useEffect(() => {
    setPassed(false);
    const timer = setTimeout(
      () => {
        setPassed(true);
        then();
      },
      Math.max(0, moment - Date.now()),
    );
    return () => clearTimeout(timer);
  }, [moment]);
  return passed;
}
