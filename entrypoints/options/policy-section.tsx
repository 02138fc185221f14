import { Banner } from '../../components/banner.tsx';
import { useLive } from '../../components/client.tsx';
import { Section } from '../../components/section.tsx';
import { type MessageKey, text } from '../../components/text.ts';
import type { PolicyFault } from '../../lib/messaging/contract.ts';

const WORDS: Record<PolicyFault['why'], MessageKey> = {
  unknown: 'policyUnknown',
  address: 'policyAddress',
  list: 'policyList',
  origin: 'policyOrigin',
  switch: 'policySwitch',
  kind: 'policyKind',
  size: 'policySize',
  json: 'policyJson',
  shape: 'adaptersNoAdapter',
  untrue: 'adaptersUntrue',
  twice: 'policyTwice',
};

/** What in the policy of this browser can't be used; not there while all of it can. */
export function PolicySection() {
  const faults = useLive({ kind: 'policy' })?.faults ?? [];
  if (faults.length === 0) return null;
  return (
    <Section title={text('policyTitle')} help={text('policyHelp')}>
      {faults.map((fault) => (
        <Banner key={`${fault.setting} ${fault.entry} ${fault.why}`} kind="warning" title={nameOf(fault)}>
          {text(WORDS[fault.why], fault.at ?? '')}
        </Banner>
      ))}
    </Section>
  );
}

/** The setting as the administrator wrote it, and which of its entries. */
function nameOf({ setting, entry }: PolicyFault): string {
  return entry === null ? setting : text('policyEntry', setting, String(entry));
}
