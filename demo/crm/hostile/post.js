// Shapes that an extension might take for its own, and some that break careless readers.
const cyclic = {};
cyclic.self = cyclic;
const MESSAGES = [
  'open',
  '',
  null,
  42,
  [],
  cyclic,
  { type: 'open', record: { system: 'demo', type: 'lead', id: '1' } },
  { type: 'complete', taskId: '1', values: {} },
  { kind: 'command', id: 'x', name: 'completeTask' },
  { type: 'close' },
  { type: 'hello', nonce: '', token: 'stolen' },
  { __proto__: { type: 'open' }, constructor: { name: 'Message' } },
  '{"type":"open"}',
  { type: 'x'.repeat(100_000) },
];
let sent = 0;

setInterval(() => {
  const frames = [window, ...Array.from({ length: window.length }, (_, index) => window[index])];
  const { port1, port2 } = new MessageChannel();
  for (const frame of frames) {
    for (const message of MESSAGES) frame.postMessage(message, '*');
  }
  for (let index = 0; index < window.length; index += 1) {
    window[index].postMessage({ type: 'connect' }, '*', index === 0 ? [port1] : []);
  }
  port2.close();
  sent += MESSAGES.length;
  document.documentElement.dataset.hostilePosts = String(sent);
}, 100);
