/** JSON-RPC 2.0 section 5.1: an invalid request, and an error of the server's own. */
const INVALID_REQUEST = -32600;
const SERVER_ERROR = -32000;

/** An error that stopped a request before it reached the tools; `code` is of the closed list of errors.ts. */
export const rpcError = (status: number, { code, message }: Readonly<{ code: string; message: string }>) => ({
  jsonrpc: '2.0',
  error: {
    code: status === 400 || status === 413 ? INVALID_REQUEST : SERVER_ERROR,
    message,
    data: { code },
  },
  id: null,
});
