"""Step 2 of 3: trains the static embedding on the token ids of prepare.ts.

    /usr/bin/python3 scripts/train-embedding/train.py WORK --steps 4000 [--hold-out FOLD]

A text's vector is the sum of its words' vectors, scaled to unit length. A word's vector is its own row plus the mean
of its characters' rows (as fastText adds up character n-grams, Bojanowski et al. 2017, https://arxiv.org/abs/1607.04606),
so that rare words lean on their characters and words never seen in training have a vector too.
The loss is InfoNCE with in-batch negatives in both directions (van den Oord et al. 2018,
https://arxiv.org/abs/1807.03748); rows begin at the SIF weight of their word (Arora et al. 2017,
https://openreview.net/forum?id=SyK00v5xx): a / (a + p(word)).

Writes WORK/words.txt and WORK/vectors.f32 for export.ts.
Needs numpy and torch 1.13 (Debian: python3-torch libopenblas0-pthread). The seed and the texts fix the result on one
machine; another BLAS may change the last digits.
"""

import argparse
import multiprocessing
import os
import time

import numpy as np
import torch
import torch.nn.functional as functional

STARD_FOLDS = 5
TEMPERATURE = 0.05
SIF_A = 1e-3
#: Passages in production are runs of sentences of at most about 200 characters.
PASSAGE_TOKENS = (25, 130)
QUERY_TOKENS = 40
#: What people add to a question and no document holds: the model learns to pass over it.
QUESTION_WORDS = (
    '什么 哪些 多少 怎么 如何 怎样 哪 吗 呢 几 是否 能否 请问 谁 为什么 多久 多长 时间 何时 时候 我 想 问 要 '
    '需要 可以 怎么办 哪里 哪个 几个 多长时间 是 有 的 了 我们 你们 应该 规定 要求'
).split()


def read_arguments():
    parser = argparse.ArgumentParser()
    parser.add_argument('work')
    parser.add_argument('--output', help='folder for words.txt and vectors.f32 (default: work)')
    parser.add_argument('--steps', type=int, default=4000)
    parser.add_argument('--batch', type=int, default=1024)
    parser.add_argument('--rate', type=float, default=0.01)
    parser.add_argument('--seed', type=int, default=1)
    parser.add_argument('--dimensions', type=int, default=256)
    parser.add_argument('--tower', type=int, default=0, help='width of the hidden layer behind the sum; 0 for none')
    parser.add_argument('--questions', type=int, default=256, help='question-article pairs in a batch')
    parser.add_argument('--stard', type=float, default=0.3, help='share of STARD among these')
    parser.add_argument('--hold-out', type=int, default=-1, help='fold of STARD that is left out; 9 leaves out all')
    parser.add_argument('--negatives', help='file of hard negatives, see mine.py')
    parser.add_argument('--start', help='folder of a model to go on from')
    return parser.parse_args()


