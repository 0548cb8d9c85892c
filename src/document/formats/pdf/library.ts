import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { PDFDocumentLoadingTask } from 'pdfjs-dist';

type Pdfjs = typeof import('pdfjs-dist');

const resolve = createRequire(import.meta.url).resolve;
const FOLDER = dirname(resolve('pdfjs-dist/package.json'));
/** A variable, because the worker half of the library comes without types. */
const WORKER: string = 'pdfjs-dist/legacy/build/pdf.worker.mjs';

/** What the library wants to find in a browser for drawing; nothing is drawn here. */
const DRAWING = ['DOMMatrix', 'ImageData', 'Path2D'];
/** What it leaves in the global scope. Other libraries take `navigator` for a browser's. */
const LEFT_BEHIND = [...DRAWING, 'navigator', 'pdfjsLib', 'pdfjsWorker', '_pdfjsTestingUtils'];

async function load(): Promise<Pdfjs> {
  const strangers = LEFT_BEHIND.filter((name) => !(name in globalThis));
  for (const name of strangers.filter((name) => DRAWING.includes(name))) {
    Object.defineProperty(globalThis, name, { configurable: true, writable: true, value: class {} });
  }
  // While it is loaded its own switch for silence is out of reach: it warns where no canvas is installed.
  const { warn } = console;
  console.warn = (...parts: unknown[]): void => {
    if (!/^Warning: Cannot (?:load|polyfill|access)/.test(String(parts[0]))) warn(...parts);
  };
  try {
    const library = await import('pdfjs-dist/legacy/build/pdf.mjs');
    await import(WORKER);
    return library;
  } finally {
    console.warn = warn;
    for (const name of strangers) Reflect.deleteProperty(globalThis, name);
  }
}

/**
 * Lets go of what the library rejects and nobody awaits: it reads broken objects ahead, and what the file comes to is
 * known by the promise that is awaited. Throws all other rejections, as a process does without it.
 */
export function ignoreAbandoned(cause: unknown): void {
  const stack = cause instanceof Error ? (cause.stack ?? '') : '';
  if (!/webpack:\/\/pdf\.js|[\\/]pdfjs-dist[\\/]/.test(stack)) throw cause;
}

let loaded: Promise<Pdfjs> | undefined;

/** The library, loaded when the first PDF is read: it takes 0.2 s and 30 MB that no other command needs. */
export function loadPdfjs(): Promise<Pdfjs> {
  if (loaded === undefined) {
    process.on('unhandledRejection', ignoreAbandoned);
    loaded = load();
  }
  return loaded;
}

const named = (value: unknown, key: string): string => {
  const found = typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined;
  // Names come from the file: one that leads out of the folder is none of the library's.
  if (typeof found !== 'string' || !/^[\w-]+(?:\.\w+)?$/.test(found)) throw new Error('no such resource');
  return found;
};

/** Gives the library its tables of character codes (Adobe CMaps) from its own folder. */
class CharacterMaps {
  async fetch(wanted: unknown): Promise<{ cMapData: Uint8Array; isCompressed: boolean }> {
    const data = await readFile(join(FOLDER, 'cmaps', `${named(wanted, 'name')}.bcmap`));
    return { cMapData: new Uint8Array(data), isCompressed: true };
  }
}

/** Gives it the metrics of the fonts that a PDF need not embed (ISO 32000-1, 9.6.2.2). */
class StandardFonts {
  async fetch(wanted: unknown): Promise<Uint8Array> {
    return new Uint8Array(await readFile(join(FOLDER, 'standard_fonts', named(wanted, 'filename'))));
  }
}

/**
 * Begins to read a PDF held in memory: without worker, network, evaluated code, fonts of the system, decoded images or
 * a word on the console. The task must be destroyed, whatever becomes of it.
 */
export async function beginPdf(bytes: Uint8Array): Promise<PDFDocumentLoadingTask> {
  const { getDocument, VerbosityLevel } = await loadPdfjs();
  return getDocument({
    // A copy: the library takes the memory away from whoever gives it.
    data: new Uint8Array(bytes),
    verbosity: VerbosityLevel.ERRORS,
    CMapReaderFactory: CharacterMaps,
    StandardFontDataFactory: StandardFonts,
    useWorkerFetch: false,
    useWasm: false,
    useSystemFonts: false,
    disableFontFace: true,
    isEvalSupported: false,
    isOffscreenCanvasSupported: false,
    isImageDecoderSupported: false,
    maxImageSize: 0,
    enableXfa: false,
    stopAtErrors: false,
  });
}
