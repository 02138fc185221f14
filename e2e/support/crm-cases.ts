/** The sample cases on the CRMs that they are for, and what the tests on one CRM need to know of it. */
import type { Page } from 'puppeteer-core';
import type { CrmName, RunningCrm } from '../../demo/crms/crm.ts';
import { CaseDefinition } from '../../lib/cases/definition.ts';
import type { CaseView } from '../../lib/protocol/index.ts';
import type { Api } from '../../scripts/start/api.ts';
import { connectionOf } from '../../scripts/start/connect-crm.ts';
import type { Connector, RecordData } from '../../server/crm/connector.ts';
import { makeConnector } from '../../server/crm/kinds.ts';
import { complete, isCovered, type Person } from './person.ts';
import { until } from './ui.ts';

const OPENS_MS = 5000;

/** A record of a CRM, as it stands there, and as the server knows it. */
export interface StagedRecord {
  url: string;
  /** What the CRM itself holds in the field of the stage, or another field. */
  holds(field?: string): Promise<string | null>;
  /** Somebody changes it in the CRM. */
  change(data: RecordData): Promise<void>;
  /** Its case as somebody sees it; null: there is none. */
  caseFor(api: Api): Promise<CaseView | null>;
}

/** Makes a new record in a CRM, whose case keeps its stage in `field`. */
export async function makeRecord(
  crm: RunningCrm,
  { type, field, data }: { type: string; field: string; data: RecordData },
): Promise<StagedRecord> {
  const connector = connectorTo(crm);
  const id = await connector.add(type, data);
  return {
    url: connector.linkTo(type, id) ?? '',
    async holds(name = field) {
      const value = (await connector.readOne(type, id, [name]))?.data[name] ?? null;
      return value === null ? null : String(value);
    },
    change: (values) => connector.modify(type, id, values),
    async caseFor(api) {
      const place = new URLSearchParams({ system: crm.kind, type, id });
      return (await api.get<{ case: CaseView | null }>(`/cases?${place}`)).case;
    },
  };
}

/** Connects the server to the CRM, as an administrator does. */
export async function connectCrm(admin: Api, crm: RunningCrm<CrmName>): Promise<void> {
  await admin.put(`/systems/${crm.kind}/connection`, connectionOf(crm));
}

function connectorTo(crm: RunningCrm): Connector {
  const {
    kind,
    settings,
    secret = null,
  } = connectionOf(crm) as {
    kind: string;
    settings: object;
    secret?: string | null;
  };
  return makeConnector(kind, settings, secret);
}

/** Three stages for bugs of Redmine; the ones for requests of customers have twice as many. */
export const BUG_FIX = CaseDefinition.parse({
  ...{ format: 'throughline-case/1', key: 'bug-fix', name: 'Bug fix', section: 'redmine:issue' },
  stageField: 'status_id',
  condition: { field: 'tracker_id', values: ['1'] },
  stages: [
    {
      ...{ id: 'found', name: 'Found', value: '1', colour: 'amber' },
      steps: [
        {
          ...{ id: 'reproduce', name: 'Reproduce it', kind: 'perform-task', after: null, required: false },
          performer: { user: null, role: 'support' },
          properties: {},
        },
      ],
    },
    { id: 'mending', name: 'Being mended', value: '2', colour: 'teal' },
    { id: 'mended', name: 'Mended', value: '5', colour: 'green', end: 'successful' },
  ],
});

/**
 * Opens, by the keyboard, what stands before *Next steps* on the bar: a decision, or the change of the case. Where it
 * lies depends on the words beside it.
 */
export async function openBeforeSteps(page: Page): Promise<void> {
  await page.bringToFront();
  // In Firefox a first Escape right after the window has come to the front was seen to do nothing; why is not known yet.
  await until('the overlay to close', async () => {
    if (await isCovered(page)) await page.keyboard.press('Escape');
    return until('no overlay', async () => !(await isCovered(page)), OPENS_MS).catch(() => false);
  });
  // The bar may hear of it later than the test; until then the keys lead to the stage where the record is.
  await until('what stands before the next steps to open', async () => {
    await page.evaluate(focusBehind, 'throughline-stages');
    await page.keyboard.down('Shift');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Tab');
    await page.keyboard.up('Shift');
    await page.keyboard.press('Enter');
    return until('the overlay', () => isCovered(page), OPENS_MS).catch(() => false);
  });
}

/** Decides what an overlay asks; one that has just changed wants to be looked at again. */
export async function decide(person: Person, page: Page, button: string): Promise<void> {
  await until(`${button} to be taken`, async () => {
    if (!(await isCovered(page))) return true;
    const overlay = await person.overlay(page);
    await complete(overlay, button);
    const isGone = async () => !(await isCovered(page));
    return until('the overlay to close', isGone, OPENS_MS).catch(() => false);
  });
}

/** Runs in the CRM page: the focus goes to what follows on an element. */
function focusBehind(tag: string): void {
  const element = document.querySelector(tag);
  const all = [...document.querySelectorAll<HTMLElement>('a[href], button, input, select, textarea')];
  const follows = (other: Element) =>
    element !== null && (element.compareDocumentPosition(other) & Node.DOCUMENT_POSITION_FOLLOWING) !== 0;
  all.find((other) => follows(other) && other.checkVisibility())?.focus();
}
