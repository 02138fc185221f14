import { Button } from './button.tsx';
import { useLive, useSend } from './client.tsx';
import { ErrorBanner } from './error-banner.tsx';
import { text } from './text.ts';

/** Commands that the server refused after the person had gone on: each can be opened again or put away. */
export function Refusals() {
  const status = useLive({ kind: 'status' });
  const send = useSend();
  if (!status || status.refused.length === 0) return null;
  return (
    <div class="refusals">
      {status.refused.map(({ command, task, title, error }) => (
        <ErrorBanner
          key={command}
          title={text('refusalTitle', title)}
          error={error}
          actions={
            <>
              {task && (
                <Button onClick={() => send({ type: 'task.open', task })}>{text('refusalOpen')}</Button>
              )}
              <Button look="quiet" onClick={() => send({ type: 'refusal.dismiss', command })}>
                {text('refusalDismiss')}
              </Button>
            </>
          }
          {...(task ? { kept: text('inputKept') } : {})}
        />
      ))}
    </div>
  );
}
