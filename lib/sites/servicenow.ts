import { DOCKED } from './docked.ts';
import type { SiteAdapter } from './schema.ts';

const SYS_ID = '(?<id>[0-9a-f]{32})(?![0-9a-f])';

/** In a workspace, a record can be opened from another: the last one is on show. */
const NOW_WORKSPACE = `^/now/(?:[^?#]*/)?record/(?<type>\\w+)/${SYS_ID}`;

/** The form is in a frame; the address of the page around it says which. */
const NOW_NAVIGATOR = `^/now/nav/ui/classic/params/target/(?<type>\\w+)\\.do%3F(?:[^?#]*%26)?sys_id%3D${SYS_ID}`;
const NOW_OLD = `^/nav_to\\.do\\?uri=(?:/|%2F)?(?<type>\\w+)\\.do(?:\\?|%3F)(?:[^#]*(?:&|%26))?sys_id(?:=|%3D)${SYS_ID}`;
const NOW_FORM = `^/(?!nav_to\\b)(?<type>\\w+)\\.do\\?(?:[^#]*&)?sys_id=${SYS_ID}`;

/** ServiceNow: workspaces, the navigator and plain forms. */
export const servicenow: SiteAdapter = {
  kind: 'servicenow',
  name: 'ServiceNow',
  verified: 'unseen',
  records: [NOW_WORKSPACE, NOW_NAVIGATOR, NOW_OLD, NOW_FORM].map((url) => ({ ...DOCKED, type: null, url })),
  lists: [],
  fallback: 'bottom-right',
  saves: [
    {
      ...{ method: 'POST', type: null, does: 'call', answer: 'redirect' },
      url: String.raw`^/(?<type>\w+)\.do(?:\?|$)`,
    },
    { method: 'POST', url: '^/api/now/graphql(?:\\?|$)', type: null, does: 'call', answer: 'success' },
  ],
  addresses: [
    {
      type: null,
      record: '/now/nav/ui/classic/params/target/{type}.do%3Fsys_id%3D{id}',
      create: '/now/nav/ui/classic/params/target/{type}.do%3Fsys_id%3D-1',
    },
  ],
  testUrls: [
    {
      url: 'https://acme.service-now.com/now/sow/record/incident/57af7aec73d423002728660c4cf6a71c',
      type: 'incident',
      id: '57af7aec73d423002728660c4cf6a71c',
    },
    {
      url: 'https://acme.service-now.com/now/sow/record/incident/57af7aec73d423002728660c4cf6a71c/sub/record/problem/62304320731823002728660c4cf6a7e8?x=1',
      type: 'problem',
      id: '62304320731823002728660c4cf6a7e8',
    },
    {
      url: 'https://acme.service-now.com/now/nav/ui/classic/params/target/incident.do%3Fsys_view%3Dess%26sys_id%3D57af7aec73d423002728660c4cf6a71c%26sysparm_view%3D',
      type: 'incident',
      id: '57af7aec73d423002728660c4cf6a71c',
    },
    {
      url: 'https://acme.service-now.com/nav_to.do?uri=incident.do?sys_id=57af7aec73d423002728660c4cf6a71c',
      type: 'incident',
      id: '57af7aec73d423002728660c4cf6a71c',
    },
    {
      url: 'https://acme.service-now.com/sc_task.do?sysparm_view=x&sys_id=57af7aec73d423002728660c4cf6a71c',
      type: 'sc_task',
      id: '57af7aec73d423002728660c4cf6a71c',
    },
  ],
  listUrls: [],
  negativeUrls: [
    'https://acme.service-now.com/now/nav/ui/classic/params/target/incident_list.do%3Fsysparm_query%3Dactive%3Dtrue',
    'https://acme.service-now.com/now/nav/ui/classic/params/target/incident.do%3Fsys_id%3D-1',
    'https://acme.service-now.com/now/sow/home',
    'https://acme.service-now.com/incident_list.do',
  ],
  testSaves: [
    {
      ...{ method: 'POST', url: 'https://acme.service-now.com/incident.do', status: 302 },
      ...{ does: 'call', type: 'incident', id: null },
    },
    {
      ...{ method: 'POST', url: 'https://acme.service-now.com/api/now/graphql', status: 200 },
      ...{ does: 'call', type: null, id: null },
    },
  ],
};
