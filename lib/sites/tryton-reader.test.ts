import { afterEach, describe, expect, it, vi } from 'vitest';
import { readTryton } from './tryton-reader.ts';

interface Row {
  id: number;
  _values: Record<string, unknown>;
}

/** Alone with its own text, as it comes to the page. */
const alone = new Function(`return (${readTryton})()`) as typeof readTryton;

const ORIGIN = 'http://erp.example';
const KILN: Row = { id: 20, _values: { description: 'Kiln control' } };
const OVENS: Row = { id: 21, _values: { rec_name: 'Two ovens', description: 'Ovens' } };
const UNNAMED: Row = { id: 22, _values: { description: null } };
const NEW: Row = { id: -3, _values: { description: 'Not saved' } };

/** A page of Tryton: the tab on show, with its view. */
function show(view: 'tree' | 'form', { rows = [] as Row[], current = null as Row | null } = {}): void {
  const screen = {
    model_name: 'sale.opportunity',
    current_record: current,
    selected_records: rows,
    current_view: { view_type: view },
  };
  vi.stubGlobal('Sao', { Tab: { tabs: { get_current: () => ({ screen }) } } });
  const hash = '#demo/model/sale.opportunity;views=[455,454]';
  vi.stubGlobal('location', { origin: ORIGIN, pathname: '/', hash, href: `${ORIGIN}/${hash}` });
}

afterEach(() => vi.unstubAllGlobals());

describe('the reader of pages of Tryton', () => {
  it('tells what is ticked in a list, with what it is called and where its page is', () => {
    show('tree', { rows: [KILN, OVENS, UNNAMED], current: KILN });
    const url = (id: number) => `${ORIGIN}/#demo/model/sale.opportunity/${id}`;
    expect(alone()).toEqual({
      address: `${ORIGIN}/#demo/model/sale.opportunity;views=[455,454]`,
      type: 'sale.opportunity',
      id: null,
      ticked: [
        { id: '20', title: 'Kiln control', url: url(20) },
        { id: '21', title: 'Two ovens', url: url(21) },
        { id: '22', title: null, url: url(22) },
      ],
    });
  });

  it('tells no record that was never saved', () => {
    show('tree', { rows: [NEW, KILN] });
    expect(alone()).toMatchObject({ ticked: [{ id: '20' }] });
    show('form', { rows: [NEW], current: NEW });
    expect(alone()).toMatchObject({ id: null, ticked: [] });
  });

  it('tells the record of a form, and takes nothing of it for ticked', () => {
    show('form', { rows: [KILN], current: KILN });
    expect(alone()).toMatchObject({ type: 'sale.opportunity', id: '20', ticked: [] });
  });

  it('tells nothing where the page shows something else, and fails where it is none of Tryton', () => {
    show('tree');
    vi.stubGlobal('Sao', { Tab: { tabs: { get_current: () => undefined } } });
    expect(alone()).toMatchObject({ type: '', id: null, ticked: [] });
    vi.unstubAllGlobals();
    expect(() => alone()).toThrow();
  });
});
