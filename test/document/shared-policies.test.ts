import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { judgeListedNumbers } from '../../src/evaluation/documents/listed-numbers.ts';

const FOLDER = fileURLToPath(new URL('../../../shared/data/train/policies', import.meta.url));
const PRESENT = existsSync(FOLDER);

describe.skipIf(!PRESENT)(
  `policies with a listed number${PRESENT ? '' : ' (skipped: ../shared/data is not here)'}`,
  () => {
    it.each(['pbc', 'statecouncil'])('%s: 95 of 100 numbers that stand in the text are found', (name) => {
      const stated = judgeListedNumbers(join(FOLDER, name)).filter(({ inText }) => inText);
      const wrong = stated
        .filter(({ right }) => !right)
        .map(({ file, found, listed }) => `${file}: ${found}, not ${listed}`);
      expect(stated.length).toBeGreaterThan(50);
      expect(wrong.length / stated.length, wrong.join('\n')).toBeLessThanOrEqual(0.05);
    });
  },
);
