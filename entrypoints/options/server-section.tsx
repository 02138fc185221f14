import type { TargetedSubmitEvent } from 'preact';
import { useRef, useState } from 'preact/hooks';
import { Banner } from '../../components/banner.tsx';
import { Button } from '../../components/button.tsx';
import { useClient, useLive, wireErrorOf } from '../../components/client.tsx';
import { ErrorBanner } from '../../components/error-banner.tsx';
import { focusFirstInvalid } from '../../components/field.tsx';
import { Section } from '../../components/section.tsx';
import { text } from '../../components/text.ts';
import { TextInput } from '../../components/text-input.tsx';
import type { WireError } from '../../lib/protocol/index.ts';
import { readServerAddress } from './server-address.ts';

/** Where the process server is. */
export function ServerSection() {
  const client = useClient();
  const status = useLive({ kind: 'status' });
  const form = useRef<HTMLFormElement>(null);
  const [typed, setTyped] = useState<string | null>(null);
  const [wrong, setWrong] = useState(false);
  const [saved, setSaved] = useState(false);
  const [failure, setFailure] = useState<WireError | null>(null);
  const isManaged = status?.isServerManaged ?? false;
  const value = typed ?? status?.server ?? '';

  const save = (event: TargetedSubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (isManaged) return;
    const url = readServerAddress(value);
    setWrong(url === null);
    setSaved(false);
    setFailure(null);
    if (url === null) {
      queueMicrotask(() => form.current && focusFirstInvalid(form.current));
      return;
    }
    client.request({ type: 'server.set', url }).then(
      () => {
        setTyped(null);
        setSaved(true);
      },
      (error: unknown) => setFailure(wireErrorOf(error)),
    );
  };

  return (
    <Section title={text('serverTitle')} help={text('serverHelp')}>
      <form class="section-row" noValidate ref={form} onSubmit={save}>
        <TextInput
          name="server"
          label={text('serverLabel')}
          inputType="url"
          placeholder="https://process.example.com"
          required
          readonly={isManaged}
          value={value}
          error={wrong ? text('serverWrong') : null}
          onInput={(words) => {
            setTyped(words);
            setSaved(false);
          }}
        />
        {!isManaged && (
          <Button type="submit" look="primary">
            {text('save')}
          </Button>
        )}
      </form>
      {isManaged && <Banner kind="info">{text('serverManaged')}</Banner>}
      {saved && <Banner kind="ok">{text('serverSaved')}</Banner>}
      {failure && <ErrorBanner title={text('serverFailed')} error={failure} />}
    </Section>
  );
}
