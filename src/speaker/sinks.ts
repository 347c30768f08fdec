/**
 * Where sound goes: a sound card by ALSA's aplay, or a folder of WAV files, one a play, which hold what was heard in real time.
 *
 * A sink plays one sound to its end or until it is stopped.
 */
import { spawn } from 'node:child_process'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Timekeeper } from '../base/clock.ts'
import { baseFailure } from '../base/failures.ts'
import { writeOver } from '../base/new-file.ts'
import type { Sounded } from './station.ts'
import { type Sound, writeWav } from './wav.ts'

export interface Sink {
  readonly is: 'wav' | 'alsa'
  play(sound: Sound, what: { readonly counter: number; readonly item: string }, signal: AbortSignal): Promise<Sounded>
}

/** `wav:DIR` or `alsa:NAME`. Fails with usage. */
export function sinkOf(text: string, clock: Timekeeper): Sink {
  const [, kind, where] = /^(wav|alsa):(.+)$/s.exec(text) ?? []
  if (kind === 'wav') return wavSink(where, clock)
  if (kind === 'alsa') return alsaSink(where)
  throw baseFailure('usage', {
    vi: `'${text}' không phải nơi phát như wav:DIR hoặc alsa:default`,
    en: `'${text}' is not a sink such as wav:DIR or alsa:default`,
  })
}

function wavSink(folder: string, clock: Timekeeper): Sink {
  mkdirSync(folder, { recursive: true })
  return {
    is: 'wav',
    play: async ({ rate, samples }, { counter, item }, signal) => {
      const began = clock.monotonic()
      const time = new Date(clock.wall()).toISOString().replaceAll(':', '')
      const isStopped = await waited(clock, (samples.length / rate) * 1000, signal)
      const heard = Math.floor(((clock.monotonic() - began) / 1000) * rate)
      const name = `${time}-${counter}-${item.replace(/[^A-Za-z0-9-]/g, '_').slice(0, 40)}.wav`
      try {
        const length = isStopped ? heard : samples.length
        writeOver(join(folder, name), writeWav({ rate, samples: samples.subarray(0, length) }))
      } catch {
        return 'failed'
      }
      return isStopped ? 'stopped' : 'played'
    },
  }
}

/** True: it was stopped before. */
async function waited(clock: Timekeeper, ms: number, signal: AbortSignal): Promise<boolean> {
  return await new Promise<boolean>(done => {
    if (signal.aborted) return done(true)
    const stop = () => {
      timer.cancel()
      done(true)
    }
    const timer = clock.after(ms, () => {
      signal.removeEventListener('abort', stop)
      done(false)
    })
    signal.addEventListener('abort', stop, { once: true })
  })
}

function alsaSink(device: string): Sink {
  return {
    is: 'alsa',
    play: async (sound, _what, signal) => {
      if (signal.aborted) return 'stopped'
      const child = spawn('aplay', ['-q', '-t', 'wav', '-D', device, '-'], { stdio: ['pipe', 'ignore', 'ignore'] })
      const stop = () => child.kill('SIGKILL')
      signal.addEventListener('abort', stop, { once: true })
      child.stdin.on('error', () => {})
      child.stdin.end(writeWav(sound))
      const code = await new Promise<number | null>(done => {
        child.on('error', () => done(null))
        child.on('close', done)
      })
      signal.removeEventListener('abort', stop)
      if (code === 0) return 'played'
      return signal.aborted ? 'stopped' : 'failed'
    },
  }
}
