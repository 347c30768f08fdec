/**
 * A document as pictures of its pages, made by the browser that has it: a PDF page by page, pictures one page each. What a file is
 * its first octets say, not its name. The reader of PDFs is code that comes with the first one.
 */
import { arriving } from '../../../web/page-code.ts'
import type { PageMade } from '../../../web/parts/pdf-pages.ts'
import { DOCUMENT_PAGES_MAX, PAGE_SIZE_MAX } from './limits.ts'

export interface Paged {
  readonly count: number
  readonly pages: AsyncIterable<PageMade>
}

/** unknown: neither. mixed: a PDF among other files. broken: it cannot be read, or has a password. */
export type NotPagedWhy = 'unknown' | 'mixed' | 'broken' | 'long' | 'nothing'

export class NotPaged extends Error {
  readonly why: NotPagedWhy
  /** Which file. */
  readonly file: string

  constructor(why: NotPagedWhy, file: string) {
    super(`${file}: ${why}`)
    this.why = why
    this.file = file
  }
}

export type FileKind = 'pdf' | 'picture' | null

const pdf = arriving(() => import('../../../web/parts/pdf-pages.ts'))

/** Several files are one document where all of them are pictures. */
export async function pagesOf(files: readonly File[], signal: AbortSignal): Promise<Paged> {
  const [first] = files
  if (first === undefined) throw new NotPaged('nothing', '')
  const kinds = await Promise.all(files.map(kindOfFile))
  const odd = files[kinds.indexOf(null)]
  if (odd !== undefined) throw new NotPaged('unknown', odd.name)
  if (!kinds.includes('pdf')) return long(picturesOf(files), first)
  if (files.length > 1) throw new NotPaged('mixed', files[kinds.indexOf('pdf')]?.name ?? '')
  const { pagesOfPdf, isNoPdf } = await pdf()
  try {
    return long(await pagesOfPdf(first, signal), first)
  } catch (error) {
    throw isNoPdf(error) ? new NotPaged('broken', first.name) : error
  }
}

function long(paged: Paged, { name }: File): Paged {
  if (paged.count > DOCUMENT_PAGES_MAX) throw new NotPaged('long', name)
  return paged
}

/** By names with numbers: page 2 before page 10. */
function picturesOf(files: readonly File[]): Paged {
  const sorted = inOrder(files)
  async function* pages(): AsyncGenerator<PageMade> {
    for (const file of sorted) {
      try {
        yield await pictureOf(file)
      } catch {
        throw new NotPaged('broken', file.name)
      }
    }
  }
  return { count: sorted.length, pages: pages() }
}

export function inOrder<Named extends { readonly name: string }>(files: readonly Named[]): readonly Named[] {
  return files.toSorted((a, b) => a.name.localeCompare(b.name, 'vi', { numeric: true }))
}

const HEAD_OCTETS = 12

async function kindOfFile(file: File): Promise<FileKind> {
  return kindOf(new Uint8Array(await file.slice(0, HEAD_OCTETS).arrayBuffer()))
}

/** By its first octets: PDF (ISO 32000-1, 7.5.2), PNG, JPEG, WebP (RIFF with a form of WEBP). */
export function kindOf(head: Uint8Array): FileKind {
  const text = String.fromCharCode(...head)
  if (text.startsWith('%PDF-')) return 'pdf'
  const isPicture =
    text.startsWith('\u0089PNG\r\n\u001a\n') ||
    text.startsWith('\u00ff\u00d8\u00ff') ||
    (text.startsWith('RIFF') && text.slice(8, 12) === 'WEBP')
  return isPicture ? 'picture' : null
}

/** Pixels of the longer side, and how fine: tried in this order until the page is small enough. */
const TRIES = [
  [1600, 0.85],
  [1600, 0.6],
  [1280, 0.6],
  [960, 0.5],
] as const

/** As it is where it is small enough, else smaller. */
export async function pictureOf(file: Blob): Promise<PageMade> {
  const bitmap = await createImageBitmap(file)
  const { width, height } = bitmap
  if (file.size <= PAGE_SIZE_MAX) {
    bitmap.close()
    return { picture: file, text: '', width, height }
  }
  for (const [side, quality] of TRIES) {
    const scale = Math.min(1, side / Math.max(width, height))
    const canvas = document.createElement('canvas')
    canvas.width = Math.max(1, Math.round(width * scale))
    canvas.height = Math.max(1, Math.round(height * scale))
    canvas.getContext('2d')?.drawImage(bitmap, 0, 0, canvas.width, canvas.height)
    const picture = await new Promise<Blob | null>(done => canvas.toBlob(done, 'image/jpeg', quality))
    if (picture !== null && picture.size <= PAGE_SIZE_MAX) {
      bitmap.close()
      return { picture, text: '', width: canvas.width, height: canvas.height }
    }
  }
  bitmap.close()
  throw new TypeError('the picture does not get small enough')
}
