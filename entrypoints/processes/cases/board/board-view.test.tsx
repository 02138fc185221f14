import { act, fireEvent, waitFor, within } from '@testing-library/preact';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { go } from '../../../../components/route.ts';
import { show } from '../../../../components/testing/show.tsx';
import { type CaseCard, type Permission, ProtocolError } from '../../../../lib/protocol/index.ts';
import { sampleBoard, sampleCard, sampleFigures } from '../../../../lib/testing/case-overview-samples.ts';
import {
  sampleCase,
  sampleCaseState,
  sampleCaseStep,
  samplePreview,
} from '../../../../lib/testing/case-samples.ts';
import { FakePageClient } from '../../../../lib/testing/fake-page-client.ts';
import { sampleDetails, sampleEntry } from '../../../../lib/testing/library-samples.ts';
import { anna, hoursFromNoon, lead, NOON, sampleStatus } from '../../../../lib/testing/page-samples.ts';
import { BoardView } from './board-view.tsx';

const ALL: Permission[] = ['run-processes', 'see-log'];

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date', 'setInterval', 'clearInterval'], now: NOON });
});

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

interface Opening {
  board?: ReturnType<typeof sampleBoard>;
  query?: Record<string, string>;
  permissions?: Permission[];
  wide?: boolean;
}

function open({ board = sampleBoard(), query = {}, permissions = ALL, wide = true }: Opening = {}) {
  vi.stubGlobal('matchMedia', () => ({ matches: wide, addEventListener() {}, removeEventListener() {} }));
  const client = new FakePageClient({ status: sampleStatus({ user: { ...anna, permissions } }) });
  const entry = sampleEntry({ key: 'lead-to-sale', name: 'Lead to sale', language: 'case' });
  client.reply('process', () => ({ type: 'process', process: sampleDetails({ entry }) }));
  client.reply('case.figures', () => sampleFigures());
  client.reply('case.board', () => board);
  go(['cases', 'lead-to-sale', 'board'], query);
  return show(<BoardView process="lead-to-sale" />, client);
}

const questions = (client: FakePageClient) =>
  client.sent('admin.query').flatMap(({ query }) => (query.type === 'case.board' ? [query] : []));

