/**
 * A PDF as pictures of its pages and what they say, made by the browser that has it: a server that never reads a PDF cannot be
 * hurt by one. Loaded when somebody adds a PDF, with pdf.js, whose own worker reads it; scripts in it are never run.
 */
import { GlobalWorkerOptions, getDocument, type PDFPageProxy } from 'pdfjs-dist'
import workerUrl from 'pdfjs-dist/build/pdf.worker.min.mjs?url'

export interface PageMade {
  readonly picture: Blob
  readonly text: string
  readonly width: number
  readonly height: number
}

/** Pixels of the longer side: sharp on a large screen, and small enough for a poor line. */
const SIDE_PX = 1600
const QUALITY = 0.8
const TEXT_MAX = 20_000
/** What pdf.js asks for by name: fonts that a PDF need not bring, readers of rare pictures (vite.config.ts). */
const PARTS = '/pdf/'

GlobalWorkerOptions.workerSrc = workerUrl

/** Throws what `isNoPdf` knows where it is none, is broken, or has a password. */
export async function pagesOfPdf(
  file: Blob,
  signal: AbortSignal,
): Promise<{ readonly count: number; readonly pages: AsyncIterable<PageMade> }> {
  const task = getDocument({
    data: new Uint8Array(await file.arrayBuffer()),
    // The console's policy lets nothing be compiled, nor fonts be loaded from elsewhere.
    useWasm: false,
    wasmUrl: PARTS,
    disableFontFace: true,
    standardFontDataUrl: PARTS,
    enableXfa: false,
  })
  signal.addEventListener('abort', () => void task.destroy(), { once: true })
  const document = await task.promise
  async function* pages(): AsyncGenerator<PageMade> {
    try {
      for (let number = 1; number <= document.numPages; number++) {
        signal.throwIfAborted()
        const page = await document.getPage(number)
        yield await made(page)
        page.cleanup()
      }
    } finally {
      await task.destroy()
    }
  }
  return { count: document.numPages, pages: pages() }
}

export function isNoPdf(error: unknown): boolean {
  return error instanceof Error && /^(InvalidPDF|Password|Format)/.test(error.name)
}

async function made(page: PDFPageProxy): Promise<PageMade> {
  const natural = page.getViewport({ scale: 1 })
  const scale = SIDE_PX / Math.max(natural.width, natural.height)
  const viewport = page.getViewport({ scale })
  const canvas = document.createElement('canvas')
  canvas.width = Math.max(1, Math.round(viewport.width))
  canvas.height = Math.max(1, Math.round(viewport.height))
  await page.render({ canvas, viewport, background: '#ffffff' }).promise
  const picture = await pictureOf(canvas)
  const { width, height } = canvas
  // Its memory is given back at once: a document has hundreds.
  canvas.width = 0
  return { picture, text: await textOf(page), width, height }
}

/** WebP, where the browser writes it. */
async function pictureOf(canvas: HTMLCanvasElement): Promise<Blob> {
  const as = async (type: string) => await new Promise<Blob | null>(done => canvas.toBlob(done, type, QUALITY))
  const webp = await as('image/webp')
  const picture = webp?.type === 'image/webp' ? webp : await as('image/jpeg')
  if (picture === null) throw new TypeError('the page has no size')
  return picture
}

async function textOf(page: PDFPageProxy): Promise<string> {
  const { items } = await page.getTextContent()
  const text = items.map(item => ('str' in item ? item.str + (item.hasEOL ? '\n' : '') : '')).join('')
  return text.normalize('NFC').trim().slice(0, TEXT_MAX)
}
