import { h } from './dom.js';

const when = new Intl.DateTimeFormat('en', { dateStyle: 'medium', timeStyle: 'short' });

const entry = ({ at, who, text }) =>
  h(
    'li',
    {},
    h('span', { class: 'who' }, who),
    h('time', { datetime: at, class: 'muted' }, when.format(new Date(at))),
    h('p', {}, text),
  );

/** What has happened to a record, newest first. */
export function timeline() {
  const list = h('ol');
  return {
    element: h(
      'section',
      { class: 'timeline', 'data-timeline': true, 'aria-label': 'History' },
      h('h2', {}, 'History'),
      list,
    ),
    show: (events) => list.replaceChildren(...events.map(entry)),
  };
}

/** Lengthens the timeline until the page has as many elements as `elements=5000` asks for. */
export function fillUp(section) {
  const wanted = Number(new URLSearchParams(location.search).get('elements') ?? 0);
  const list = section.querySelector('ol');
  const missing = wanted - document.querySelectorAll('*').length - section.querySelectorAll('*').length;
  const items = Array.from({ length: Math.max(0, Math.ceil(missing / 4)) }, (_, index) =>
    entry({ at: new Date(index * 60_000).toISOString(), who: 'System', text: `Entry ${index + 1}` }),
  );
  list.append(...items);
}
