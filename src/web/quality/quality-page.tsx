import { useState } from 'preact/hooks';
import type { TestQuestion } from '../../service/feedback-schema.ts';
import { useBusy } from '../shared/use-request.ts';
import { keepDraft, readDraft } from './draft.ts';
import { DraftList } from './draft-list.tsx';
import { EvaluationTables } from './evaluation-tables.tsx';
import { QuestionDialog } from './question-dialog.tsx';
import { Unanswered, Useless } from './questions.tsx';
import type { Filled } from './test-question.ts';

/** How well the answers are, and what to make better: each shortcoming can be made a test question. */
export function QualityPage() {
  const [draft, setDraft] = useState(readDraft);
  const [making, setMaking] = useState<Filled | null>(null);
  useBusy(false);
  const change = (next: readonly TestQuestion[]) => {
    setDraft(next);
    keepDraft(next);
  };
  const add = (row: TestQuestion) => {
    change([...draft.filter(({ id }) => id !== row.id), row]);
    setMaking(null);
  };
  return (
    <>
      <h1>质量</h1>
      <p class="lead">没有答上的、答得没用的，可以做成测试题；评测的数字随每个版本记录。</p>
      <DraftList draft={draft} onChange={change} />
      <div class="two">
        <section aria-labelledby="unanswered-title">
          <h2 id="unanswered-title">未找到依据的问题</h2>
          <Unanswered onMake={setMaking} />
        </section>
        <section aria-labelledby="useless-title">
          <h2 id="useless-title">反馈“没用”的回答</h2>
          <Useless onMake={setMaking} />
        </section>
      </div>
      <section aria-labelledby="evaluation-title">
        <h2 id="evaluation-title">评测</h2>
        <EvaluationTables />
      </section>
      {making !== null && <QuestionDialog start={making} onMade={add} onClose={() => setMaking(null)} />}
    </>
  );
}
