import type { Job, JobFile } from '../../service/job-schema.ts';

export const FILE_STATE_NAMES: Readonly<Record<JobFile['state'], string>> = {
  queued: '等待',
  added: '已入库',
  replaced: '已更新',
  unchanged: '没有变化',
  duplicate: '内容重复',
  unpacked: '已解开',
  withdrawn: '已撤下',
  skipped: '略过',
  failed: '未能入库',
};

const PHASE_NAMES: Readonly<Record<NonNullable<Job['phase']>, string>> = {
  wait: '等待别的入库结束',
  read: '读取文件',
  index: '编制索引',
  merge: '整理索引',
};

export const isOver = ({ state }: Pick<Job, 'state'>): boolean => state === 'done' || state === 'failed';

/** What a job is doing, in a few words. */
export function jobInWords(job: Job): string {
  if (job.state === 'queued') return job.message ?? '排队等待';
  if (job.state === 'failed') return `没有完成：${job.error?.message ?? job.message ?? '原因不明'}`;
  if (job.state === 'running') {
    const phase = job.phase === null ? '正在处理' : PHASE_NAMES[job.phase];
    return job.message ?? (job.total > 0 ? `${phase}（${job.done}／${job.total}）` : phase);
  }
  const { added = 0, replaced = 0, unchanged = 0, duplicate = 0, failed = 0, skipped = 0 } = job.counts;
  if (job.kind === 'withdraw') return '已撤下';
  const parts = [
    added > 0 && `新入库 ${added} 份`,
    replaced > 0 && `更新 ${replaced} 份`,
    unchanged > 0 && `没有变化 ${unchanged} 份`,
    duplicate > 0 && `重复 ${duplicate} 份`,
    skipped > 0 && `略过 ${skipped} 个`,
    failed > 0 && `失败 ${failed} 个`,
  ].filter((part) => part !== false);
  return parts.length === 0 ? '完成，没有可入库的文件' : `完成：${parts.join('，')}`;
}
