import type { SiteAdapter } from './schema.ts';

/** Every page of one ticket: as it is shown, answered or changed. Its parameters are parted by `&` or `;`. */
const RT_TICKET = String.raw`^[^?#]*/(?:Ticket|SelfService)/(?:Display|History|Update|Modify|Reminders)\w*\.html\?(?:[^#]*[&;])?id=(?<id>\d+)(?:[&;#]|$)`;

/** The rows of other lists can't be ticked. */
const RT_BULK = String.raw`^[^?#]*/Search/Bulk\.html(?:[?#]|$)`;

/** Request Tracker 5, pages made on the server. */
export const rt: SiteAdapter = {
  kind: 'rt',
  name: 'Request Tracker',
  verified: 'tested',
  records: [
    {
      type: 'ticket',
      url: RT_TICKET,
      // Its errors come at the same addresses. What is written to a ticket keeps no such class.
      active: 'body > .main-container:not(:has(div[class="error"]))',
      title: ['#header h1'],
      anchors: [
        // Beside the title, which the page's own menu makes room for: beside the menu it would lie over the title.
        { selector: '#header h1', position: 'append', measured: true },
        { selector: '#page-menu', position: 'before' },
      ],
      stageBar: [{ selector: '#body', position: 'prepend' }],
      keepClear: ['#body form:not(.inline-edit, .editor, #UpdateReminders) input[type="submit"]'],
    },
  ],
  lists: [
    {
      type: 'ticket',
      url: RT_BULK,
      active: '#BulkUpdate:has(table.ticket-list)',
      ticked: 'tbody.list-item:has(input[name="UpdateTicket"]:checked)',
      link: 'a[href*="/Ticket/Display.html"]',
      // The column before it shows the number.
      title: ['td:not([align]) a[href*="/Ticket/Display.html"]', 'a[href*="/Ticket/Display.html"]'],
      anchors: [{ selector: 'table.ticket-list', position: 'before' }],
    },
  ],
  fallback: 'bottom-right',
  // Forms, sent by the browser or by the page; taken, some lead to the ticket, others answer to the page.
  saves: [
    {
      ...{ method: 'POST', type: 'ticket', does: 'change', answer: 'success' },
      url: String.raw`^[^?#]*/Helpers/TicketUpdate\?(?:.*[&;])?id=(?<id>\d+)(?:[&;]|$)`,
    },
    {
      ...{ method: 'POST', type: 'ticket', does: 'change', answer: 'redirect' },
      url: String.raw`^[^?#]*/Ticket/(?:Display|Update|Modify\w*)\.html(?:\?|$)`,
    },
    {
      ...{ method: 'POST', type: 'ticket', does: 'create', answer: 'redirect' },
      url: String.raw`^[^?#]*/Ticket/Create\.html(?:\?|$)`,
    },
  ],
  // A new ticket needs its queue, and its page asks whether the person was sent there by an attacker.
  addresses: [{ type: 'ticket', record: '/Ticket/Display.html?id={id}', create: null }],
  testUrls: [
    { url: 'http://127.0.0.1:8111/Ticket/Display.html?id=1', type: 'ticket', id: '1' },
    { url: 'http://127.0.0.1:8111/Ticket/Update.html?Action=Respond;id=7', type: 'ticket', id: '7' },
    {
      url: 'https://desk.example/rt/Ticket/Update.html?Action=Comment&DefaultStatus=resolved&id=42#body',
      ...{ type: 'ticket', id: '42' },
    },
    { url: 'http://127.0.0.1:8111/Ticket/ModifyPeople.html?id=3', type: 'ticket', id: '3' },
  ],
  listUrls: [{ url: 'http://127.0.0.1:8111/Search/Bulk.html?Query=id%3E0', type: 'ticket' }],
  negativeUrls: [
    'http://127.0.0.1:8111/',
    'http://127.0.0.1:8111/Ticket/Create.html?Queue=3',
    'http://127.0.0.1:8111/Search/Results.html?Query=id%3E0',
    'http://127.0.0.1:8111/Ticket/Display.html',
    'http://127.0.0.1:8111/User/Summary.html?id=12',
    'http://127.0.0.1:8111/Search/Results.html?Query=x&page=/Ticket/Display.html?id=1',
  ],
  testSaves: [
    {
      ...{ method: 'POST', url: 'http://127.0.0.1:8111/Helpers/TicketUpdate?id=2', status: 200 },
      ...{ does: 'change', type: 'ticket', id: '2' },
    },
    {
      ...{ method: 'POST', url: 'http://127.0.0.1:8111/Ticket/Modify.html', status: 302 },
      ...{ does: 'change', type: 'ticket', id: null },
    },
    {
      ...{ method: 'POST', url: 'http://127.0.0.1:8111/Ticket/Modify.html', status: 200 },
      ...{ does: null, type: null, id: null },
    },
    {
      ...{ method: 'POST', url: 'https://desk.example/rt/Ticket/Create.html', status: 302 },
      ...{ does: 'create', type: 'ticket', id: null },
    },
    {
      ...{ method: 'POST', url: 'http://127.0.0.1:8111/Helpers/PreviewScrips', status: 200 },
      ...{ does: null, type: null, id: null },
    },
  ],
};
