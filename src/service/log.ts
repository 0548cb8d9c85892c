import { type DestinationStream, type Logger, pino } from 'pino';
import type { Config } from '../config.ts';
import type { AnswerObserver } from './service.ts';

export type { DestinationStream, Logger };

/** A log that says nothing. */
export const SILENT: Logger = pino({ level: 'silent' });

/**
 * One JSON object a line: `level`, `time` (ISO 8601), `msg` and what belongs to the event. Without a destination to
 * standard output, in the background so that no request waits for it.
 */
export function createLog(
  { LOG_LEVEL: level }: Pick<Config, 'LOG_LEVEL'>,
  destination: DestinationStream = pino.destination({ dest: 1, sync: false }),
): Logger {
  return pino(
    {
      level,
      // Process number and host name are known to whatever gathers the lines.
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
    },
    destination,
  );
}

/** Writes questions with their outcome: only for who has asked for it (LOG_QUESTIONS), as they may hold personal data. */
export const questionLog =
  (log: Logger): AnswerObserver =>
  ({ id, question, status, confidence, citations }, _request, { channel, requestId, key }) =>
    log.info(
      {
        requestId,
        answerId: id,
        channel,
        key: key?.name,
        question,
        status,
        confidence,
        clauses: citations.map(({ clause }) => clause.id),
      },
      '提问',
    );
