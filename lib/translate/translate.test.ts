import { describe, expect, it } from 'vitest';
import type { ServerMessage, TaskPage } from '../protocol/index.ts';
import { question, sampleTask } from '../testing/page-samples.ts';
import { translated } from './translate.ts';

const titles = { de: 'Interesse erfragen', 'pt-BR': 'Perguntar' };

const page: TaskPage = {
  task: sampleTask({ title: 'Ask for interest', titles }),
  hint: 'Be calm',
  content: question,
  translations: {
    de: [
      { at: '/title', from: 'Ask for interest', to: 'Interesse erfragen' },
      { at: '/hint', from: 'Be calm', to: 'Ruhig bleiben' },
      { at: '/content/answers/0/label', from: question.answers[0]?.label ?? '', to: 'Ja' },
      { at: '/content/question', from: 'What it said before', to: 'Was da vorher stand' },
      { at: '/content/nowhere/0', from: 'x', to: 'y' },
      { at: '/__proto__/polluted', from: 'x', to: 'y' },
    ],
  },
};

const events = (told: TaskPage): ServerMessage => ({
  ...{ type: 'events', epoch: 'e', offset: 0 },
  events: [{ type: 'page.replaced', page: told }],
});

describe('behaviour 1.1: what the server says, in the language of the person', () => {
  it('puts each translation in the place of its text, if that still stands there', () => {
    const { task, hint, content } = translated(page, 'de');
    expect(task.title).toBe('Interesse erfragen');
    expect(hint).toBe('Ruhig bleiben');
    const [first, ...rest] = question.answers;
    expect(content).toEqual({ ...question, answers: [{ ...first, label: 'Ja' }, ...rest] });
  });

  it('finds them however deep in a message, and the codes stay', () => {
    const message = translated(events(page), 'de');
    expect(message).toMatchObject({ events: [{ page: { hint: 'Ruhig bleiben' } }] });
    const list = translated({ tasks: [sampleTask(), sampleTask({ titles })] }, 'de-AT');
    expect(list.tasks.map(({ title }) => title)).toEqual([sampleTask().title, 'Interesse erfragen']);
  });

  it.each([
    ['de', 'Interesse erfragen'],
    ['de-CH', 'Interesse erfragen'],
    ['pt-BR', 'Perguntar'],
    ['pt-PT', 'Ask for interest'],
    ['en', 'Ask for interest'],
  ])('in %s the title is "%s"', (language, title) => {
    expect(translated(page.task, language).title).toBe(title);
  });

  it('calls processes as their author does in that language, wherever they are named', () => {
    const names = { de: 'Lead qualifizieren' };
    const process = { key: 'qualify', name: 'Qualify a lead', version: 2, names };
    const startable = {
      ...process,
      ...{
        description: 'Finds out',
        descriptions: { de: 'Findet heraus' },
        recordTypes: [],
        quickLaunch: true,
      },
    };
    const { descriptions: _, ...undescribed } = startable;
    const message = {
      page: { ...page, task: { ...page.task, process } },
      processes: [startable, undescribed],
    };
    expect(translated(message, 'de')).toMatchObject({
      page: {
        task: { title: 'Interesse erfragen', process: { key: 'qualify', name: 'Lead qualifizieren' } },
      },
      processes: [
        { name: 'Lead qualifizieren', description: 'Findet heraus' },
        { name: 'Lead qualifizieren', description: 'Finds out' },
      ],
    });
    expect(translated(message, 'fr').processes).toBe(message.processes);
  });

  it('leaves what a process holds as it is, whatever its variables are called', () => {
    const rows = [
      { title: 'Dune', titles: { de: 'Der Wüstenplanet' } },
      { titles: 3, translations: 'none' },
      { title: 'x', translations: {} },
      { name: 'Dune', names: { de: 'Der Wüstenplanet' } },
      { name: 'Dune', descriptions: 'many' },
    ];
    const message = { type: 'reply', variables: { rows, titles: 'two', translations: null } };
    expect(translated(message, 'de')).toBe(message);
  });

  it('gives back what holds nothing translated as it came, and never changes what it was given', () => {
    const plain = events({ task: sampleTask(), hint: null, content: question });
    expect(translated(plain, 'de')).toBe(plain);
    const before = structuredClone(page);
    translated(page, 'de');
    expect(page).toEqual(before);
    expect({}).not.toHaveProperty('polluted');
  });
});
