import type { TargetedSubmitEvent } from 'preact';
import { useRef, useState } from 'preact/hooks';
import { useOrder } from '../../../../components/answer.tsx';
import { Banner } from '../../../../components/banner.tsx';
import { Button } from '../../../../components/button.tsx';
import { Checkbox } from '../../../../components/checkbox.tsx';
import { ErrorBanner } from '../../../../components/error-banner.tsx';
import { focusFirstInvalid } from '../../../../components/field.tsx';
import { NumberInput } from '../../../../components/number-input.tsx';
import { parseNumber, printNumber } from '../../../../components/number-text.ts';
import { text } from '../../../../components/text.ts';
import type { ProcessDetails } from '../../../../lib/protocol/index.ts';
import { StartPermissions } from './start-permissions.tsx';

interface Props {
  details: ProcessDetails;
  manages: boolean;
  /** They were saved, and nothing was changed since. */
  saved: boolean;
  onSaved: (saved: boolean) => void;
}

/** Tracing, quick launch, how long instances are kept, and who may start it: saved together. */
export function RunSettings({ details, manages, saved, onSaved }: Props) {
  const form = useRef<HTMLFormElement>(null);
  const { busy, failure, possible, order } = useOrder();
  const [tracing, setTracing] = useState(details.tracing);
  const [quickLaunch, setQuickLaunch] = useState(details.entry.quickLaunch);
  const [days, setDays] = useState(details.retentionDays === null ? '' : printNumber(details.retentionDays));
  const [permissions, setPermissions] = useState(details.permissions);
  const [wrong, setWrong] = useState(false);

  const save = async (event: TargetedSubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (busy || !possible) return;
    const retentionDays = readDays(days);
    onSaved(false);
    setWrong(retentionDays === undefined);
    if (retentionDays === undefined) {
      queueMicrotask(() => form.current && focusFirstInvalid(form.current));
      return;
    }
    const done = await order({
      type: 'process.configure',
      process: details.entry.key,
      tracing,
      quickLaunch,
      retentionDays,
      permissions: permissions.map(({ account, role, allowed }) => ({
        account: account?.id ?? null,
        role: role?.id ?? null,
        allowed,
      })),
    });
    if (done) onSaved(true);
  };

  return (
    <form class="process-part" noValidate ref={form} onSubmit={save} onInput={() => onSaved(false)}>
      <h2>{text('settingsRunning')}</h2>
      <Checkbox
        name="tracing"
        label={text('settingsTracing')}
        help={text('settingsTracingHelp')}
        readonly={!manages}
        checked={tracing}
        onChange={setTracing}
      />
      <Checkbox
        name="quickLaunch"
        label={text('settingsQuickLaunch')}
        help={text('settingsQuickLaunchHelp')}
        readonly={!manages}
        checked={quickLaunch}
        onChange={setQuickLaunch}
      />
      <NumberInput
        name="retentionDays"
        label={text('settingsRetention')}
        help={text('settingsRetentionHelp')}
        readonly={!manages}
        decimals={0}
        value={days}
        error={wrong ? text('settingsRetentionWrong') : null}
        onInput={setDays}
      />
      <StartPermissions
        permissions={permissions}
        manages={manages}
        onChange={(changed) => {
          setPermissions(changed);
          onSaved(false);
        }}
      />
      {failure && <ErrorBanner title={text('orderNotDone')} error={failure} kept={text('inputKept')} />}
      {saved && <Banner kind="ok">{text('settingsSaved')}</Banner>}
      {manages && (
        <div>
          <Button type="submit" look="primary" disabled={busy || !possible}>
            {text('save')}
          </Button>
          {!possible && <p class="process-help">{text('orderOffline')}</p>}
        </div>
      )}
    </form>
  );
}

/** Whole days from one on; null for none given; undefined for what is no number of days. */
function readDays(words: string): number | null | undefined {
  if (words.trim() === '') return null;
  const days = parseNumber(words);
  return days !== null && Number.isInteger(days) && days >= 1 ? days : undefined;
}
