/** Readers of one page over connections that stay open: each asks again as soon as it has been answered. Counts answers and octets. */
import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { answerLength, requestOf } from './answer.ts'

export interface Reading {
  readonly requests: number
  readonly seconds: number
  /** Of one answer, with its headers. */
  readonly octets: number
}

export async function readFor(given: {
  readonly port: number
  readonly path: string
  readonly readers: number
  readonly seconds: number
}): Promise<Reading> {
  const { port, path, readers, seconds } = given
  const request = requestOf(path)
  const state = { requests: 0, octets: 0, isOver: false }
  const began = performance.now()
  const all = Array.from({ length: readers }, () => read(connect(port, '127.0.0.1'), request, state))
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
      length = answerLength(head)
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
