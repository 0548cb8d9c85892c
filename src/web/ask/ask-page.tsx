import { useEffect, useRef, useState } from 'preact/hooks';
import type { Answer, Citation } from '../../answer/schema.ts';
import { DocumentList } from '../../http/schema.ts';
import { getJson, isAbort, ServiceError } from '../shared/client.ts';
import { ProblemNotice } from '../shared/problem-notice.tsx';
import { useBusy, useRequest } from '../shared/use-request.ts';
import { readable } from '../shared/wording.ts';
import { askInSteps } from './answer-stream.ts';
import { AnswerView, PendingView } from './answer-view.tsx';
import { Composer } from './composer.tsx';
import { newConversation, type Place, placeOf, recall, remember } from './conversation.ts';
import { examplesFor } from './examples.ts';

/** A question with what is known of its answer: in the end one of `answer` and `error`. */
type Turn = Readonly<{
  question: string;
  answer: Answer | null;
  error: unknown;
  text: string;
  citations: readonly Citation[];
}>;

const EXAMPLES = 6;
const EXAMPLE_DOCUMENTS = 20;
const TITLE = '政答 · 问政策，答原文';

const asked = (question: string): Turn => ({ question, answer: null, error: null, text: '', citations: [] });
const addressOf = (question: string): string => `/?${new URLSearchParams({ q: question })}`;
const questionOfAddress = (): string => new URLSearchParams(location.search).get('q')?.trim() ?? '';

/** The turns that were answered before and that this entry of the history shows; empty where it has to be asked. */
function turnsAt(place: Place | null, question: string): readonly Turn[] {
  if (place === null) return [];
  const answers = recall(place.conversation).slice(0, place.turn + 1);
  if (answers.length <= place.turn || answers[place.turn]?.question !== question) return [];
  return answers.map((answer) => ({ ...asked(answer.question), answer }));
}

function Examples({ onReady }: Readonly<{ onReady: () => void }>) {
  const { value, loading } = useRequest('examples', (signal) =>
    getJson(`/v1/documents?limit=${EXAMPLE_DOCUMENTS}`, DocumentList, { signal }),
  );
  useEffect(() => {
    if (!loading) onReady();
  }, [loading, onReady]);
  const questions = examplesFor(value?.documents ?? [], EXAMPLES);
  if (questions.length === 0) {
    return value?.documents.length === 0 ? (
      <p class="notice">
        还没有文件入库。请先在<a href="/documents">文件</a>页上传。
      </p>
    ) : null;
  }
  return (
    <section id="examples" class="examples" aria-labelledby="examples-title">
      <h2 id="examples-title">可以这样问</h2>
      <ul id="example-list">
        {questions.map((question) => (
          <li key={question}>
            <a href={addressOf(question)}>{question}</a>
          </li>
        ))}
      </ul>
    </section>
  );
}

function TurnView({ turn, onRetry }: Readonly<{ turn: Turn; onRetry: () => void }>) {
  const { question, answer, error, text, citations } = turn;
  return (
    <article class="turn">
      <h2 class="turn-question">{question}</h2>
      {answer !== null && <AnswerView answer={answer} />}
      {error !== null && <ProblemNotice title="没有答成" error={error} again={onRetry} />}
      {answer === null && error === null && <PendingView text={text} citations={citations} />}
    </article>
  );
}

const outcomeOf = ({ status, answer }: Answer): string =>
  status === 'answered' ? `已答：${readable(answer)}` : '未找到依据';

/** Asking and reading answers; each question is an entry of the browser's history. */
export function AskPage() {
  const [turns, setTurns] = useState<readonly Turn[]>([]);
  const [progress, setProgress] = useState('');
  const [settled, setSettled] = useState(false);
  const running = useRef(new AbortController());
  const thread = useRef<HTMLDivElement>(null);
  const conversation = useRef('');

  const ask = async (before: readonly Turn[], question: string) => {
    running.current.abort();
    const mine = new AbortController();
    running.current = mine;
    let turn = asked(question);
    const show = (change: Partial<Turn>) => {
      turn = { ...turn, ...change };
      if (running.current === mine) setTurns([...before, turn]);
    };
    show({});
    document.title = `${question} · 政答`;
    setProgress('正在查找条款');
    const { signal } = mine;
    try {
      for await (const step of askInSteps({ question, conversationId: conversation.current }, signal)) {
        if (step.kind === 'evidence') show({ citations: step.citations });
        else if (step.kind === 'answer') show({ text: turn.text + step.text });
        else {
          show({ answer: step.answer });
          setProgress(outcomeOf(step.answer));
          const answers = [...before, turn].flatMap(({ answer }) => (answer === null ? [] : [answer]));
          if (answers.length === before.length + 1) remember(conversation.current, answers);
        }
      }
    } catch (error) {
      if (mine.signal.aborted || isAbort(error)) return;
      show({ error });
      setProgress('');
      if (!(error instanceof ServiceError)) throw error;
    }
  };

  const askAnew = (before: readonly Turn[], question: string) => {
    if (before.length === 0) conversation.current = newConversation();
    const place: Place = { conversation: conversation.current, turn: before.length };
    history.pushState(place, '', addressOf(question));
    void ask(before, question);
  };

  const showAddress = () => {
    running.current.abort();
    const question = questionOfAddress();
    const place = placeOf(history.state);
    const kept = turnsAt(place, question);
    conversation.current = kept.length > 0 && place !== null ? place.conversation : newConversation();
    setProgress('');
    if (question !== '' && kept.length === 0) {
      history.replaceState({ conversation: conversation.current, turn: 0 } satisfies Place, '');
      void ask([], question);
      return;
    }
    document.title = question === '' ? TITLE : `${question} · 政答`;
    setTurns(question === '' ? [] : kept);
  };

  useEffect(() => {
    showAddress();
    addEventListener('popstate', showAddress);
    return () => removeEventListener('popstate', showAddress);
  }, []);

  const count = turns.length;
  useEffect(() => {
    if (count > 1) thread.current?.lastElementChild?.scrollIntoView({ block: 'start' });
  }, [count]);

  const last = turns.at(-1);
  const waiting = last !== undefined && last.answer === null && last.error === null;
  useBusy(waiting || (count === 0 && !settled));

  return (
    <div class={count === 0 ? 'landing' : 'conversation'}>
      <div class={count === 0 ? 'ask-head' : 'visually-hidden'}>
        <h1>
          问政策，
          <wbr />
          答原文
        </h1>
        <p class="lead">
          <span>每个回答都取自已入库文件的条款，逐字引用，附文号与出处。</span>
          <span>文件里没有的，就说没有。</span>
        </p>
      </div>
      <div class="thread" ref={thread}>
        {turns.map((turn, position) => (
          <TurnView
            key={position}
            turn={turn}
            onRetry={() => void ask(turns.slice(0, position), turn.question)}
          />
        ))}
      </div>
      <p class="visually-hidden" role="status">
        {progress}
      </p>
      <Composer following={count > 0} busy={waiting} onAsk={(question) => askAnew(turns, question)} />
      {count === 0 && <Examples onReady={() => setSettled(true)} />}
    </div>
  );
}
