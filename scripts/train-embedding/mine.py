"""Between two runs of train.py: finds clauses that a model takes for the answer and that are not (hard negatives).

    /usr/bin/python3 scripts/train-embedding/mine.py WORK MODEL WORK/negatives.npy

WORK: of prepare.py, MODEL: the --output of train.py. For each row of questions.i32 the nearest clauses, without those
that share half of their words with the right one: other printings of it, and versions that differ in a word.
Writes an array [rows, 8, 2] of fragment numbers (first, end), for train.py --negatives.
"""

import os
import sys

import numpy as np

NEGATIVES = 8
LOOKED_AT = 40
SAME = 0.5
CHUNK = 512


def unit(x):
    return x / np.maximum(1e-9, np.linalg.norm(x, axis=1, keepdims=True))


def main():
    work, model, target = sys.argv[1:4]
    rows = lambda name, width: np.fromfile(os.path.join(work, name), dtype=np.int32).reshape(-1, width)
    with open(os.path.join(work, 'vocabulary.txt'), encoding='utf8') as file:
        size = len(file.read().split('\n'))
    tokens, fragments = rows('tokens.i32', 1)[:, 0], rows('fragments.i32', 3)
    clauses, questions = rows('clauses.i32', 5), rows('questions.i32', 6)
    with open(os.path.join(model, 'words.txt'), encoding='utf8') as file:
        count = len(file.read().split('\n'))
    vectors = np.fromfile(os.path.join(model, 'vectors.f32'), dtype='<f4').reshape(count, -1)[:size]
    dimensions = vectors.shape[1]
    path = os.path.join(model, 'tower.f32')
    tower = np.fromfile(path, dtype='<f4') if os.path.exists(path) else None

    def between(first, end):
        return tokens[fragments[first, 0] : fragments[end - 1, 1]] if end > first else tokens[:0]

    def embed(spans):
        sums = np.stack([vectors[between(first, end)].sum(0) for first, end in spans])
        x = unit(sums)
        if tower is not None:
            width = len(tower) // (2 * dimensions + 1)
            inner = tower[: width * dimensions].reshape(width, dimensions)
            bias = tower[width * dimensions : width * (dimensions + 1)]
            outer = tower[width * (dimensions + 1) :].reshape(dimensions, width)
            x = unit(x + np.maximum(0, x @ inner.T + bias) @ outer.T)
        return x.astype(np.float32)

    clauses = clauses[clauses[:, 4] > clauses[:, 3]]
    passages = embed(clauses[:, 3:5])
    words = [set(between(first, end).tolist()) for first, end in clauses[:, 3:5]]
    negatives = np.zeros((len(questions), NEGATIVES, 2), dtype=np.int32)
    asked = embed(questions[:, 1:3])
    for start in range(0, len(questions), CHUNK):
        scores = asked[start : start + CHUNK] @ passages.T
        nearest = np.argpartition(-scores, LOOKED_AT, axis=1)[:, :LOOKED_AT]
        for at, candidates in enumerate(nearest):
            row = start + at
            right = set(between(*questions[row, 4:6]).tolist())
            found = 0
            for number in candidates[np.argsort(-scores[at, candidates])]:
                own = words[number]
                if len(own & right) > SAME * max(1, min(len(own), len(right))):
                    continue
                negatives[row, found] = clauses[number, 3:5]
                found += 1
                if found == NEGATIVES:
                    break
    np.save(target, negatives)
    print(f'{len(questions)} questions, {(negatives[:, :, 1] > 0).mean() * NEGATIVES:.1f} negatives each')


main()
