import type { SiteAdapter } from './schema.ts';

/** `/issues/<id>`, also under a sub-folder of the host; the query says how the person came there. */
export const REDMINE_ISSUE = String.raw`^[^?#]*/issues/(?<id>\d+)(?:[?#]|$)`;

/** Redmine 4 and later, pages made on the server. */
export const redmine: SiteAdapter = {
  kind: 'redmine',
  name: 'Redmine',
  records: [
    {
      type: 'issue',
      url: REDMINE_ISSUE,
      active: '#content',
      title: ['.issue .subject h3', 'h2'],
      anchors: [
        { selector: ':scope > .contextual', position: 'prepend' },
        // After a save that was refused, the page has no toolbar.
        { selector: ':scope > h2', position: 'append' },
      ],
    },
  ],
  fallback: 'bottom-right',
  testUrls: [
    { url: 'http://127.0.0.1:8109/issues/1', type: 'issue', id: '1' },
    { url: 'http://127.0.0.1:8109/issues/42?issue_count=3&issue_position=1#note-2', type: 'issue', id: '42' },
    { url: 'https://desk.example/redmine/issues/7', type: 'issue', id: '7' },
  ],
  negativeUrls: [
    'http://127.0.0.1:8109/issues',
    'http://127.0.0.1:8109/projects/desk/issues',
    'http://127.0.0.1:8109/projects/desk/issues/new',
    'http://127.0.0.1:8109/issues/1/time_entries',
    'http://127.0.0.1:8109/issues/gantt',
  ],
};
