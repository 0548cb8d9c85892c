import { openKnowledge } from '../answer/knowledge.ts';
import type { Knowledge } from '../answer/schema.ts';
import { type Config, readConfig } from '../config.ts';
import { AppError } from '../errors.ts';
import { buildIndex } from '../indexing/ingest.ts';
import { describeFile } from '../indexing/ingest-command.ts';
import { createApp } from './app.ts';
import { isLoopback, listen, type RunningService } from './listen.ts';

export type Output = Readonly<{ out: (line: string) => void; error: (line: string) => void }>;

/** With typing errors, so that the words to mend them by are gathered too. */
const WARM_UP_QUESTION = '企业素求办节时限是多少';

const CONSOLE: Output = { out: (line) => console.log(line), error: (line) => console.error(line) };

/** Opens the index, and builds it from the corpus first where there is none. */
async function openOrBuild(config: Config, { out, error }: Output): Promise<Knowledge> {
  try {
    return await openKnowledge(config);
  } catch (cause) {
    if (!(cause instanceof AppError) || cause.code !== 'index_missing') throw cause;
  }
  out(`还没有索引，正在用 ${config.ZHENGDA_CORPUS} 里的文件建立…`);
  await buildIndex(config, [config.ZHENGDA_CORPUS], {
    onFile: (file) => (file.state === 'failed' ? error : out)(`  ${describeFile(file)}`),
  });
  return openKnowledge(config);
}

function announce(
  { url }: RunningService,
  knowledge: Knowledge,
  config: Config,
  { out, error }: Output,
): void {
  const { documents, passages } = knowledge.statistics;
  out(`
政答已启动：${documents} 份文件，${passages} 个段落
  网页  ${url}/
  接口  ${url}/docs
试一问：
  curl -d '{"question":"企业诉求办结时限是多少"}' ${url}/v1/ask
按 Ctrl＋C 停止。`);
  if (documents === 0) {
    error('注意：索引里还没有文件。用 npm run ingest -- 文件或文件夹 入库后，重新启动。');
  }
  if (!isLoopback(config.HOST)) {
    error(`注意：正在监听 ${config.HOST}，能连到本机的人都可以提问和查阅文件，目前没有访问控制。`);
  }
}

/** `npm start`: resolves to the running service, or to null where it could not start and has said why. */
export async function startService(
  environment: Readonly<Record<string, string | undefined>> = process.env,
  output: Output = CONSOLE,
): Promise<RunningService | null> {
  let knowledge: Knowledge | undefined;
  try {
    const config = readConfig(environment);
    const opened = await openOrBuild(config, output);
    knowledge = opened;
    // The first question loads code and fills caches for a tenth of a second; that is better done before anybody waits.
    await opened.ask({ question: WARM_UP_QUESTION, topK: 1 });
    const service = await listen(
      createApp(() => opened),
      { host: config.HOST, port: config.PORT },
    );
    announce(service, opened, config, output);
    return {
      url: service.url,
      stop: async () => {
        await service.stop();
        opened.close();
      },
    };
  } catch (error) {
    knowledge?.close();
    if (!(error instanceof AppError)) throw error;
    // The message of any other code has its details in it already.
    const details = error.code === 'configuration_invalid' ? error.details : [];
    const lines = details.map((detail) => `  ${Object.values(detail).join('：')}`);
    output.error([`没有启动：${error.message}（${error.code}）`, ...lines].join('\n'));
    return null;
  }
}
