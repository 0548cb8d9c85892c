/** An answer of the service that is not 2xx, or none at all. `message` is fit to be shown. */
export class ServiceError extends Error {
  /** @param {number} status 0 where the service could not be reached */
  constructor(status, message, requestId = null) {
    super(message);
    this.status = status;
    this.requestId = requestId;
  }
}

/** @returns {Promise<Response>} one that is 2xx */
async function request(path, init) {
  let response;
  try {
    response = await fetch(path, init);
  } catch (cause) {
    if (cause instanceof DOMException && cause.name === 'AbortError') throw cause;
    throw new ServiceError(0, '连不上服务，请检查网络或服务是否在运行，然后重试');
  }
  if (response.ok) return response;
  const requestId = response.headers.get('x-request-id');
  let message = `服务返回 ${response.status}`;
  try {
    message = (await response.json()).error.message;
  } catch {
    // A proxy in between may answer in a shape of its own: the status is all that is known then.
  }
  throw new ServiceError(response.status, message, requestId);
}

export const getJson = async (path, init) => (await request(path, init)).json();
export const getText = async (path) => (await request(path)).text();
export const postJson = async (path, body, init) =>
  (
    await request(path, {
      ...init,
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(body),
    })
  ).json();
