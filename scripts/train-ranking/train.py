"""Step 2 of 2: trains the ranking model on the rows of dump.ts.

    /usr/bin/python3 scripts/train-ranking/train.py OUT src/retrieval/ranking.json

One hidden layer beside a linear part. Where candidates are right or wrong, the loss is the listwise softmax
cross-entropy over a question's candidates (ListNet's top-one form, Cao et al. 2007,
https://doi.org/10.1145/1273496.1273513), the right ones sharing the target. With --reward it is the reward that a
draw from the softmax would earn on average, which is what the best candidate should have most of.
Every tenth question is for choosing when to stop; the network is the mean of its last steps (Polyak averaging).
Needs numpy and torch 1.13 (Debian: python3-torch).
"""

import argparse
import json
import os

import numpy as np
import torch

HELD_OUT = 10
WEIGHTS = (1.0, 3.0, 3.0, 1.0, 1.0, 1.0)
#: A passage of the right clause that does not hold the answer itself.
NEAR = 0.2


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument('out', help='folder of a dump, or several parted by commas')
    parser.add_argument('target')
    parser.add_argument('--hidden', type=int, default=24)
    parser.add_argument('--epochs', type=int, default=12)
    parser.add_argument('--rate', type=float, default=3e-3)
    parser.add_argument('--decay', type=float, default=1e-3)
    parser.add_argument('--seed', type=int, default=1)
    parser.add_argument('--without', default='', help='features to leave out, for ablation')
    parser.add_argument('--weights', default='', help='of the sets, such as 1,2,1')
    parser.add_argument('--binary', action='store_true', help='each row by itself: is it right?')
    parser.add_argument('--reward', action='store_true', help='labels are 255 times a reward, not classes')
    arguments = parser.parse_args()
    torch.manual_seed(arguments.seed)
    random = np.random.default_rng(arguments.seed)
    folders = arguments.out.split(',')
    with open(os.path.join(folders[0], 'names.json'), encoding='utf8') as file:
        names = json.load(file)
    read = lambda name, kind: [np.fromfile(os.path.join(folder, name), dtype=kind) for folder in folders]
    features = np.concatenate(read('features.f32', '<f4')).reshape(-1, len(names))
    labels = read('labels.u8', np.uint8)
    starts = np.cumsum([0] + [len(part) for part in labels])
    labels = np.concatenate(labels)
    shifted = [part.reshape(-1, 3) + [start, start, 0] for part, start in zip(read('rows.i32', np.int32), starts)]
    rows = np.concatenate(shifted)
    weights = [float(one) for one in arguments.weights.split(',')] if arguments.weights else WEIGHTS
    mean, deviation = features.mean(0), features.std(0)
    deviation[deviation < 1e-6] = 1
    for name in arguments.without.split(','):
        if name:
            features[:, names.index(name)] = mean[names.index(name)]
    scaled = torch.from_numpy((features - mean) / deviation)
    classes = np.where(labels == 2, 1.0, np.where(labels == 1, NEAR, 0))
    gains = torch.from_numpy((labels / 255 if arguments.reward else classes).astype(np.float32))

    width = len(names)
    hidden = torch.nn.Linear(width, arguments.hidden)
    output = torch.nn.Linear(arguments.hidden, 1, bias=False)
    linear = torch.nn.Linear(width, 1, bias=False)
    torch.nn.init.zeros_(linear.weight)
    layers = torch.nn.ModuleList([hidden, output, linear])

    def score(x):
        return (output(torch.relu(hidden(x))) + linear(x))[:, 0]

    held = np.arange(len(rows)) % HELD_OUT == 0
    train, test = rows[~held], rows[held]

    def measure_binary(which):
        with torch.no_grad():
            scores = score(scaled[which[:, 0]]).numpy()
        right = labels[which[:, 0]] > 0
        found = {}
        for kind in np.unique(which[:, 2]):
            s, r = scores[which[:, 2] == kind], right[which[:, 2] == kind]
            ranks = s.argsort().argsort() + 1
            area = (ranks[r].sum() - r.sum() * (r.sum() + 1) / 2) / max(1, r.sum() * (~r).sum())
            balanced = ((s[r] > 0).mean() + (s[~r] <= 0).mean()) / 2
            found[int(kind)] = (len(r), 'AUC', round(float(area), 4), 'balanced', round(float(balanced), 4))
        return found

    def measure(which):
        if arguments.binary:
            return measure_binary(which)
        with torch.no_grad():
            hits = {}
            for start, end, kind in which:
                s = score(scaled[start:end]).numpy()
                if arguments.reward:
                    hits.setdefault(kind, []).append((labels[start:end][s.argmax()] / 255, labels[start:end].max() / 255))
                    continue
                right = labels[start:end] >= 1
                rank = 1 + (s > s[right].max()).sum()
                hits.setdefault(kind, []).append(rank)
        if arguments.reward:
            return {int(kind): (len(r), [round(float(x), 4) for x in np.mean(r, 0)]) for kind, r in sorted(hits.items())}
        return {
            int(kind): (len(r), round(float(np.mean(np.array(r) == 1)), 4), round(float(np.mean(np.array(r) <= 10)), 4))
            for kind, r in sorted(hits.items())
        }

    optimiser = torch.optim.AdamW(layers.parameters(), lr=arguments.rate, weight_decay=arguments.decay)
    batch = 32
    steps = arguments.epochs * (len(train) // batch)
    average = None
    step = 0
    for epoch in range(arguments.epochs):
        order = random.permutation(len(train))
        total = 0.0
        for at in range(0, len(order) - batch + 1, batch):
            for group in optimiser.param_groups:
                group['lr'] = arguments.rate * (1 - step / steps)
            chosen = train[order[at : at + batch]]
            scores = score(torch.cat([scaled[start:end] for start, end, _ in chosen]))
            loss, first = 0.0, 0
            if arguments.binary:
                share = torch.tensor([weights[kind] for _, _, kind in chosen])
                target = (gains[chosen[:, 0]] > 0).float()
                loss = torch.nn.functional.binary_cross_entropy_with_logits(scores, target, share, reduction='sum')
            for start, end, kind in [] if arguments.binary else chosen:
                size = end - start
                gain = gains[start:end]
                log = torch.log_softmax(scores[first : first + size], 0)
                if arguments.reward:
                    # The cross-entropy to begin with: where all scores are alike the reward alone hardly says where to go.
                    soft = gain.pow(4) / gain.pow(4).sum()
                    loss = loss - weights[kind] * (3 * (log.exp() * gain).sum() + 0.1 * (soft * log).sum())
                else:
                    loss = loss - weights[kind] * (gain / gain.sum() * log).sum()
                first += size
            loss = loss / batch
            optimiser.zero_grad()
            loss.backward()
            optimiser.step()
            total += loss.item()
            step += 1
            if step > steps * 3 / 4:
                now = [p.detach().clone() for p in layers.parameters()]
                average = now if average is None else [a * 0.98 + b * 0.02 for a, b in zip(average, now)]
        if epoch % 3 == 2:
            print(f'epoch {epoch + 1}: loss {total / (len(order) // batch):.4f}, held out {measure(test)}', flush=True)
    with torch.no_grad():
        for p, a in zip(layers.parameters(), average):
            p.copy_(a)
    print(f'averaged: training {measure(train)}, held out {measure(test)}')
    rounded = lambda values: [round(float(value), 5) for value in values]
    with open(arguments.target, 'w', encoding='utf8') as file:
        json.dump(
            {
                'features': names,
                'mean': rounded(mean),
                'deviation': rounded(deviation),
                'hidden': [rounded(row) for row in hidden.weight.detach().numpy()],
                'hiddenBias': rounded(hidden.bias.detach().numpy()),
                'output': rounded(output.weight.detach().numpy()[0]),
                'linear': rounded(linear.weight.detach().numpy()[0]),
            },
            file,
        )
        file.write('\n')


main()
