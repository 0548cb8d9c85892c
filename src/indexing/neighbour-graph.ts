import hnswlib from 'hnswlib-node';

/**
 * Hierarchical navigable small world graph (Malkov & Yashunin 2018, arXiv:1603.09320). M 16 and efConstruction 100
 * as measured in index/README.md; `ef` is the number of candidates that a search keeps.
 */
export const GRAPH_PARAMETERS = { m: 16, efConstruction: 100, seed: 100, ef: 160 } as const;

/** A finished graph of unit vectors, labelled with their passage numbers in the segment. Only read. */
export class NeighbourGraph {
  readonly #graph: hnswlib.HierarchicalNSW;

  private constructor(graph: hnswlib.HierarchicalNSW) {
    this.#graph = graph;
  }

  /** The file must have been checked before: the library trusts it. */
  static read(path: string, dimensions: number): NeighbourGraph {
    const graph = new hnswlib.HierarchicalNSW('ip', dimensions);
    graph.readIndexSync(path);
    return new NeighbourGraph(graph);
  }

  /** About the `k` passages nearest to `vector` among those that `accept` takes (all, if null); unordered. */
  nearest(vector: readonly number[], k: number, accept: ((passage: number) => boolean) | null): number[] {
    const wanted = Math.min(k, this.#graph.getCurrentCount());
    if (wanted === 0) return [];
    this.#graph.setEf(Math.max(GRAPH_PARAMETERS.ef, wanted));
    const found =
      accept === null
        ? this.#graph.searchKnn([...vector], wanted)
        : this.#graph.searchKnn([...vector], wanted, accept);
    return found.neighbors;
  }

  /** The vector of a passage that is in the graph. */
  vector(passage: number): number[] {
    return this.#graph.getPoint(passage);
  }
}
