// Builds a neighbour graph beside the main thread. Plain JavaScript, because a worker thread starts without the
// loader that lets the main thread (tsx, vitest) run TypeScript.
import { parentPort, workerData } from 'node:worker_threads';
import hnswlib from 'hnswlib-node';

if (parentPort === null) throw new Error('graph-worker.mjs runs as a worker thread only');
const port = parentPort;
const { dimensions, capacity, m, efConstruction, seed } = workerData;
const graph = new hnswlib.HierarchicalNSW('ip', dimensions);
graph.initIndex(capacity, m, efConstruction, seed);

port.on('message', (message) => {
  if (message.path !== undefined) {
    graph.writeIndexSync(message.path);
    port.postMessage({ written: true });
    port.close();
    return;
  }
  const { rows, first } = message;
  for (let row = 0; row * dimensions < rows.length; row += 1) {
    const vector = rows.subarray(row * dimensions, (row + 1) * dimensions);
    // A text without any known word has no direction; it is found by its words or not at all.
    if (vector.some((component) => component !== 0)) graph.addPoint(Array.from(vector), first + row);
  }
  port.postMessage({ added: rows.length / dimensions });
});
