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
import { isBarred } from '../../lib/access/origin-rules.ts';
import { originPattern } from '../../lib/access/origins.ts';
import { readPageAddress } from '../../lib/access/page-address.ts';
import type { OriginRules } from '../../lib/messaging/contract.ts';
import type { WireError } from '../../lib/protocol/index.ts';

interface Props {
  /** Where an administrator lets the person work; null: not known yet. */
  rules: OriginRules | null;
  /** The id of the words that say why nobody adds a CRM here; null: everybody may. */
  whyNot: string | null;
}

/** Any CRM: its address is asked for, then access to it, then it opens with the picker over it. */
export function CrmPage({ rules, whyNot }: Props) {
  const client = useClient();
  const form = useRef<HTMLFormElement>(null);
  const [typed, setTyped] = useState('');
  const [wrong, setWrong] = useState(false);
  const [declined, setDeclined] = useState<string | null>(null);
  const [barred, setBarred] = useState<string | null>(null);
  const [failure, setFailure] = useState<WireError | null>(null);

  const begin = (event: TargetedSubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (whyNot) return;
    const url = readPageAddress(typed);
    setWrong(url === null);
    setDeclined(null);
    setBarred(null);
    setFailure(null);
    if (url === null) {
      queueMicrotask(() => form.current && focusFirstInvalid(form.current));
      return;
    }
    const { origin } = new URL(url);
    if (rules && isBarred(rules, origin)) {
      setBarred(origin);
      return;
    }
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
          readonly={whyNot !== null}
          value={typed}
          error={wrong ? text('adaptersAddressWrong') : null}
          onInput={setTyped}
        />
        <Button type="submit" disabled={whyNot !== null} {...(whyNot && { describedBy: whyNot })}>
          {text('adaptersBegin')}
        </Button>
      </form>
      {barred && <Banner kind="warning">{text('adaptersBarredAddress', barred)}</Banner>}
      {declined && <Banner kind="warning">{text('adaptersDeclined', declined)}</Banner>}
      {failure && <ErrorBanner title={text('adaptersFailed')} error={failure} />}
    </>
  );
}
