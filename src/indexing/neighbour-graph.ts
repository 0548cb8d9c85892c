import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
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

/** The library's file: 96 bytes of header, the elements with their lowest links, then the upper links of each. */
const HEADER_BYTES = 96;
const ELEMENTS_AT = 16;
const ELEMENT_BYTES_AT = 24;

/**
 * Whether the graph that the library has written is on the disk in full. It does not say so itself: on a full disk
 * or in a folder that is not there it writes what it can, and reports success.
 */
export function isWholeGraph(path: string): boolean {
  let file: number;
  try {
    file = openSync(path, 'r');
  } catch {
    return false;
  }
  try {
    const { size } = fstatSync(file);
    const header = Buffer.alloc(HEADER_BYTES);
    if (readSync(file, header, 0, HEADER_BYTES, 0) < HEADER_BYTES) return false;
    const elements = Number(header.readBigUInt64LE(ELEMENTS_AT));
    const upperLinks = HEADER_BYTES + elements * Number(header.readBigUInt64LE(ELEMENT_BYTES_AT));
    if (upperLinks > size) return false;
    const links = Buffer.alloc(size - upperLinks);
    if (readSync(file, links, 0, links.length, upperLinks) < links.length) return false;
    let at = 0;
    for (let element = 0; element < elements; element += 1) {
      if (at + 4 > links.length) return false;
      at += 4 + links.readUInt32LE(at);
    }
    return at === links.length;
  } finally {
    closeSync(file);
  }
}
