import { useState } from 'preact/hooks';
import { getJson } from '../shared/client.ts';
import { ProblemNotice } from '../shared/problem-notice.tsx';
import { useBusy, useRequest } from '../shared/use-request.ts';
import { OpenApi, type Operation } from './openapi.ts';
import { sketch, sketchInWords } from './schema-sketch.ts';
import { TryForm } from './try-form.tsx';

type Schemas = OpenApi['components']['schemas'];
type Content = NonNullable<Operation['requestBody']>['content'];

function SchemaBlock({
  title,
  content,
  schemas,
}: Readonly<{ title: string; content: Content | undefined; schemas: Schemas }>) {
  const [first] = Object.entries(content ?? {});
  if (first === undefined) return null;
  const [type, { schema }] = first;
  return (
    <div>
      <h4>
        {title} <code class="quiet">{type}</code>
      </h4>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      <pre tabIndex={0}>{schema === undefined ? '任意' : sketchInWords(sketch(schema, schemas))}</pre>
    </div>
  );
}

type OperationProps = Readonly<{ method: string; path: string; operation: Operation; schemas: Schemas }>;

function OperationBody({ method, path, operation, schemas }: OperationProps) {
  const responses = Object.entries(operation.responses);
  const good = responses.find(([status]) => status.startsWith('2'));
  return (
    <div class="operation-body">
      {operation.description !== undefined && <p>{operation.description}</p>}
      <SchemaBlock title="请求体" content={operation.requestBody?.content} schemas={schemas} />
      <SchemaBlock title="响应" content={good?.[1].content} schemas={schemas} />
      <table>
        <tbody>
          {responses.map(([status, { description }]) => (
            <tr key={status}>
              <th scope="row">{status}</th>
              <td>{description}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <TryForm method={method} path={path} operation={operation} />
    </div>
  );
}

/** An operation, whose body is made when it is first opened. */
function OperationBlock(props: OperationProps) {
  const { method, path, operation } = props;
  const [opened, setOpened] = useState(false);
  return (
    <details class="operation" onToggle={(event) => event.currentTarget.open && setOpened(true)}>
      <summary>
        <span class={`method ${method}`}>{method.toUpperCase()}</span>
        <code>{path}</code>
        <span class="quiet">{operation.summary}</span>
      </summary>
      {opened && <OperationBody {...props} />}
    </details>
  );
}

function Operations({ api: { info, tags, paths, components } }: Readonly<{ api: OpenApi }>) {
  const operations = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
  );
  return (
    <>
      <p class="lead">{info.description}</p>
      <p class="quiet">
        机器可读的说明：<a href="/openapi.json">/openapi.json</a>（OpenAPI 3.1）。本页与它同源，不连外网。
      </p>
      {tags.map(({ name, description }) => (
        <section key={name}>
          <h2>
            {name}
            {description !== '' && ` · ${description}`}
          </h2>
          {operations
            .filter(({ operation }) => operation.tags.includes(name))
            .map(({ path, method, operation }) => (
              <OperationBlock
                key={`${method} ${path}`}
                method={method}
                path={path}
                operation={operation}
                schemas={components.schemas}
              />
            ))}
        </section>
      ))}
    </>
  );
}

/** The API, from its own OpenAPI document, to read and to try. */
export function DocsPage() {
  const { value, error, loading, again } = useRequest('openapi', (signal) =>
    getJson('/openapi.json', OpenApi, { signal }),
  );
  useBusy(loading);
  return (
    <>
      <h1>接口</h1>
      {error !== null && <ProblemNotice title="没有读到说明" error={error} again={again} />}
      {value !== null && <Operations api={value} />}
    </>
  );
}
