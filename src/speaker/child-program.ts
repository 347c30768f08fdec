/**
 * A program of others, run once over octets: what it needs comes in on its standard input, what it makes goes out on its standard
 * output, and no file name of anybody's is on its command line. Bounded in time, processor, memory and output; ended by its id.
 *
 *   0 input   1 output   2 what it says   3… further inputs   …n further outputs
 */
import { spawn } from 'node:child_process'
import type { Readable, Writable } from 'node:stream'

export interface ProgramCall {
  readonly command: readonly [string, ...string[]]
  readonly input: Uint8Array | string
  /** At the descriptors from 3 on. */
  readonly furtherInputs?: readonly Uint8Array[]
  /** How many, at the descriptors after those. */
  readonly furtherOutputs?: number
  /** More output, all together, ends it. */
  readonly outputMax: number
  readonly withinMs: number
}

export type ProgramEnd =
  | { readonly is: 'done'; readonly output: Buffer; readonly further: readonly Buffer[] }
  /** There is no such program here. */
  | { readonly is: 'missing' }
  | { readonly is: 'failed'; readonly said: string }
  | { readonly is: 'too-long' }
  | { readonly is: 'too-late' }

const MEMORY_KIB_MAX = 2_000_000
const SAID_MAX = 2000
/** Of processor, beyond what it may take by the clock. */
const SPARE_SECONDS = 5
/** Of `sh`: the limits are those of the program that takes its place. */
const LIMITED = 'ulimit -v "$1"; ulimit -t "$2"; shift 2; exec "$@"'
const NOT_FOUND = 127
const STANDARD = 3

export async function runProgram(call: ProgramCall): Promise<ProgramEnd> {
  const { command, input, furtherInputs = [], furtherOutputs = 0, outputMax, withinMs } = call
  const seconds = Math.ceil(withinMs / 1000) + SPARE_SECONDS
  const limits = [String(MEMORY_KIB_MAX), String(seconds)]
  const child = spawn('sh', ['-c', LIMITED, 'sh', ...limits, ...command], {
    stdio: Array<'pipe'>(STANDARD + furtherInputs.length + furtherOutputs).fill('pipe'),
    env: { PATH: process.env.PATH ?? '', LANG: 'C.UTF-8' },
  })
  return await new Promise<ProgramEnd>(done => {
    const outputs: Buffer[][] = []
    let size = 0
    let said = ''
    let ended: ProgramEnd | null = null
    const end = (how: ProgramEnd) => {
      ended ??= how
      child.kill('SIGKILL')
    }
    const timer = setTimeout(() => end({ is: 'too-late' }), withinMs)
    const hear = (output: Readable) => {
      const pieces: Buffer[] = []
      outputs.push(pieces)
      output.on('data', (piece: Buffer) => {
        size += piece.length
        if (size > outputMax) return end({ is: 'too-long' })
        pieces.push(piece)
      })
    }
    const give = (to: Writable, octets: Uint8Array | string) => {
      // It may have heard enough before all is written.
      to.on('error', () => {})
      to.end(octets)
    }
    const { stdin, stdout, stderr, stdio } = child
    stderr.setEncoding('utf8').on('data', (piece: string) => {
      said = (said + piece).slice(-SAID_MAX)
    })
    const [first, rest] = [STANDARD, STANDARD + furtherInputs.length]
    hear(stdout)
    for (const output of stdio.slice(rest)) hear(output as Readable)
    give(stdin, input)
    for (const [at, octets] of furtherInputs.entries()) give(stdio[first + at] as Writable, octets)
    child.on('error', () => end({ is: 'missing' }))
    child.on('close', code => {
      clearTimeout(timer)
      const [output, ...further] = outputs.map(pieces => Buffer.concat(pieces))
      const whole: ProgramEnd =
        code === 0
          ? { is: 'done', output, further }
          : code === NOT_FOUND
            ? { is: 'missing' }
            : { is: 'failed', said: said.trim().split('\n').at(-1) ?? '' }
      done(ended ?? whole)
    })
  })
}
