/** A request for a page as a browser writes it, and how long its answer is. */

const END_OF_HEADERS = '\r\n\r\n'

export function requestOf(path: string): string {
  return `GET ${path} HTTP/1.1\r\nhost: localhost\r\naccept-encoding: gzip\r\n\r\n`
}

/** Of headers and body; 0: the headers are not there yet. Fails where it is no page. */
export function answerLength(head: string): number {
  const end = head.indexOf(END_OF_HEADERS)
  if (end < 0) return 0
  const body = /^content-length: (\d+)/im.exec(head)?.[1]
  if (!head.startsWith('HTTP/1.1 200') || body === undefined) throw new Error(`no page: ${head.slice(0, 100)}`)
  return end + END_OF_HEADERS.length + Number(body)
}
