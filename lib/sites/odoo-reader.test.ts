import { afterEach, describe, expect, it, vi } from 'vitest';
import { readOdoo } from './odoo-reader.ts';

interface Row {
  resId: number;
  data: Record<string, unknown>;
}

/** Alone with its own text, as it comes to the page. */
const alone = new Function(`return (${readOdoo})()`) as typeof readOdoo;

/** A page of Odoo: the components that it is made of, and what its action service says. */
function show({ model = 'crm.lead', resId = false as number | false, views = [{}] as object[] }): void {
  const children = Object.fromEntries(
    views.map((root, at) => [`__${at}`, { component: { model: { root } }, children: {} }]),
  );
  const env = {
    services: {
      action: { currentController: { props: { resModel: model, resId: 25 }, currentState: { resId } } },
    },
  };
  const manager = { component: {}, children };
  const root = { env, __owl__: { component: {}, children: { a: { component: {}, children: {} }, manager } } };
  vi.stubGlobal('odoo', { __WOWL_DEBUG__: { root } });
  vi.stubGlobal('location', { href: 'http://crm.example/odoo/crm' });
}

/** A list whose rows are loaded, with these ticked. */
const list = (resModel: string, records: Row[], ticked: number[]) => ({
  ...{ resModel, records },
  getResIds: async (isTicked: boolean) => (isTicked ? ticked : records.map(({ resId }) => resId)),
});

const ROWS: Row[] = [
  { resId: 20, data: { name: 'Kiln control' } },
  { resId: 21, data: { name: 'Ovens', display_name: 'Two ovens' } },
  { resId: 22, data: { name: false } },
];

afterEach(() => vi.unstubAllGlobals());

describe('the reader of pages of Odoo', () => {
  it('tells model and record as the page stands now, not as it was opened', async () => {
    show({ resId: 21, views: [{ resModel: 'crm.lead', resId: 21 }] });
    expect(await alone()).toEqual({
      ...{ address: 'http://crm.example/odoo/crm', type: 'crm.lead', id: '21', ticked: [] },
    });
  });

  it('tells no record on a new one', async () => {
    show({ resId: false });
    expect(await alone()).toMatchObject({ id: null });
  });

  it('tells what is ticked in the list of the page, and not in that of a dialog of other records', async () => {
    show({ views: [list('res.partner', ROWS, [22]), list('crm.lead', ROWS, [20, 21])] });
    expect(await alone()).toMatchObject({
      ticked: [
        { id: '20', title: 'Kiln control' },
        { id: '21', title: 'Two ovens' },
      ],
    });
  });

  it('tells all that is ticked where that is more than the page has loaded', async () => {
    show({ views: [list('crm.lead', ROWS, [22, 23])] });
    expect(await alone()).toMatchObject({
      ticked: [
        { id: '22', title: null },
        { id: '23', title: null },
      ],
    });
  });

  it('tells where the records of older pages are, whose addresses are of another form', async () => {
    show({ views: [list('crm.lead', ROWS, [20])] });
    vi.stubGlobal('location', { href: 'http://crm.example/web?debug=1#model=crm.lead&view_type=list' });
    const url = 'http://crm.example/web#id=20&model=crm.lead&view_type=form';
    expect(await alone()).toMatchObject({ ticked: [{ id: '20', title: 'Kiln control', url }] });
  });

  it('asks the client of Odoo 14 for what is ticked: its rows have handles that only look like ids', async () => {
    const widget = { modelName: 'crm.lead', getSelectedIds: () => [25] };
    const action_manager = { getCurrentController: () => ({ widget }) };
    vi.stubGlobal('odoo', { __DEBUG__: { services: { 'web.web_client': { action_manager } } } });
    vi.stubGlobal('location', { href: 'http://crm.example/web#action=178&model=crm.lead&view_type=list' });
    expect(await alone()).toEqual({
      ...{ address: 'http://crm.example/web#action=178&model=crm.lead&view_type=list' },
      ...{ type: 'crm.lead', id: null },
      ticked: [{ id: '25', title: null, url: 'http://crm.example/web#id=25&model=crm.lead&view_type=form' }],
    });
    vi.stubGlobal('location', { href: 'http://crm.example/web#id=25&model=crm.lead&view_type=form' });
    expect(await alone()).toMatchObject({ type: 'crm.lead', id: '25' });
  });

  it('fails where the page is none of Odoo, or is still starting', async () => {
    await expect(alone()).rejects.toThrow();
  });
});
