import { ERROR_RESPONSES } from '../errors.ts';

/** The common part of the schemas of all routes that need an access token. */
export function secured<Response>(tag: string, summary: string, response: Response) {
  return {
    summary,
    tags: [tag],
    security: [{ bearer: [] }],
    response: { 200: response, ...ERROR_RESPONSES },
  };
}
