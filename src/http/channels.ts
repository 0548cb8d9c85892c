import type { Service } from '../service/service.ts';
import { addDifyRoute } from './dify.ts';
import type { ReportBug } from './error-response.ts';
import { addMcpRoute } from './mcp.ts';
import { addOpenAiRoutes } from './openai.ts';
import type { HttpApp } from './route.ts';

/** The protocols of chat clients and agents. Their errors take the protocol's shape in channel-errors.ts. */
export function addChannelRoutes(app: HttpApp, service: Service, reportBug: ReportBug): void {
  addOpenAiRoutes(app, service);
  addDifyRoute(app, service);
  addMcpRoute(app, service, reportBug);
}
