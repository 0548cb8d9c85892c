import { getJson, ServiceError } from './client.js';
import { byId, element, setBusy } from './dom.js';

/** The document with every reference to a component replaced by it, one level at a time and never twice in a path. */
function resolve(schema, components, seen = []) {
  if (Array.isArray(schema)) return schema.map((part) => resolve(part, components, seen));
  if (typeof schema !== 'object' || schema === null) return schema;
  if (typeof schema.$ref === 'string') {
    const name = schema.$ref.replace(/^.*\//u, '');
    return seen.includes(name) ? { $ref: name } : resolve(components[name], components, [...seen, name]);
  }
  return Object.fromEntries(
    Object.entries(schema).map(([key, value]) => [key, resolve(value, components, seen)]),
  );
}

/** A schema in a form that one reads at a glance: {"name": "string | null"}. */
function sketch(schema) {
  if (schema === undefined) return '任意';
  if (schema.$ref !== undefined) return schema.$ref;
  if (schema.const !== undefined) return JSON.stringify(schema.const);
  if (schema.enum !== undefined) return schema.enum.join(' | ');
  const choices = schema.anyOf ?? schema.oneOf;
  if (choices !== undefined) {
    const parts = choices.map(sketch);
    return parts.every((part) => typeof part === 'string') ? parts.join(' | ') : parts[0];
  }
  if (schema.type === 'array') return [sketch(schema.items)];
  if (schema.type === 'object' && schema.properties !== undefined) {
    const required = schema.required ?? [];
    return Object.fromEntries(
      Object.entries(schema.properties).map(([name, part]) => [
        required.includes(name) ? name : `${name}?`,
        sketch(part),
      ]),
    );
  }
  const limits = [
    schema.format,
    schema.maxLength !== undefined && `最长 ${schema.maxLength}`,
    schema.type !== 'string' &&
      schema.minimum !== undefined &&
      schema.maximum !== undefined &&
      `${schema.minimum}–${schema.maximum}`,
    schema.default !== undefined && `默认 ${schema.default}`,
  ].filter(Boolean);
  return `${schema.type ?? '任意'}${limits.length > 0 ? `（${limits.join('，')}）` : ''}`;
}

function schemaBlock(title, content, components) {
  const [[type, { schema }] = [null, {}]] = Object.entries(content ?? {});
  if (type === null) return null;
  const shape = sketch(resolve(schema, components));
  return element(
    'div',
    {},
    element('h3', {}, title, ' ', element('code.quiet', {}, type)),
    element('pre', { tabindex: 0 }, typeof shape === 'string' ? shape : JSON.stringify(shape, null, 2)),
  );
}

function tryForm(method, path, operation) {
  const names = operation.parameters ?? [];
  const inputs = names.map((parameter) => {
    const id = `${method}-${path}-${parameter.name}`.replace(/[^\w-]/gu, '-');
    const input = element('input', {
      id,
      name: parameter.name,
      autocomplete: 'off',
      required: parameter.required,
    });
    return {
      parameter,
      input,
      row: element('div.field', {}, element('label', { for: id }, parameter.name), input),
    };
  });
  const example = operation.requestBody?.content['application/json']?.example;
  const body =
    operation.requestBody &&
    element('textarea', { rows: 7, spellcheck: 'false', 'aria-label': '请求体（JSON）' });
  if (body) body.value = JSON.stringify(example ?? {}, null, 2);
  const output = element('div', { 'aria-live': 'polite' });

  async function send(event) {
    event.preventDefault();
    const query = new URLSearchParams();
    let target = path;
    for (const { parameter, input } of inputs) {
      const value = input.value.trim();
      if (parameter.in === 'path') target = target.replace(`{${parameter.name}}`, encodeURIComponent(value));
      else if (value !== '') query.append(parameter.name, value);
    }
    const address = String(query) === '' ? target : `${target}?${query}`;
    const begun = performance.now();
    try {
      const response = await fetch(address, {
        method: method.toUpperCase(),
        body: body ? body.value : undefined,
      });
      const text = await response.text();
      const taken = Math.round(performance.now() - begun);
      const json = response.headers.get('content-type')?.startsWith('application/json');
      output.replaceChildren(
        element(
          'p.quiet',
          {},
          `${response.status} · ${taken} 毫秒 · ${response.headers.get('content-type') ?? ''}`,
        ),
        element(
          'pre',
          { tabindex: 0 },
          json ? JSON.stringify(JSON.parse(text), null, 2) : text.slice(0, 20000),
        ),
      );
    } catch {
      output.replaceChildren(element('p', { role: 'alert' }, '连不上服务，请重试'));
    }
  }
  return element(
    'form.try',
    { onsubmit: send },
    element('h3', {}, '试一试'),
    ...inputs.map(({ row }) => row),
    body,
    element('button.button.small', { type: 'submit' }, '发送'),
    output,
  );
}

function operationBlock(method, path, operation, components) {
  const responses = Object.entries(operation.responses);
  const good = responses.find(([status]) => status.startsWith('2'));
  return element(
    'details.operation',
    {},
    element(
      'summary',
      {},
      element(`span.method.${method}`, {}, method.toUpperCase()),
      element('code', {}, path),
      element('span.quiet', {}, operation.summary ?? ''),
    ),
    element(
      'div.operation-body',
      {},
      operation.description && element('p', {}, operation.description),
      schemaBlock('请求体', operation.requestBody?.content, components),
      good && schemaBlock('响应', good[1].content, components),
      element(
        'table',
        {},
        element(
          'tbody',
          {},
          ...responses.map(([status, { description }]) =>
            element('tr', {}, element('th', { scope: 'row' }, status), element('td', {}, description)),
          ),
        ),
      ),
      tryForm(method, path, operation),
    ),
  );
}

function show({ info, tags, paths, components }) {
  byId('docs-lead').textContent = info.description;
  const operations = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
  );
  byId('operations').append(
    ...tags.flatMap(({ name, description }) => [
      element('h2', {}, `${name} · ${description}`),
      ...operations
        .filter(({ operation }) => operation.tags.includes(name))
        .map(({ path, method, operation }) => operationBlock(method, path, operation, components.schemas)),
    ]),
  );
}

getJson('/openapi.json')
  .then(show)
  .catch((error) => {
    byId('docs-lead').textContent =
      error instanceof ServiceError ? error.message : '页面出错了，请刷新后重试';
    if (!(error instanceof ServiceError)) throw error;
  })
  .finally(() => setBusy(false));
