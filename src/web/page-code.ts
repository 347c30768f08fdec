/**
 * The code of a page, which comes when the page is opened. It may not come: the server is away, or has another version
 * whose files have other names.
 *
 * Away is said on the page, to be tried again; what is open stays as it is. For another version the router loads the whole
 * console anew, once. Knows no page.
 */
import { offline } from './problem.ts'

export function arriving<Code>(load: () => Promise<Code>): () => Promise<Code> {
  return async () => {
    try {
      return await load()
    } catch (error) {
      throw (await isServerThere()) ? error : offline()
    }
  }
}

async function isServerThere(): Promise<boolean> {
  try {
    return (await fetch('/healthz', { cache: 'no-store' })).ok
  } catch {
    return false
  }
}
