import { useRef, useState } from 'preact/hooks';
import { useClient, wireErrorOf } from '../../../../components/client.tsx';
import { Dialog } from '../../../../components/dialog.tsx';
import { ErrorBanner } from '../../../../components/error-banner.tsx';
import { focusFirstInvalid } from '../../../../components/field.tsx';
import { text } from '../../../../components/text.ts';
import type { ProcessDetails, WireError } from '../../../../lib/protocol/index.ts';
import { ParameterField } from './parameter-field.tsx';
import { readValues, startValue, type Typed } from './parameter-values.ts';

interface Props {
  details: ProcessDetails;
  onStarted: () => void;
  onClose: () => void;
}

/** Starts a process without a record; asks for what it takes. */
export function StartDialog({ details: { entry, parameters }, onStarted, onClose }: Props) {
  const client = useClient();
  const body = useRef<HTMLDivElement>(null);
  const taken = parameters.filter(({ direction }) => direction !== 'out');
  const [typed, setTyped] = useState<Typed>(() =>
    Object.fromEntries(taken.map((parameter) => [parameter.name, startValue(parameter)])),
  );
  const [problems, setProblems] = useState<Record<string, string>>({});
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<WireError | null>(null);

  const start = async () => {
    const { values, problems: found } = readValues(taken, typed);
    setProblems(found);
    if (Object.keys(found).length > 0) {
      queueMicrotask(() => body.current && focusFirstInvalid(body.current));
      return;
    }
    setBusy(true);
    setFailure(null);
    try {
      await client.request({ type: 'process.start', process: entry.key, record: null, variables: values });
      onStarted();
    } catch (error) {
      setFailure(wireErrorOf(error));
    } finally {
      setBusy(false);
    }
  };

  return (
    <Dialog
      title={text('startTitle', entry.name)}
      action={text('startDo')}
      busy={busy}
      onSubmit={start}
      onClose={onClose}
    >
      <p>{text('startHelp')}</p>
      <div class="start-fields" ref={body}>
        {taken.map((parameter) => (
          <ParameterField
            key={parameter.name}
            parameter={parameter}
            value={typed[parameter.name] ?? ''}
            error={problems[parameter.name] ?? null}
            onInput={(value) => setTyped((before) => ({ ...before, [parameter.name]: value }))}
          />
        ))}
      </div>
      {failure && <ErrorBanner title={text('startFailed')} error={failure} kept={text('inputKept')} />}
    </Dialog>
  );
}
