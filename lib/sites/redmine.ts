import type { SiteAdapter } from './schema.ts';

/** `/issues/<id>`, also under a sub-folder of the host; the query says how the person came there. */
const REDMINE_ISSUE = String.raw`^[^?#]*/issues/(?<id>\d+)(?:[?#]|$)`;

/** `/issues`, of all projects or of one. */
const REDMINE_ISSUES = '^[^?#]*/issues/?(?:[?#]|$)';

const REDMINE_SAVE = String.raw`^[^?#]*/issues/(?<id>\d+)(?:\?|$)`;
const REDMINE_CREATE = String.raw`^[^?#]*/issues/?(?:\?|$)`;

/** Redmine 4 and later, pages made on the server. */
export const redmine: SiteAdapter = {
  kind: 'redmine',
  name: 'Redmine',
  verified: 'tested',
  records: [
    {
      type: 'issue',
      url: REDMINE_ISSUE,
      // What was refused or is not there has neither; the page of a change that was refused has the form.
      active: '#content:has(> .issue, #issue-form)',
      title: ['.issue .subject h3', 'h2'],
      anchors: [
        { selector: ':scope > .contextual', position: 'prepend' },
        // After a save that was refused, the page has no toolbar.
        { selector: ':scope > h2', position: 'append' },
      ],
      stageBar: [
        { selector: ':scope > .issue', position: 'before' },
        { selector: '#issue-form', position: 'before' },
      ],
      keepClear: ['#issue-form input[type="submit"]'],
    },
  ],
  lists: [
    {
      type: 'issue',
      url: REDMINE_ISSUES,
      active: '#content:has(table.issues)',
      ticked: 'tr.issue:has(input[name="ids[]"]:checked)',
      link: 'td.subject a',
      title: ['td.subject a'],
      anchors: [
        { selector: ':scope > .contextual', position: 'prepend' },
        { selector: ':scope > h2', position: 'append' },
      ],
    },
  ],
  fallback: 'bottom-right',
  // Forms, sent by the browser: taken, they lead to the issue; not taken, they come back.
  saves: [
    {
      ...{ method: 'POST', url: REDMINE_SAVE, type: 'issue', does: 'change' },
      answer: 'redirect',
    },
    { method: 'POST', url: REDMINE_CREATE, type: 'issue', does: 'create', answer: 'redirect' },
  ],
  addresses: [{ type: 'issue', record: '/issues/{id}', create: '/issues/new' }],
  testUrls: [
    { url: 'http://127.0.0.1:8109/issues/1', type: 'issue', id: '1' },
    { url: 'http://127.0.0.1:8109/issues/42?issue_count=3&issue_position=1#note-2', type: 'issue', id: '42' },
    { url: 'https://desk.example/redmine/issues/7', type: 'issue', id: '7' },
  ],
  listUrls: [
    { url: 'http://127.0.0.1:8109/issues', type: 'issue' },
    { url: 'http://127.0.0.1:8109/projects/desk/issues?set_filter=1', type: 'issue' },
  ],
  negativeUrls: [
    'http://127.0.0.1:8109/projects/desk/issues/new',
    'http://127.0.0.1:8109/issues/1/time_entries',
    'http://127.0.0.1:8109/issues/gantt',
  ],
  testSaves: [
    {
      ...{ method: 'POST', url: 'http://127.0.0.1:8109/issues/1', status: 302 },
      ...{ does: 'change', type: 'issue', id: '1' },
    },
    {
      ...{ method: 'POST', url: 'https://desk.example/redmine/projects/desk/issues', status: 302 },
      ...{ does: 'create', type: 'issue', id: null },
    },
    {
      ...{ method: 'POST', url: 'http://127.0.0.1:8109/issues/1', status: 422 },
      ...{ does: null, type: null, id: null },
    },
    {
      ...{ method: 'POST', url: 'http://127.0.0.1:8109/issues/preview', status: 200 },
      ...{ does: null, type: null, id: null },
    },
  ],
};
