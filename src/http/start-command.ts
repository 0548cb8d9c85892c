import { loadResources, openSnapshot } from '../answer/knowledge.ts';
import type { Knowledge } from '../answer/schema.ts';
import { type Config, readConfig } from '../config.ts';
import { AppError } from '../errors.ts';
import { buildIndex } from '../indexing/ingest.ts';
import { describeFile } from '../indexing/ingest-command.ts';
import { LiveKnowledge } from '../service/live-knowledge.ts';
import { createLog, type DestinationStream, type Logger, questionLog } from '../service/log.ts';
import { ServiceMetrics } from '../service/metrics.ts';
import { createService } from '../service/service.ts';
import { ServiceStore } from '../service/store.ts';
import { warmUp } from '../service/warm-up.ts';
import { requireAccessControl } from './access.ts';
import { createApp } from './app.ts';
import { isLoopback, listen, type RunningService } from './listen.ts';

export type Output = Readonly<{
  out: (line: string) => void;
  error: (line: string) => void;
  /** Where the log goes while the service runs; standard output unless given. */
  log?: DestinationStream;
}>;

/** With typing errors, so that the words to mend them by are gathered too. */
const WARM_UP_QUESTION = '企业素求办节时限是多少';

const CONSOLE: Output = { out: (line) => console.log(line), error: (line) => console.error(line) };

/** Opens the index as it is published from now on, and builds it from the corpus first where there is none. */
async function openOrBuild(config: Config, { out, error }: Output, log: Logger): Promise<LiveKnowledge> {
  const resources = await loadResources(config);
  const openLive = () =>
    new LiveKnowledge({
      indexFolder: config.ZHENGDA_INDEX,
      open: () => openSnapshot(resources, config.ZHENGDA_INDEX),
      onChange: ({ statistics }) => log.info({ index: statistics }, '换用新的索引'),
      onFailure: ({ message, code }) => log.error({ code }, `新的索引打不开，继续用原来的：${message}`),
    });
  try {
    return openLive();
  } catch (cause) {
    if (!(cause instanceof AppError) || cause.code !== 'index_missing') throw cause;
  }
  out(`还没有索引，正在用 ${config.ZHENGDA_CORPUS} 里的文件建立…`);
  await buildIndex(config, [config.ZHENGDA_CORPUS], {
    onFile: (file) => (file.state === 'failed' ? error : out)(`  ${describeFile(file)}`),
  });
  return openLive();
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
    error('注意：索引里还没有文件。用 npm run ingest -- 文件或文件夹 入库，随即可以提问，不必重启。');
  }
  if (!isLoopback(config.HOST) && config.ZHENGDA_OPEN) {
    error(
      `注意：正在监听 ${config.HOST}，能连到本机的人没有密钥也可以提问和查阅文件（ZHENGDA_OPEN=1）；入库和管理要密钥。`,
    );
  }
}

/** `npm start`: resolves to the running service, or to null where it could not start and has said why. */
export async function startService(
  environment: Readonly<Record<string, string | undefined>> = process.env,
  output: Output = CONSOLE,
): Promise<RunningService | null> {
  let live: LiveKnowledge | undefined;
  let store: ServiceStore | undefined;
  try {
    const config = readConfig(environment);
    const log = createLog(config, output.log);
    const opened = await openOrBuild(config, output, log);
    live = opened;
    const kept = ServiceStore.open(config.ZHENGDA_INDEX);
    store = kept;
    // The first question loads code and fills caches for a tenth of a second; that is better done before anybody waits.
    await opened.current.ask({ question: WARM_UP_QUESTION, topK: 1 });
    const service = createService({
      config,
      knowledge: () => opened.current,
      store: kept,
      observers: config.LOG_QUESTIONS ? [questionLog(log)] : [],
      metrics: new ServiceMetrics({ process: true }),
    });
    requireAccessControl(service);
    const reportBug = (requestId: string, err: unknown) => log.error({ requestId, err }, '服务内部出错');
    const app = createApp(service, { log, reportBug });
    const running = await listen(app, { host: config.HOST, port: config.PORT });
    service.jobs.start({
      onPublished: () => opened.refresh(),
      onTrouble: (message) => log.error(message),
    });
    service.audit.start();
    announce(running, opened.current, config, output);
    const stopping = new AbortController();
    const warmedUp = warmUp(opened.current, { signal: stopping.signal });
    return {
      url: running.url,
      stop: async () => {
        stopping.abort();
        await warmedUp;
        await running.stop();
        await service.jobs.close();
        service.audit.close();
        opened.close();
        kept.close();
      },
    };
  } catch (error) {
    live?.close();
    store?.close();
    if (!(error instanceof AppError)) throw error;
    // The message of any other code has its details in it already.
    const details = error.code === 'configuration_invalid' ? error.details : [];
    const lines = details.map((detail) => `  ${Object.values(detail).join('：')}`);
    output.error([`没有启动：${error.message}（${error.code}）`, ...lines].join('\n'));
    return null;
  }
}
