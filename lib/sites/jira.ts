import type { RecordPage, SiteAdapter } from './schema.ts';

const KEY = '(?<id>[A-Z][A-Z0-9_]*-\\d+)(?:[/?#]|$)';
const JIRA_ISSUE = `^/browse/${KEY}`;
const JIRA_QUEUE = `^/jira/servicedesk/projects/[^/?#]+/(?:queues|section)/(?:[^?#]*/)?${KEY}`;

const PAGE: Omit<RecordPage, 'url'> = {
  type: 'issue',
  active: 'body',
  title: ['h1[data-testid="issue.views.issue-base.foundation.summary.heading"]'],
  anchors: [
    { selector: '#jira-issue-header-actions', position: 'prepend' },
    {
      selector: 'h1[data-testid="issue.views.issue-base.foundation.summary.heading"]',
      position: 'after',
    },
  ],
  keepClear: [],
};

/** Jira Service Management, and other projects of Jira. */
export const jira: SiteAdapter = {
  kind: 'jira',
  name: 'Jira Service Management',
  verified: 'unseen',
  records: [
    { ...PAGE, url: JIRA_ISSUE },
    { ...PAGE, url: JIRA_QUEUE },
  ],
  lists: [],
  fallback: 'bottom-right',
  saves: [
    {
      ...{ method: 'PUT', type: 'issue', does: 'call', answer: 'success' },
      url: String.raw`^/rest/api/\d+/issue/(?<id>[A-Z][A-Z0-9_]*-\d+)(?:\?|$)`,
    },
    { method: 'POST', url: '^/(?:gateway/api|rest)/graphql\\b', type: null, does: 'call', answer: 'success' },
  ],
  addresses: [{ type: 'issue', record: '/browse/{id}', create: null }],
  testUrls: [
    { url: 'https://acme.atlassian.net/browse/DESK-123?focusedCommentId=7', type: 'issue', id: 'DESK-123' },
    {
      url: 'https://acme.atlassian.net/jira/servicedesk/projects/DESK/queues/custom/12/DESK-7',
      type: 'issue',
      id: 'DESK-7',
    },
    {
      url: 'https://acme.atlassian.net/jira/servicedesk/projects/DESK/section/service-requests/custom/12/DESK-8',
      type: 'issue',
      id: 'DESK-8',
    },
  ],
  listUrls: [],
  negativeUrls: [
    'https://acme.atlassian.net/jira/servicedesk/projects/DESK/queues/custom/12',
    'https://acme.atlassian.net/jira/software/projects/DESK/boards/3',
    'https://acme.atlassian.net/browse/DESK',
  ],
  testSaves: [
    {
      ...{ method: 'PUT', url: 'https://acme.atlassian.net/rest/api/3/issue/DESK-7', status: 204 },
      ...{ does: 'call', type: 'issue', id: 'DESK-7' },
    },
    {
      ...{ method: 'POST', url: 'https://acme.atlassian.net/gateway/api/graphql', status: 200 },
      ...{ does: 'call', type: null, id: null },
    },
  ],
};
