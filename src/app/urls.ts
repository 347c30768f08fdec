/** Where a server is, as the command line says it: an origin. */
import { baseFailure } from '../base/failures.ts'

/** Without a path. */
export function readUrl(text: string): string {
  const url = URL.parse(text)
  if (url === null || !/^https?:$/.test(url.protocol) || url.pathname !== '/' || url.search !== '')
    throw baseFailure('usage', {
      vi: `'${text}' không có dạng http(s)://host[:port]`,
      en: `'${text}' is not http(s)://host[:port]`,
    })
  return url.origin
}
