import { messageOf, ServiceError } from './client.ts';

/** An error in words, aloud, with the number by which the service's log finds it. */
export function ProblemNotice({
  title,
  error,
  again,
}: Readonly<{ title: string; error: unknown; again?: () => void }>) {
  const requestId = error instanceof ServiceError ? error.requestId : null;
  return (
    <section class="notice" role="alert">
      <h2>{title}</h2>
      <p>{messageOf(error)}</p>
      {requestId !== null && <p class="quiet">请求编号 {requestId}</p>}
      {again !== undefined && (
        <p>
          <button type="button" class="button small" onClick={again}>
            再试一次
          </button>
        </p>
      )}
    </section>
  );
}
