/** What people find where in each CRM: all in which the tests on one differ from those on another. */
import type { Page } from 'puppeteer-core';
import type { CrmName } from '../../demo/crms/crm.ts';
import { find } from './ui.ts';

export interface CrmPages {
  /** A page that shows neither a record nor a list of them. */
  elsewhere: string;
  /** Further addresses that show a record. */
  also: readonly string[];
  /**
   * A list whose rows can be ticked, and what the addresses of their records look like; null: there is none. `asks`: the CRM
   * asks whoever closes a page of a record, so a tab that was opened for a step waits for the person's answer.
   */
  list: { path: string; boxes: string; record: RegExp; asks?: boolean } | null;
  /** How to leaf from record to record without a load; null: it is always loaded. */
  leaf: Leaf | null;
  /** Changes the record on show and saves it, as a person does. */
  change(page: Page): Promise<void>;
}

interface Leaf {
  from: string;
  /** What opens the first record; null: it is on show. */
  row: string | null;
  next: string;
  /** Where the CRM itself writes which record it is. */
  title: string;
}

/** Types into a field of the page, once it can be seen. */
async function add(page: Page, field: string, words: string): Promise<void> {
  await (await page.waitForSelector(field, { visible: true }))?.type(words);
}

async function click(page: Page, place: string): Promise<void> {
  await (await page.waitForSelector(place, { visible: true }))?.click();
}

export const CRM_PAGES: Readonly<Record<CrmName, CrmPages>> = {
  demo: {
    elsewhere: '/about',
    also: [],
    list: { path: '/leads', boxes: 'tbody input[type=checkbox]', record: /\/leads\/\d+$/ },
    leaf: { from: '/leads/1', row: null, next: '[data-action=next]', title: '[data-record-title]' },
    async change(page) {
      await add(page, '#field-notes', ' They expect us.');
      await click(page, '[data-action=save]');
    },
  },
  tryton: {
    // Of no wizard: Tryton lets what it shows be.
    elsewhere: '/#demo/wizard',
    also: [],
    list: {
      path: '/#demo/model/sale.opportunity',
      boxes: '.tab-pane.active table.tree tbody td.selection-state input[type=checkbox]',
      record: /\/model\/sale\.opportunity\/\d+/,
      asks: true,
    },
    // Opened by its address a record stands alone: there is no next one.
    leaf: null,
    async change(page) {
      await add(page, '.tab-pane.active input[name=description]:not([readonly])', ' again');
      await (await find(page, 'button', 'Save')).click();
    },
  },
  odoo: {
    elsewhere: '/odoo/crm/new',
    // Which type this action shows, only the page can say.
    also: ['/odoo/action-crm.crm_lead_opportunities/1'],
    list: {
      path: '/odoo/crm?view_type=list',
      boxes: '.o_data_row .o_list_record_selector input',
      record: /\/odoo\/crm\.lead\/\d+$/,
    },
    leaf: {
      from: '/odoo/crm?view_type=list',
      row: '.o_data_row .o_data_cell[name=name]',
      next: '.o_pager_next',
      title: '.o_form_view .o_last_breadcrumb_item',
    },
    async change(page) {
      await add(page, '.o_form_view .o_field_widget[name=name] :is(input, textarea)', ' again');
      await click(page, '.o_form_view .o_form_button_save');
    },
  },
  atomic: {
    elsewhere: '/#/settings',
    also: [],
    list: {
      path: '/#/contacts',
      boxes: '#main-content a[href*="/contacts/"] input[type=checkbox]',
      record: /#\/contacts\/\d+\/show$/,
    },
    leaf: null,
    async change(page) {
      await click(page, '.RaEditButton-root');
      await add(page, '#main-content input[name=last_name]', ' again');
      await click(page, '#main-content button[type=submit]');
      // It is written when it can no longer be undone; before that the browser asks who closes the tab.
      await page.waitForSelector('.MuiSnackbar-root', { visible: true });
      await page.waitForSelector('.MuiSnackbar-root', { hidden: true });
    },
  },
  redmine: {
    elsewhere: '/projects',
    also: [],
    list: { path: '/issues', boxes: 'tr.issue input[name="ids[]"]', record: /\/issues\/\d+$/ },
    leaf: null,
    async change(page) {
      await click(page, '#content > .contextual a.icon-edit');
      await add(page, '#issue_notes', 'They expect us.');
      await click(page, '#issue-form > input[type=submit]');
    },
  },
  rt: {
    elsewhere: '/Search/Results.html?Query=id%3E0',
    also: ['/Ticket/Update.html?Action=Respond;id=1'],
    list: {
      path: '/Search/Bulk.html?Query=id%3E0',
      boxes: 'table.ticket-list input[name=UpdateTicket]',
      record: /\/Ticket\/Display\.html\?id=\d+$/,
    },
    leaf: null,
    async change(page) {
      await click(page, '#page-basics');
      await add(page, '#body input[name=Subject]', ' again');
      // The page that follows has an overlay of its own.
      await Promise.all([page.waitForNavigation(), click(page, '#body input[name=SubmitTicket]')]);
    },
  },
};
