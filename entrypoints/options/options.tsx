import { useEffect } from 'preact/hooks';
import { ActivitiesButton } from '../../components/activities-button.tsx';
import { LinkButton } from '../../components/button.tsx';
import { ConnectionState } from '../../components/connection-state.tsx';
import { DIAGNOSE_PAGE } from '../../components/pages.ts';
import { ProcessesButton } from '../../components/processes-button.tsx';
import { text } from '../../components/text.ts';
import { AccountSection } from './account-section.tsx';
import { AdaptersSection } from './adapters-section.tsx';
import { NoticesSection } from './notices-section.tsx';
import { PlacesSection } from './places-section.tsx';
import { PolicySection } from './policy-section.tsx';
import { ServerSection } from './server-section.tsx';
import { SitesSection } from './sites-section.tsx';
import { TokensSection } from './tokens-section.tsx';

/** The options: which process server, who I am there, and on which sites the Process button may stand. */
export function Options() {
  useEffect(() => {
    document.title = text('optionsTitle');
  }, []);
  return (
    <main class="options">
      <header class="options-head">
        <img class="options-mark" src="/icon/128.png" alt="" />
        <h1>{text('optionsTitle')}</h1>
        <ConnectionState signInHere />
      </header>
      <PolicySection />
      <ServerSection />
      <AccountSection />
      <SitesSection />
      <AdaptersSection />
      <PlacesSection />
      <NoticesSection />
      <TokensSection />
      <div class="options-links">
        <ActivitiesButton />
        <ProcessesButton />
        <LinkButton icon="diagnose" href={DIAGNOSE_PAGE}>
          {text('optionsDiagnose')}
        </LinkButton>
        <LinkButton look="quiet" href="/third-party-notices.txt">
          {text('optionsNotices')}
        </LinkButton>
      </div>
    </main>
  );
}
