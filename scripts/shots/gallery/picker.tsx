import { useEffect } from 'preact/hooks';
import { text } from '../../../components/text.ts';
import { CONTENTS, LAST_STEP, stepNumber } from '../../../lib/picker/contents.ts';
import { Panel } from '../../../lib/picker/panel.ts';
import { newPick, type Pick, PickStep } from '../../../lib/picker/pick.ts';

const nothing = () => undefined;
const acts = {
  ...{ showsRecord: nothing, showsList: nothing, noTitle: nothing, point: nothing, position: nothing },
  ...{ placed: nothing, noBar: nothing, saves: nothing },
  ...{ call: nothing, go: nothing, noList: nothing, save: nothing, again: nothing, stop: nothing },
};
const place = { selectors: ['[data-toolbar]'], position: 'after' as const, around: [] };
const pick: Pick = {
  ...newPick({ kind: 'acme', name: 'Acme CRM', origin: 'https://crm.example.com', wanted: ['opportunity'] }),
  records: ['https://crm.example.com/sales/deals/7', 'https://crm.example.com/sales/deals/8'],
  title: ['h1'],
  place,
  bar: { ...place, position: 'before' },
  sent: ['api/deals/9', 'api/deals/9/visits', 'collect'].map((path) => ({
    ...{ method: path === 'api/deals/9' ? ('PUT' as const) : ('POST' as const), status: 200, loads: false },
    ...{ url: `https://crm.example.com/${path}`, redirect: null, record: '9' },
  })),
};
const title = 'Two deck ovens for the bakery at the corner of Donaudampfschifffahrtsgesellschaftsstraße';

/** The picker's panel over a page, at the step that the address names. */
export function Picker() {
  useEffect(() => {
    const life = new AbortController();
    const step = PickStep.parse(location.hash.slice(2));
    const panel = new Panel(text, nothing, life.signal);
    const sight = { id: '9', title, ticked: ['Two deck ovens', 'Cold room', 'Bread slicer'] };
    const content = CONTENTS[step]({ pick: { ...pick, step }, sight, known: true, say: text, acts });
    const problem = step === 'box' ? text('pickNoRows') : undefined;
    panel.show({ ...content, problem }, text('pickProgress', String(stepNumber(step)), String(LAST_STEP)));
    return () => life.abort();
  }, []);
  return (
    <main>
      <h1>{title}</h1>
    </main>
  );
}
