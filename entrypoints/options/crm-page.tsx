import type { TargetedSubmitEvent } from 'preact';
import { useRef, useState } from 'preact/hooks';
import { browser } from 'wxt/browser';
import { Banner } from '../../components/banner.tsx';
import { Button } from '../../components/button.tsx';
import { useClient, wireErrorOf } from '../../components/client.tsx';
import { ErrorBanner } from '../../components/error-banner.tsx';
import { focusFirstInvalid } from '../../components/field.tsx';
import { text } from '../../components/text.ts';
import { TextInput } from '../../components/text-input.tsx';
import { originPattern } from '../../lib/access/origins.ts';
import type { WireError } from '../../lib/protocol/index.ts';
import { readPageAddress } from './page-address.ts';

/** Any CRM: its address is asked for, then access to it, then it opens with the picker over it. */
export function CrmPage() {
  const client = useClient();
  const form = useRef<HTMLFormElement>(null);
  const [typed, setTyped] = useState('');
  const [wrong, setWrong] = useState(false);
  const [declined, setDeclined] = useState<string | null>(null);
  const [failure, setFailure] = useState<WireError | null>(null);

  const begin = (event: TargetedSubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    const url = readPageAddress(typed);
    setWrong(url === null);
    setDeclined(null);
    setFailure(null);
    if (url === null) {
      queueMicrotask(() => form.current && focusFirstInvalid(form.current));
      return;
    }
    const { origin } = new URL(url);
    // The browser asks only in answer to a press: nothing may be awaited before it.
    browser.permissions
      .request({ origins: [originPattern(origin)] })
      .then((granted) => (granted ? client.request({ type: 'pick.start', url }) : setDeclined(origin)))
      .catch((error: unknown) => setFailure(wireErrorOf(error)));
  };

  return (
    <>
      <form class="section-row" noValidate ref={form} onSubmit={begin}>
        <TextInput
          name="crm-page"
          label={text('adaptersAddress')}
          inputType="url"
          placeholder="https://crm.example.com"
          required
          value={typed}
          error={wrong ? text('adaptersAddressWrong') : null}
          onInput={setTyped}
        />
        <Button type="submit">{text('adaptersBegin')}</Button>
      </form>
      {declined && <Banner kind="warning">{text('adaptersDeclined', declined)}</Banner>}
      {failure && <ErrorBanner title={text('adaptersFailed')} error={failure} />}
    </>
  );
}
