/** What the server refused, with its text. */
export class Refused extends Error {
  constructor(status, { code, message }) {
    super(message);
    this.status = status;
    this.code = code;
  }
}

async function call(method, path, body) {
  const headers = body === undefined ? {} : { 'Content-Type': 'application/json' };
  const response = await fetch(`/api/${path}`, { method, headers, body: body && JSON.stringify(body) });
  const answer = response.status === 204 ? undefined : await response.json();
  if (!response.ok) throw new Refused(response.status, answer.error);
  return answer;
}

export const api = {
  types: () => call('GET', 'types'),
  list: (folder, search = '') => call('GET', `${folder}?search=${encodeURIComponent(search)}`),
  get: (folder, id) => call('GET', `${folder}/${id}`),
  create: (folder, values) => call('POST', folder, values),
  change: (folder, id, values) => call('PUT', `${folder}/${id}`, values),
  remove: (folder, id) => call('DELETE', `${folder}/${id}`),
  history: (folder, id) => call('GET', `${folder}/${id}/history`),
  tell: (folder, id, text) => call('POST', `${folder}/${id}/history`, { text }),
};
