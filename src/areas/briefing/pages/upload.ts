/**
 * A document on its way to the server, page by page. It is there whole or not at all: what is cancelled or fails is removed again.
 * A page whose answer is lost is sent again; the same page twice is the same page. Knows no screen and no network: both are
 * arguments.
 */

import type { PageMade } from '../../../web/parts/pdf-pages.ts'
import type { Paged } from './pages-of.ts'

export interface Sending {
  /** The document's id. */
  readonly begin: (count: number) => Promise<string>
  readonly picture: (id: string, page: number, picture: Blob) => Promise<unknown>
  readonly text: (id: string, page: number, text: string) => Promise<unknown>
  readonly remove: (id: string) => Promise<unknown>
  /** Whether the same is worth another try. */
  readonly isLost: (error: unknown) => boolean
  readonly wait: (ms: number) => Promise<unknown>
  readonly onPage: (sent: number, count: number) => void
}

const WAITS_MS = [500, 2000, 5000] as const

export async function upload(paged: Paged, sending: Sending, signal: AbortSignal): Promise<void> {
  const id = await sending.begin(paged.count)
  try {
    let page = 0
    sending.onPage(0, paged.count)
    for await (const made of paged.pages) {
      signal.throwIfAborted()
      page++
      await sendPage(id, page, made, sending, signal)
      sending.onPage(page, paged.count)
    }
  } catch (error) {
    // The document that is half there is nobody's; that it could not be removed changes nothing of why.
    await sending.remove(id).catch(() => undefined)
    throw error
  }
}

async function sendPage(
  id: string,
  page: number,
  { picture, text }: PageMade,
  sending: Sending,
  signal: AbortSignal,
): Promise<void> {
  await tried(() => sending.picture(id, page, picture), sending, signal)
  if (text !== '') await tried(() => sending.text(id, page, text), sending, signal)
}

async function tried(act: () => Promise<unknown>, { isLost, wait }: Sending, signal: AbortSignal): Promise<void> {
  for (const waitMs of WAITS_MS) {
    try {
      await act()
      return
    } catch (error) {
      if (!isLost(error)) throw error
      await wait(waitMs)
      signal.throwIfAborted()
    }
  }
  await act()
}
