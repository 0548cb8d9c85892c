import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { WebStandardStreamableHTTPServerTransport } from '@modelcontextprotocol/sdk/server/webStandardStreamableHttp.js';
import type { CallToolResult } from '@modelcontextprotocol/sdk/types.js';
import { AppError } from '../../errors.ts';
import type { AskContext, Service } from '../../service/service.ts';
import { answerText } from '../answer-text.ts';
import { conversationKey } from '../conversation-key.ts';
import { printClause, printDocument, printHits } from './print.ts';
import { readClause, readDocument } from './read.ts';
import {
  AskInput,
  AskOutput,
  ClauseInput,
  ClauseOutput,
  DocumentInput,
  DocumentOutput,
  SearchInput,
  SearchOutput,
} from './schema.ts';

const INSTRUCTIONS = `政答是政策文件知识库，回答都是已入库文件的原文。
先用 policy_ask 提问：status 为 answered 时，answer 和 citations 里的 quote 与文件逐字相同，引用时请照录，并写明《标题》（文号）和条款；status 为 no_evidence 时，文件里没有依据，请如实说没有，不要自己编。
warnings 说明所引文件已废止、失效、尚未施行或已修改，请一并告诉用户。
要看上下文，用 policy_get_clause 和 policy_get_document；要自己找条款，用 policy_search。`;

/** Nothing is changed, and nothing but the index is read. */
const READS_ONLY = {
  readOnlyHint: true,
  destructiveHint: false,
  idempotentHint: true,
  openWorldHint: false,
} as const;

/** Told of bugs: what the client hears is the number of its request. */
export type ReportBug = (error: unknown) => void;

/** A result with its text. An error of ours is told to the agent as it is, a bug is not. */
async function toolResult<Output extends Readonly<Record<string, unknown>>>(
  make: () => Promise<{ output: Output; text: string }>,
  { requestId }: AskContext,
  reportBug: ReportBug,
): Promise<CallToolResult> {
  try {
    const { output, text } = await make();
    return { content: [{ type: 'text', text }], structuredContent: { ...output } };
  } catch (error) {
    if (error instanceof AppError && error.code !== 'internal') {
      return { content: [{ type: 'text', text: `${error.message}（${error.code}）` }], isError: true };
    }
    reportBug(error);
    const text = `服务内部出错，请把请求编号 ${requestId ?? ''} 告诉管理员（internal）`;
    return { content: [{ type: 'text', text }], isError: true };
  }
}

/** The server of one request: what it may see is what `context` may. */
function createServer(service: Service, context: AskContext, reportBug: ReportBug): McpServer {
  const server = new McpServer(
    { name: 'zhengda', title: '政答', version: '1' },
    { instructions: INSTRUCTIONS },
  );
  server.registerTool(
    'policy_ask',
    {
      title: '问政策',
      description: '用政策文件的条款原文回答一个问题，给出文号、条款和逐字引文；文件里没有依据时如实说明。',
      inputSchema: AskInput,
      outputSchema: AskOutput,
      // A conversation goes on with each question.
      annotations: { ...READS_ONLY, idempotentHint: false },
    },
    ({ conversationId, ...request }) =>
      toolResult(
        async () => {
          const answer = await service.ask(
            {
              ...request,
              ...(conversationId !== undefined && {
                conversationId: conversationKey(context, conversationId),
              }),
            },
            context,
          );
          const { timings: _timings, index: _index, ...output } = answer;
          return { output, text: answerText(answer, { publicUrl: service.config.PUBLIC_URL }).text };
        },
        context,
        reportBug,
      ),
  );
  server.registerTool(
    'policy_search',
    {
      title: '检索条款',
      description: '按词语或句子检索政策文件的条款，最相关的在前，每条附全文、文号和位置。',
      inputSchema: SearchInput,
      outputSchema: SearchOutput,
      annotations: READS_ONLY,
    },
    (request) =>
      toolResult(
        async () => {
          const { hits } = await service.search(request, context);
          const output = { hits: hits.map(({ scores: _scores, score: _score, ...hit }) => hit) };
          return { output, text: printHits(output) };
        },
        context,
        reportBug,
      ),
  );
  server.registerTool(
    'policy_get_clause',
    {
      title: '读条款',
      description: '一个条款的全文、所在文件和下级条款。',
      inputSchema: ClauseInput,
      outputSchema: ClauseOutput,
      annotations: READS_ONLY,
    },
    (input) =>
      toolResult(
        async () => {
          const output = readClause(input, service.knowledge(context));
          return { output, text: printClause(output) };
        },
        context,
        reportBug,
      ),
  );
  server.registerTool(
    'policy_get_document',
    {
      title: '读文件',
      description: '一份文件的著录项、条款目录和正文；正文长的分段取。',
      inputSchema: DocumentInput,
      outputSchema: DocumentOutput,
      annotations: READS_ONLY,
    },
    (input) =>
      toolResult(
        async () => {
          const output = readDocument(input, service.knowledge(context));
          return { output, text: printDocument(output) };
        },
        context,
        reportBug,
      ),
  );
  return server;
}

/**
 * Answers one request of the Streamable HTTP transport (MCP 2025-06-18), without sessions: each request gets a server of
 * its own, and what it answers comes as JSON, as no tool takes long enough to report progress.
 */
export async function answerMcp(
  request: Request,
  service: Service,
  context: AskContext,
  reportBug: ReportBug,
): Promise<Response> {
  const server = createServer(service, context, reportBug);
  const transport = new WebStandardStreamableHTTPServerTransport({ enableJsonResponse: true });
  await server.connect(transport);
  try {
    return await transport.handleRequest(request);
  } finally {
    await server.close();
  }
}
