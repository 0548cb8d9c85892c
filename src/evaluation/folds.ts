import { createHash } from 'node:crypto';

/** STARD's questions are parted in so many; a model is measured on those that it was trained without. */
export const STARD_FOLDS = 5;

/** The fold of a STARD question, 0 … 4: the first 32 bits of SHA-256 of its id, modulo 5. */
export const stardFold = (id: string): number =>
  createHash('sha256').update(id).digest().readUInt32BE(0) % STARD_FOLDS;
