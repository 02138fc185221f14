import { useEffect, useState } from 'preact/hooks';
import { browser } from 'wxt/browser';
import { Button } from '../../components/button.tsx';
import { Icon } from '../../components/icon.tsx';
import { text } from '../../components/text.ts';
import { originPattern } from '../../lib/access/origins.ts';
import type { Site } from '../../lib/messaging/contract.ts';

/**
 * Access that the browser still gives though the server knows no CRM there: it was given for a page that nobody went on
 * describing, or its CRM was taken off the server. Nothing of ours runs there; what was given can be taken back.
 */
export function OtherAccess({ sites }: { sites: readonly Site[] }) {
  const known = new Set(sites.map(({ origin }) => originPattern(origin)));
  const others = useGranted().filter((pattern) => !known.has(pattern));
  if (others.length === 0) return null;
  const rows = others.map((pattern) => {
    const address = pattern.replace(/\/\*$/, '');
    return (
      <li class="site" key={pattern}>
        <div class="site-about">
          <p class="site-name">{text('sitesOther')}</p>
          <p class="site-origin">{address}</p>
        </div>
        <div class="site-actions">
          <span class="site-state">
            <Icon name="ok" />
            <span>{text('sitesGranted')}</span>
          </span>
          <Button onClick={() => void browser.permissions.remove({ origins: [pattern] })}>
            {text('sitesRemove')}
            <span class="visually-hidden"> {address}</span>
          </Button>
        </div>
      </li>
    );
  });
  return <ul>{rows}</ul>;
}

/** Where the browser lets us work, as patterns; kept up to date. */
function useGranted(): string[] {
  const [granted, setGranted] = useState<string[]>([]);
  useEffect(() => {
    const look = () => void browser.permissions.getAll().then(({ origins = [] }) => setGranted(origins));
    look();
    browser.permissions.onAdded.addListener(look);
    browser.permissions.onRemoved.addListener(look);
    return () => {
      browser.permissions.onAdded.removeListener(look);
      browser.permissions.onRemoved.removeListener(look);
    };
  }, []);
  return granted;
}