describe('the board', () => {
  it('has a column for each stage, headed by its name and how many are there', async () => {
    const { findByRole, getAllByRole, getByRole } = open();
    await findByRole('heading', { level: 1, name: 'Lead to sale' });
    await findByRole('region', { name: 'Lead 3' });
    expect(getAllByRole('heading', { level: 2 }).map(({ textContent }) => textContent)).toEqual([
      ...['Lead3', 'Proposal2', 'Talks1', 'Won0', 'Lost0'],
    ]);
    const column = within(getByRole('region', { name: 'Proposal 2' }));
    expect(column.getAllByRole('listitem').length).toBeGreaterThanOrEqual(2);
    expect(getByRole('status', { name: '' }).textContent).toBe('6 records');
  });

  it('opens the record in the CRM by its title', async () => {
    const { findByRole } = open();
    const link = await findByRole('link', { name: 'Barn roof, Petersen' });
    expect(link.getAttribute('href')).toBe('https://crm.example.com/opportunity/15');
    expect(link.getAttribute('target')).toBe('_blank');
  });

  it('says how long a record has been there, what is to be done, by whom, and what is late or wrong', async () => {
    const cardOf = async (card: Partial<CaseCard>) => {
      const { findByRole } = open({ board: sampleBoard({ lead: [sampleCard(card)] }) });
      const link = await findByRole('link', { name: 'Solar roof for Meyer & Sons' });
      return link.closest('li')?.textContent ?? '';
    };
    const plain = await cardOf({ since: hoursFromNoon(-48) });
    expect(plain).toContain('2 days here');
    expect(plain).toContain('2 open steps');
    expect(plain).toContain('Anna Keller');
    expect(plain).not.toContain('Overdue');
    expect(plain).not.toContain('Longer here');
    expect(await cardOf({ due: hoursFromNoon(-2) })).toContain('Overdue');
    await vi.waitFor(async () =>
      expect(await cardOf({ since: hoursFromNoon(-24 * 10) })).toContain('Longer here than 9 of 10'),
    );
    expect(await cardOf({ agreement: 'conflict' })).toContain('The CRM shows another stage');
    expect(await cardOf({ agreement: 'writing' })).toContain('Not yet in the CRM');
    expect(await cardOf({ failed: true })).toContain('Needs an administrator');
    const many = ['Anna', 'Ben', 'Carla', 'Dora'].map((name) => ({ user: { id: name, name }, role: null }));
    expect(await cardOf({ performers: many })).toContain('Anna, Ben and 2 more');
  });

  it('is asked for again while somebody looks', async () => {
    const { client, findByRole } = open();
    await findByRole('region', { name: 'Lead 3' });
    client.reply('case.board', () => sampleBoard({ talks: [sampleCard({ stage: 'talks' })] }));
    await act(async () => void vi.advanceTimersByTime(5_000));
    await findByRole('region', { name: 'Talks 1' });
    await findByRole('region', { name: 'Lead 0' });
  });

  it('asks for what the address says, and is narrowed by title and performer', async () => {
    const { client, findByRole, findByLabelText } = open({
      query: { search: 'roof', role: 'r-sales', name: 'Sales' },
    });
    await findByRole('region', { name: 'Lead 3' });
    expect(questions(client)[0]).toMatchObject({ search: 'roof', user: null, role: 'r-sales', limit: 50 });
    fireEvent.input(await findByLabelText('Search'), { target: { value: 'barn' } });
    await waitFor(() => expect(questions(client).at(-1)?.search).toBe('barn'));
    fireEvent.click(await findByRole('button', { name: 'Clear all filters' }));
    await waitFor(() => expect(questions(client).at(-1)).toMatchObject({ search: null, role: null }));
  });

  it('shows a page of a crowded stage at a time, and goes back from one that has become empty', async () => {
    const cards = Array.from({ length: 50 }, (_, index) => sampleCard({ instance: `i-${index}` }));
    const crowded = (total: number, skipped: number) => {
      const board = sampleBoard({});
      const columns = board.columns.map((column) =>
        column.stage.id === 'lead'
          ? { ...column, total, skipped, cards: cards.slice(0, Math.max(0, Math.min(50, total - skipped))) }
          : column,
      );
      return { ...board, columns };
    };
    let total = 120;
    const { client, findByRole, findByText, queryByRole } = open({ board: crowded(120, 0) });
    client.reply('case.board', ({ skip }) => crowded(total, skip[0]?.cards ?? 0));
    await findByText('1–50 of 120');
    expect(queryByRole('button', { name: 'Those before in Lead' })).toBeNull();
    fireEvent.click(await findByRole('button', { name: 'The next in Lead' }));
    await findByText('51–100 of 120');
    fireEvent.click(await findByRole('button', { name: 'The next in Lead' }));
    await findByText('101–120 of 120');
    expect(questions(client).at(-1)?.skip).toEqual([{ stage: 'lead', cards: 100 }]);
    total = 60;
    await act(async () => void vi.advanceTimersByTime(5_000));
    await findByText('51–60 of 60');
  });

  it('shows fewer of each stage on a narrow page', async () => {
    const { client, findByRole } = open({ wide: false });
    await findByRole('region', { name: 'Lead 3' });
    expect(questions(client)[0]?.limit).toBe(10);
  });

  it('says when no case runs, and when none fits', async () => {
    const none = open({ board: sampleBoard({}) });
    await none.findByText('No case is running');
    const found = open({ board: sampleBoard({}), query: { search: 'zeppelin' } });
    await found.findByText('No record fits');
  });

  it('is for those who see the log', async () => {
    const { client, findByText } = open({ permissions: ['run-processes'] });
    await findByText('You may not see this');
    expect(questions(client)).toEqual([]);
  });

  it('says why there is none', async () => {
    const { client, findByText } = open();
    client.reply('case.board', () => {
      throw new ProtocolError('process-unknown', { key: 'lead-to-sale' });
    });
    await findByText(/lead-to-sale/);
  });
});