class Texts:
    """The arrays of prepare.ts, and how pairs are drawn from them."""

    def __init__(self, arguments, generator):
        folder = arguments.work

        def rows(name, width):
            return np.fromfile(os.path.join(folder, name), dtype=np.int32).reshape(-1, width)

        self.random = generator
        with open(os.path.join(folder, 'vocabulary.txt'), encoding='utf8') as file:
            self.words = file.read().split('\n')
        self.counts = rows('counts.i32', 1)[:, 0]
        self.tokens = rows('tokens.i32', 1)[:, 0]
        self.fragments = rows('fragments.i32', 3)
        self.clauses = rows('clauses.i32', 5)
        questions = rows('questions.i32', 6)
        fold = questions[:, 0]
        held = (fold < STARD_FOLDS) if arguments.hold_out == 9 else (fold == arguments.hold_out)
        self.rows = np.arange(len(questions))
        self.questions = questions
        self.stard = self.rows[(fold < STARD_FOLDS) & ~held]
        self.own = self.rows[fold >= STARD_FOLDS]
        self.stard_share = arguments.stard if len(self.stard) and len(self.own) else float(len(self.own) == 0)
        self.question_pairs = arguments.questions
        self.negatives = np.load(arguments.negatives) if arguments.negatives else None
        share = self.counts / self.counts.sum()
        self.sif = (SIF_A / (SIF_A + share)).astype(np.float32)
        numbers = {word: number for number, word in enumerate(self.words)}
        self.asking = np.array([numbers[word] for word in QUESTION_WORDS if word in numbers], dtype=np.int32)

        start, end = self.fragments[:, 0], self.fragments[:, 1]
        first, last = self.clauses[:, 3], self.clauses[:, 4]
        filled = last > first
        self.clauses = self.clauses[filled]
        first, last = first[filled], last[filled]
        length = end[last - 1] - start[first]
        self.clauses = self.clauses[length >= 8]
        # Clauses of a document stand together: groups of a batch are neighbours, each other's hard negatives.
        self.document_start = np.searchsorted(self.clauses[:, 0], np.arange(self.clauses[-1, 0] + 2))
        sizes = np.diff(self.document_start)
        # The square root keeps a law of 1,260 articles from outweighing a notice of ten paragraphs.
        weight = np.sqrt(sizes)
        self.document_reach = np.cumsum(weight) / weight.sum()

    def between(self, first, last):
        """The tokens of the fragments [first, last): they stand together in the array."""
        if last <= first:
            return self.tokens[:0]
        return self.tokens[self.fragments[first, 0] : self.fragments[last - 1, 1]]

    def window(self, first, last, around=None):
        """A run of fragments of [first, last) of at most some tokens, that holds `around` if given."""
        limit = self.random.integers(*PASSAGE_TOKENS)
        a = b = self.random.integers(first, last) if around is None else around
        b += 1
        size = self.fragments[a, 1] - self.fragments[a, 0]
        while True:
            grown = False
            if b < last and size + self.fragments[b, 1] - self.fragments[b, 0] <= limit:
                size += self.fragments[b, 1] - self.fragments[b, 0]
                b += 1
                grown = True
            if a > first and size + self.fragments[a - 1, 1] - self.fragments[a - 1, 0] <= limit:
                a -= 1
                size += self.fragments[a, 1] - self.fragments[a, 0]
                grown = True
            if not grown:
                return a, b

    def drop(self, tokens, share):
        """Leaves each word out with probability `share`, but for one."""
        if len(tokens) < 3:
            return tokens
        kept = tokens[self.random.random(len(tokens)) >= share]
        return kept if len(kept) > 0 else tokens[:1]

    def ask(self, tokens):
        if self.random.random() < 0.4:
            asked = self.random.integers(0, len(self.asking), self.random.integers(1, 4))
            return np.concatenate([tokens, self.asking[asked]])
        return tokens

    def pair(self, number):
        """(query, passage, whether the query also fits the document's other clauses)"""
        _, title, heading, first, last = self.clauses[number]
        kind = self.random.random()
        title_end = heading if heading > title and heading - title < 6 else title + 1
        if kind < 0.30 and last - first >= 2:
            # A sentence, or part of one, and what stands around it (the inverse cloze task, Lee et al. 2019).
            chosen = self.random.integers(first, last)
            a, b = self.window(first, last, chosen)
            end = chosen + 1
            while end < b and self.fragments[end, 1] - self.fragments[chosen, 0] < QUERY_TOKENS and (
                self.fragments[end - 1, 2] == 0 and self.random.random() < 0.6
            ):
                end += 1
            query = self.drop(self.between(chosen, end), 0.1)
            if self.random.random() < 0.75:
                passage = np.concatenate([self.between(a, chosen), self.between(end, b)])
            else:
                passage = self.between(a, b)
            if len(query) >= 2 and len(passage) >= 3:
                return self.ask(query), passage, False
        a, b = self.window(first, last)
        passage = self.between(a, b)
        if kind < 0.55:
            # The heading, or the title where there is none.
            if heading < first and first - heading < 8 and self.random.random() < 0.85:
                query = self.between(heading, first)
                if self.random.random() < 0.3:
                    query = np.concatenate([self.between(title, title_end), query])
            else:
                query = self.between(title, title_end)
            query = query[:QUERY_TOKENS]
            if len(query) >= 2:
                return self.ask(self.drop(query, 0.15)), passage, True
        # A few of its own words, the rare ones sooner: how people type into a search box.
        # Drawn without replacement by weight: the least of exponential times (Efraimidis & Spirakis 2006).
        size = min(len(passage), int(self.random.integers(2, 9)))
        times = -np.log(self.random.random(len(passage))) / self.sif[passage]
        chosen = np.argpartition(times, size - 1)[:size]
        query = passage[np.sort(chosen)]
        if self.random.random() < 0.3:
            query = np.concatenate([self.drop(self.between(title, title_end)[:12], 0.3), query])
        if self.random.random() < 0.5:
            # Without these very words, so that their neighbours must answer for them.
            kept = np.ones(len(passage), dtype=bool)
            kept[chosen[: max(1, size // 2)]] = False
            passage = passage[kept] if kept.sum() >= 5 else passage
        if self.random.random() < 0.2:
            passage = np.concatenate([self.between(title, title_end), self.between(heading, first)[:16], passage])
        return self.ask(query), passage, False

    def question_pair(self):
        """(query, passage, question, article, a hard negative or none)"""
        pool = self.stard if self.random.random() < self.stard_share else self.own
        row = pool[self.random.integers(len(pool))]
        _, question, end, name, body, body_end = self.questions[row]
        query = self.drop(self.between(question, end), 0.2)
        a, b = (body, body_end) if self.random.random() < 0.6 else self.window(body, body_end)
        passage = self.between(a, b)[:300]
        if self.random.random() < 0.3:
            passage = np.concatenate([self.between(name, body), passage])
        hard = None
        if self.negatives is not None:
            first, last = self.negatives[row, self.random.integers(self.negatives.shape[1])]
            if last > first:
                a, b = (first, last) if self.random.random() < 0.6 else self.window(first, last)
                hard = self.drop(self.between(a, b)[:300], 0.1)
        return query, self.drop(passage, 0.1), question, body, hard

    def batch(self, size):
        queries, passages, extra = [], [], []
        # Pairs of one document, question or article are no negatives of each other where either is loose.
        owners, articles, loose = [], [], []
        for _ in range(self.question_pairs if len(self.stard) + len(self.own) else 0):
            query, passage, question, article, hard = self.question_pair()
            queries.append(query)
            passages.append(passage)
            if hard is not None and len(hard):
                extra.append(hard)
            owners.append(-1 - question)
            articles.append(article)
            loose.append(True)
        while len(queries) < size:
            document = np.searchsorted(self.document_reach, self.random.random())
            start, end = self.document_start[document], self.document_start[document + 1]
            group = min(end - start, 4, size - len(queries))
            first = self.random.integers(start, end - group + 1)
            for number in range(first, first + group):
                query, passage, fits_others = self.pair(number)
                queries.append(query)
                passages.append(passage)
                owners.append(document)
                articles.append(self.clauses[number, 3])
                loose.append(fits_others)
        lists = queries + passages + extra
        lengths = np.array([len(item) for item in lists])
        return np.concatenate(lists), lengths, np.array(owners), np.array(articles), np.array(loose)


class Characters:
    """Which characters each word is made of; Latin words and numbers are left whole."""

    def __init__(self, words):
        self.numbers = {}
        lists = []
        for word in words:
            han = [letter for letter in word if '\u3400' <= letter <= '\u9fff']
            lists.append([self.numbers.setdefault(letter, len(self.numbers)) for letter in han])
        self.flat = np.array([number for item in lists for number in item], dtype=np.int64)
        self.ends = np.cumsum([len(item) for item in lists])

    def of(self, rows):
        """Flat character numbers of the words `rows`, and where each word's begin."""
        ends = self.ends[rows]
        starts = np.where(rows > 0, self.ends[rows - 1], 0)
        lengths = ends - starts
        offsets = np.cumsum(lengths) - lengths
        at = np.repeat(starts - offsets, lengths) + np.arange(lengths.sum())
        return torch.from_numpy(self.flat[at]), torch.from_numpy(offsets)


class Adam:
    """Adam (Kingma & Ba 2015) on the touched rows of a table alone."""

    def __init__(self, table):
        self.table = table
        self.mean = torch.zeros_like(table)
        self.square = torch.zeros_like(table)
        self.steps = 0

    def step(self, rows, gradient, rate):
        self.steps += 1
        mean = self.mean[rows].mul_(0.9).add_(gradient, alpha=0.1)
        square = self.square[rows].mul_(0.999).addcmul_(gradient, gradient, value=0.001)
        self.mean[rows] = mean
        self.square[rows] = square
        corrected = rate * (1 - 0.999**self.steps) ** 0.5 / (1 - 0.9**self.steps)
        self.table[rows] -= corrected * mean / (square.sqrt_() + 1e-8)


def draw_batches(texts, size, steps, queue):
    for _ in range(steps):
        queue.put(texts.batch(size))


class Tower(torch.nn.Module):
    """A residual layer behind the sum: x + W2 · relu(W1 · x + b1), the identity to begin with."""

    def __init__(self, dimensions, width):
        super().__init__()
        self.inner = torch.nn.Linear(dimensions, width)
        self.outer = torch.nn.Linear(width, dimensions, bias=False)
        torch.nn.init.zeros_(self.outer.weight)

    def forward(self, x):
        return x + self.outer(torch.relu(self.inner(x)))


def main():
    arguments = read_arguments()
    generator = np.random.default_rng(arguments.seed)
    torch.manual_seed(arguments.seed)
    texts = Texts(arguments, generator)
    characters = Characters(texts.words)
    dimensions = arguments.dimensions
    sif = torch.from_numpy(texts.sif)[:, None]
    own = torch.randn(len(texts.words), dimensions) / 16 * sif
    shared = torch.randn(len(characters.numbers), dimensions) / 16 * 0.3
    tower = Tower(dimensions, arguments.tower) if arguments.tower else None
    if arguments.start:
        state = torch.load(os.path.join(arguments.start, 'state.pt'))
        own, shared = state['own'], state['shared']
        if tower and state['tower']:
            tower.load_state_dict(state['tower'])
    own_adam, shared_adam = Adam(own), Adam(shared)
    optimiser = torch.optim.AdamW(tower.parameters(), lr=1e-3, weight_decay=0.01) if tower else None
    print(
        f'{len(texts.words)} words, {len(texts.clauses)} clauses, question-article pairs: {len(texts.stard)} of STARD, '
        f'{len(texts.own)} of our own; {torch.get_num_threads()} threads',
        flush=True,
    )

    # Drawing takes a third of the time: a process of its own, one alone so that the order is fixed.
    queue = multiprocessing.Queue(8)
    drawing = (texts, arguments.batch, arguments.steps, queue)
    multiprocessing.Process(target=draw_batches, args=drawing, daemon=True).start()
    started, running = time.time(), 0.0
    for step in range(arguments.steps):
        share = min(1, (step + 1) / 50) * (1 - step / arguments.steps)
        rate = arguments.rate * share
        flat, lengths, owners, articles, loose = queue.get()
        used, inverse = np.unique(flat, return_inverse=True)
        inverse = torch.from_numpy(inverse)
        rows = torch.from_numpy(used.astype(np.int64))
        leaf = own[rows].requires_grad_()
        letters, starts = characters.of(used)
        touched, letters = torch.unique(letters, return_inverse=True)
        letter_leaf = shared[touched].requires_grad_()
        composed = functional.embedding_bag(letters, letter_leaf, starts, mode='mean')
        vectors = leaf + composed * sif[rows]
        offsets = torch.from_numpy(np.cumsum(lengths) - lengths)
        sums = functional.normalize(functional.embedding_bag(inverse, vectors, offsets, mode='sum'), dim=1)
        if tower:
            sums = functional.normalize(tower(sums), dim=1)
        q, p = sums[: len(owners)], sums[len(owners) :]
        scores = q @ p.T / TEMPERATURE
        same = owners[:, None] == owners[None, :]
        hidden = (same & (loose[:, None] | loose[None, :])) | (articles[:, None] == articles[None, :]) & loose[:, None]
        np.fill_diagonal(hidden, False)
        pairs = scores[:, : len(owners)].masked_fill(torch.from_numpy(hidden), -1e4)
        target = torch.arange(len(owners))
        forward = torch.cat([pairs, scores[:, len(owners) :]], dim=1)
        loss = functional.cross_entropy(forward, target) + functional.cross_entropy(pairs.T, target)
        loss.backward()
        with torch.no_grad():
            own_adam.step(rows, leaf.grad, rate)
            shared_adam.step(touched, letter_leaf.grad, rate)
        if tower:
            optimiser.param_groups[0]['lr'] = 1e-3 * share
            optimiser.step()
            optimiser.zero_grad()
        running = 0.98 * running + 0.02 * loss.item() if step else loss.item()
        if step % 500 == 499 or step == 20:
            print(f'step {step + 1}: loss {running:.3f}, {time.time() - started:.0f} s', flush=True)

    output = arguments.output or arguments.work
    os.makedirs(output, exist_ok=True)
    torch.save(
        {'own': own, 'shared': shared, 'tower': tower.state_dict() if tower else None},
        os.path.join(output, 'state.pt'),
    )
    with torch.no_grad():
        letters, starts = characters.of(np.arange(len(texts.words)))
        vectors = own + functional.embedding_bag(letters, shared, starts, mode='mean') * sif
        vectors[:2] = 0
        vectors = vectors.numpy()
    words = list(texts.words)
    with open(os.path.join(arguments.work, 'extra-words.txt'), encoding='utf8') as file:
        extra = [word for word in file.read().split('\n') if all(one in characters.numbers for one in word)]
    rows = [shared[[characters.numbers[letter] for letter in word]].mean(0) for word in extra]
    vectors = np.concatenate([vectors, torch.stack(rows).numpy()])
    words += extra
    with open(os.path.join(output, 'words.txt'), 'w', encoding='utf8') as file:
        file.write('\n'.join(words))
    vectors.astype('<f4').tofile(os.path.join(output, 'vectors.f32'))
    if tower:
        layers = [tower.inner.weight, tower.inner.bias, tower.outer.weight]
        np.concatenate([layer.detach().numpy().ravel() for layer in layers]).astype('<f4').tofile(
            os.path.join(output, 'tower.f32')
        )


main()
