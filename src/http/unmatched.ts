import { AppError } from '../errors.ts';
import type { HttpApp } from './route.ts';

const toPattern = (path: string) =>
  new RegExp(`^${path.replaceAll('.', '\\.').replaceAll(/:[^/]+/gu, '[^/]+')}$`, 'u');

/** The methods of the app's own routes that match a path, sorted; empty for an unknown path. */
export function allowedMethods(app: HttpApp, path: string): string[] {
  const methods = app.routes
    .filter((route) => route.method !== 'ALL' && toPattern(route.path).test(path))
    .flatMap((route) => (route.method === 'GET' ? ['GET', 'HEAD'] : [route.method]));
  return [...new Set(methods)].sort();
}

/** A request that no route took: an unknown address, or a known one with another method. */
export function unmatched(method: string, path: string, allowed: readonly string[]): AppError {
  if (allowed.length === 0) {
    return new AppError('not_found', `没有 ${path} 这个地址，接口见 /docs`);
  }
  return new AppError('method_not_allowed', `${path} 不接受 ${method}，请改用 ${allowed.join('、')}`);
}