describe('a card is moved', () => {
  const board = sampleBoard({ lead: [sampleCard()] });
  const begin = async (preview = samplePreview(), change: Partial<ReturnType<typeof sampleBoard>> = {}) => {
    const page = open({ board: { ...board, ...change } });
    page.client.calls.set('case.preview', () => ({ type: 'case-preview', preview }));
    fireEvent.click(await page.findByRole('button', { name: 'What to do with Solar roof for Meyer & Sons' }));
    return page;
  };
  const commands = (client: FakePageClient) => client.sent('case.command').map(({ command }) => command);

  it('after it was said what that would do', async () => {
    const { client, findByRole, findByText, queryByRole } = await begin(
      samplePreview({ revision: 9, cancelled: [sampleCaseStep({ name: 'Call the customer' })] }),
    );
    fireEvent.click(await findByRole('menuitem', { name: /Talks/ }));
    await findByRole('dialog', { name: 'Move Solar roof for Meyer & Sons to Talks' });
    await findByText('Call the customer');
    expect(commands(client)).toEqual([]);
    fireEvent.click(await findByRole('button', { name: 'Move' }));
    await waitFor(() =>
      expect(commands(client)).toEqual([
        { type: 'case.move', instance: 'i-case', stage: 'talks', revision: 9 },
      ]),
    );
    await waitFor(() => expect(queryByRole('dialog')).toBeNull());
    await findByText('Being moved…');
    client.reply('case.board', () => sampleBoard({ talks: [sampleCard({ stage: 'talks' })] }));
    client.put('case', sampleCaseState(lead, { case: sampleCase(lead, { stage: 'talks' }) }));
    await findByRole('region', { name: 'Talks 1' });
  });

  it('not where required steps stand in the way, or where it is by now', async () => {
    const blocked = await begin(
      samplePreview({ move: 'blocked', blocking: [sampleCaseStep({ name: 'Ask' })] }),
    );
    fireEvent.click(await blocked.findByRole('menuitem', { name: /Talks/ }));
    await blocked.findByText('Ask');
    expect(blocked.queryByRole('button', { name: 'Move' })).toBeNull();
    const there = await begin(samplePreview({ move: 'current' }));
    fireEvent.click(await there.findByRole('menuitem', { name: /Talks/ }));
    await there.findByText('The record is in this stage by now.');
    expect(there.queryByRole('button', { name: 'Move' })).toBeNull();
    const closed = await begin(samplePreview({ move: 'closed' }));
    fireEvent.click(await closed.findByRole('menuitem', { name: /Talks/ }));
    await closed.findByText(/can't be reached/);
  });

  it('not while nobody knows what that would do', async () => {
    const { client, findByRole, findByText, queryByRole } = await begin();
    client.calls.set('case.preview', () => {
      throw new ProtocolError('server-unreachable', { server: 'a', problem: 'b' });
    });
    fireEvent.click(await findByRole('menuitem', { name: /Talks/ }));
    await findByText('What the move would do is not known');
    expect(queryByRole('button', { name: 'Move' })).toBeNull();
  });

  it('only by those who may', async () => {
    const { findByRole, queryByRole } = await begin(samplePreview(), { mayMove: false });
    fireEvent.click(await findByRole('menuitem', { name: 'Show in the log' }));
    expect(queryByRole('menuitem', { name: /Talks/ })).toBeNull();
    expect(location.hash).toBe('#/log/i-case');
  });
});
