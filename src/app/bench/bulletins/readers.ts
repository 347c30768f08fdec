/** Readers of one page over connections that stay open: each asks again as soon as it has been answered. Counts answers and octets. */
import { once } from 'node:events'
import { connect, type Socket } from 'node:net'

export interface Reading {
  readonly requests: number
  readonly seconds: number
  /** Of one answer, with its headers. */
  readonly octets: number
}

const END_OF_HEADERS = '\r\n\r\n'

export async function readFor(given: {
  readonly port: number
  readonly path: string
  readonly readers: number
  readonly seconds: number
}): Promise<Reading> {
  const { port, path, readers, seconds } = given
  const request = `GET ${path} HTTP/1.1\r\nhost: localhost\r\naccept-encoding: gzip\r\n\r\n`
  const state = { requests: 0, octets: 0, isOver: false }
  const began = performance.now()
  const all = Array.from({ length: readers }, () =>
    read(connect(port, '127.0.0.1'), request, state),
  )
  const timer = setTimeout(() => {
    state.isOver = true
  }, seconds * 1000)
  await Promise.all(all)
  clearTimeout(timer)
  const { requests, octets } = state
  return { requests, octets, seconds: (performance.now() - began) / 1000 }
}

/** Answers are all of one length, which the first one tells. */
async function read(
  socket: Socket,
  request: string,
  state: { requests: number; octets: number; isOver: boolean },
): Promise<void> {
  let got = 0
  let head = ''
  let length = 0
  socket.setNoDelay(true)
  socket.on('data', piece => {
    got += piece.length
    if (length === 0) {
      head += piece.toString('latin1')
      length = lengthOf(head)
    }
    if (length === 0 || got < length) return
    got -= length
    state.requests++
    state.octets = length
    // Headers may differ by a digit of a date's age: each answer is measured anew.
    length = 0
    head = ''
    if (state.isOver) socket.end()
    else socket.write(request)
  })
  socket.write(request)
  await once(socket, 'close')
}

/** Of headers and body; 0: the headers are not there yet. Fails where it is no page. */
function lengthOf(head: string): number {
  const end = head.indexOf(END_OF_HEADERS)
  if (end < 0) return 0
  const body = /^content-length: (\d+)/im.exec(head)?.[1]
  if (!head.startsWith('HTTP/1.1 200') || body === undefined)
    throw new Error(`no page: ${head.slice(0, 100)}`)
  return end + END_OF_HEADERS.length + Number(body)
}
