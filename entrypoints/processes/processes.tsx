import { useEffect } from 'preact/hooks';
import { useMay } from '../../components/answer.tsx';
import { AppHead } from '../../components/app-head.tsx';
import { Refusals } from '../../components/refusals.tsx';
import { route } from '../../components/route.ts';
import { text } from '../../components/text.ts';
import { FIRST_SECTION, SECTIONS } from './sections.ts';
import { UnknownPage } from './unknown-page.tsx';

/** The page of administrators: which processes there are, what they do, how long they take. */
export function Processes() {
  const [name = FIRST_SECTION, ...path] = route().path;
  const may = useMay();
  const section = SECTIONS.find((one) => one.name === name);
  useEffect(() => {
    document.title = text('processesTitle');
  }, []);
  return (
    <>
      <AppHead
        label={text('processesNav')}
        parts={SECTIONS.flatMap((one) =>
          one.nav && (!one.needs || may(one.needs))
            ? [{ name: one.name, label: text(one.nav.label), icon: one.nav.icon }]
            : [],
        )}
        current={name}
      />
      <main class="processes">
        <Refusals />
        {section ? <section.view key={path[0] ?? ''} path={path} /> : <UnknownPage />}
      </main>
    </>
  );
}
