/** One way in which a host page can be hard on an extension. */
export interface HostileMode {
  /** What the page does, in one sentence. */
  about: string;
  /** Sent with the page. */
  headers?: Readonly<Record<string, string>>;
  /** True when `hostile/<mode>.js` runs in the page. */
  script?: true;
}

const STRICT_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "connect-src 'self'",
  "img-src 'self'",
  "frame-src 'none'",
  "frame-ancestors 'none'",
  "form-action 'none'",
  "base-uri 'none'",
  "require-trusted-types-for 'script'",
  "trusted-types 'none'",
].join('; ');

/** Every mode, by the name that stands in the address: `/leads/1?hostile=click` or `?hostile=csp,click`. */
export const HOSTILE_MODES: Readonly<Record<string, HostileMode>> = {
  csp: {
    about: 'Forbids frames, inline code and styles, and every trusted-types policy.',
    headers: { 'Content-Security-Policy': STRICT_POLICY },
  },
  isolated: {
    about: 'Is cross-origin isolated (COOP and COEP).',
    headers: { 'Cross-Origin-Opener-Policy': 'same-origin', 'Cross-Origin-Embedder-Policy': 'require-corp' },
  },
  post: { about: 'Posts messages of every shape to every frame, ten times a second.', script: true },
  click: { about: 'Clicks and types synthetically on everything that is not its own.', script: true },
  fade: { about: 'Makes everything that is not its own nearly transparent.', script: true },
  cover: { about: 'Covers the page with a picture that lets clicks through.', script: true },
  remove: { about: 'Removes every node that is not its own, at once.', script: true },
  move: { about: 'Moves every node that is not its own to another place, once a second.', script: true },
  keys: { about: 'Listens to every key, input and paste event, and keeps what it hears.', script: true },
  focus: { about: 'Takes the focus back whenever it leaves the form.', script: true },
  rebuild: { about: 'Builds its toolbar anew after every save and on the next record.' },
  storm: {
    about: 'Changes its own nodes all the time: rate=1000 childList mutations per second.',
    script: true,
  },
};

/** The modes named in an address; unknown names are left out. */
export function modesOf(query: URLSearchParams): string[] {
  return (query.get('hostile') ?? '').split(',').filter((name) => Object.hasOwn(HOSTILE_MODES, name));
}
