import type { ComponentChildren } from 'preact';
import { z } from 'zod';
import { FeedbackList } from '../../http/feedback-schema.ts';
import type { FeedbackEntry } from '../../service/feedback-schema.ts';
import { getJson } from '../shared/client.ts';
import { ProblemNotice } from '../shared/problem-notice.tsx';
import { momentInWords, readable, titleOf } from '../shared/wording.ts';
import type { Filled } from './test-question.ts';
import { type Pages, usePages } from './use-pages.ts';

const PAGE_SIZE = 20;

const UnansweredPage = z.object({
  questions: z.array(
    z.object({
      question: z.string(),
      history: z.array(z.string()),
      count: z.number(),
      lastAskedAt: z.string(),
      lastId: z.string(),
    }),
  ),
  nextCursor: z.string().nullable(),
});

const pageOf = (path: string, cursor: string | null): string =>
  `${path}${path.includes('?') ? '&' : '?'}limit=${PAGE_SIZE}${cursor === null ? '' : `&cursor=${encodeURIComponent(cursor)}`}`;

type ListProps<Item> = Readonly<{
  pages: Pages<Item>;
  none: string;
  children: (item: Item) => ComponentChildren;
}>;

function List<Item>({ pages: { items, error, loading, more }, none, children }: ListProps<Item>) {
  if (error !== null) return <ProblemNotice title="没有读到" error={error} />;
  if (items.length === 0) return <p class="quiet">{loading ? '正在读取…' : none}</p>;
  return (
    <>
      <ul class="question-list">{items.map(children)}</ul>
      {more !== null && (
        <button type="button" class="button small" disabled={loading} onClick={more}>
          显示更多
        </button>
      )}
    </>
  );
}

type MakeProps = Readonly<{ onMake: (filled: Filled) => void }>;

const askAgain = (question: string): string => `/?${new URLSearchParams({ q: question })}`;

/** Questions that the documents did not answer, the most frequent of them counted. */
export function Unanswered({ onMake }: MakeProps) {
  const pages = usePages(async (cursor, signal) => {
    const page = await getJson(pageOf('/v1/unanswered', cursor), UnansweredPage, { signal });
    return { items: page.questions, nextCursor: page.nextCursor };
  });
  return (
    <List pages={pages} none="没有未答的问题，或审计记录没有保留问题原文。">
      {({ question, history, count, lastAskedAt, lastId }) => (
        <li key={`${lastId} ${question}`}>
          <p class="question">
            <a href={askAgain(question)}>{question}</a>
          </p>
          <p class="quiet">
            {history.length > 0 && `接着“${history.join('”“')}”问；`}
            问过 {count} 次，最近 {momentInWords(lastAskedAt)}
          </p>
          <button
            type="button"
            class="button small"
            onClick={() =>
              onMake({
                id: `u-${lastId.slice(-8)}`,
                question,
                history,
                answerable: true,
                file: '',
                contains: '',
              })
            }
          >
            做成测试题
          </button>
        </li>
      )}
    </List>
  );
}

/** What to begin a test question with, from a correction and from what was asked. */
function filledOf({ answerId, correction, subject, testQuestion }: FeedbackEntry): Filled {
  const known = testQuestion !== null && 'file' in testQuestion ? testQuestion : null;
  return {
    id: testQuestion?.id ?? `f-${answerId.slice(-8)}`,
    question: subject?.question ?? '',
    history: subject?.history ?? [],
    answerable: testQuestion === null || known !== null,
    file: known?.file ?? '',
    contains: known?.contains.join('\n') ?? correction ?? '',
  };
}

/** Answers that were said to be of no use, with what would have been right. */
export function Useless({ onMake }: MakeProps) {
  const pages = usePages(async (cursor, signal) => {
    const page = await getJson(pageOf('/v1/feedback?verdict=useless', cursor), FeedbackList, { signal });
    return { items: page.feedback, nextCursor: page.nextCursor };
  });
  return (
    <List pages={pages} none="还没有“没用”的反馈。">
      {(entry) => {
        const { answerId, correction, comment, by, createdAt, subject } = entry;
        return (
          <li key={answerId}>
            <p class="question">
              {subject?.question == null ? (
                <span class="quiet">问题没有留存（{answerId}）</span>
              ) : (
                <a href={askAgain(subject.question)}>{subject.question}</a>
              )}
            </p>
            {subject !== null && (
              <p class="answered-with">
                <span class="quiet">当时答：</span>
                {readable(subject.answer)}
                {subject.citations.map((citation) => (
                  <a key={citation.url} class="quiet" href={citation.url}>
                    {citation.documentNumber ?? readable(titleOf(citation))} {citation.clause}
                  </a>
                ))}
              </p>
            )}
            {correction !== null && <p class="correction-of">应为：{correction}</p>}
            {comment !== null && <p class="quiet">说明：{comment}</p>}
            <p class="quiet">
              {momentInWords(createdAt)}
              {by !== null && `，${by}`}
            </p>
            <button type="button" class="button small" onClick={() => onMake(filledOf(entry))}>
              做成测试题
            </button>
          </li>
        );
      }}
    </List>
  );
}
