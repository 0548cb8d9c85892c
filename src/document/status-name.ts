import type { DocumentStatus } from './schema.ts';

const STATUS_NAMES: Readonly<Record<DocumentStatus, string>> = {
  in_force: '现行有效',
  amended: '已修订',
  repealed: '已废止',
  expired: '已失效',
  not_yet_in_force: '尚未施行',
  unknown: '效力未注明',
};

/** A document's status as people read it on pages and in channels; a code that is none stays as it is. */
export const statusName = (status: string): string =>
  Object.entries(STATUS_NAMES).find(([code]) => code === status)?.[1] ?? status;
