/**
 * A program of others, run once over octets: what it needs comes in on its standard input, what it makes goes out on its standard
 * output, and no file name of anybody's is on its command line. Bounded in time, processor, memory and output; ended by its id.
 */
import { spawn } from 'node:child_process'

export interface ProgramCall {
  readonly command: readonly [string, ...string[]]
  readonly input: Uint8Array | string
  /** More output ends it. */
  readonly outputMax: number
  readonly withinMs: number
}

export type ProgramEnd =
  | { readonly is: 'done'; readonly output: Buffer }
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

export async function runProgram(call: ProgramCall): Promise<ProgramEnd> {
  const { command, input, outputMax, withinMs } = call
  const seconds = Math.ceil(withinMs / 1000) + SPARE_SECONDS
  const limits = [String(MEMORY_KIB_MAX), String(seconds)]
  const child = spawn('sh', ['-c', LIMITED, 'sh', ...limits, ...command], {
    stdio: ['pipe', 'pipe', 'pipe'],
    env: { PATH: process.env.PATH ?? '', LANG: 'C.UTF-8' },
  })
  return await new Promise<ProgramEnd>(done => {
    const pieces: Buffer[] = []
    let size = 0
    let said = ''
    let ended: ProgramEnd | null = null
    const end = (how: ProgramEnd) => {
      ended ??= how
      child.kill('SIGKILL')
    }
    const timer = setTimeout(() => end({ is: 'too-late' }), withinMs)
    child.stdout.on('data', (piece: Buffer) => {
      size += piece.length
      if (size > outputMax) return end({ is: 'too-long' })
      pieces.push(piece)
    })
    child.stderr.setEncoding('utf8').on('data', (piece: string) => {
      said = (said + piece).slice(-SAID_MAX)
    })
    // It may have heard enough before all is written.
    child.stdin.on('error', () => {})
    child.stdin.end(input)
    child.on('error', () => end({ is: 'missing' }))
    child.on('close', code => {
      clearTimeout(timer)
      const whole: ProgramEnd =
        code === 0
          ? { is: 'done', output: Buffer.concat(pieces) }
          : code === NOT_FOUND
            ? { is: 'missing' }
            : { is: 'failed', said: said.trim().split('\n').at(-1) ?? '' }
      done(ended ?? whole)
    })
  })
}
