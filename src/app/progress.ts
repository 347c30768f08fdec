/** How a long round shows itself: bars on a terminal, a plain line now and then elsewhere. Always on standard error. */
import type { Language } from '../base/failure.ts'
import type { Tally } from '../round/tally.ts'
import { stateWords } from './state-words.ts'
import { decimal, figure } from './terminal.ts'

/** How often a bar is drawn, and a plain line written. */
const BAR_MS = 250
const LINE_MS = 5000

const WORDS = {
  vi: {
    perSecond: 'bản tin/giây',
    left: 'còn',
    accepted: 'tổng đài đã nhận',
    delivered: 'đã tới máy',
    failed: 'không gửi được',
    uncertain: 'chưa rõ',
  },
  en: {
    perSecond: 'segments/s',
    left: 'left',
    accepted: 'accepted',
    delivered: 'delivered',
    failed: 'failed',
    uncertain: 'uncertain',
  },
} as const

/** Rate over the last seconds, so that it says what goes on now. */
export class Rate {
  readonly #points: { at: number; submitted: number }[] = []

  perSecond(at: number, submitted: number): number {
    this.#points.push({ at, submitted })
    while (this.#points.length > 2 && at - this.#points[0].at > 3000) this.#points.shift()
    const first = this.#points[0]
    return at > first.at ? ((submitted - first.submitted) * 1000) / (at - first.at) : 0
  }
}

export interface Progress {
  /** A line of its own, above the bar. */
  say(line: string): void
  stop(): void
}

/** Asks for a tally a few times a second until it is stopped. */
export async function showProgress(options: {
  tally: () => Promise<Tally>
  language: Language
  stream: NodeJS.WriteStream
}): Promise<Progress> {
  const { stream } = options
  const rate = new Rate()
  const bar = stream.isTTY ? await barOn(stream) : null
  bar?.start(1, 0, { share: '', line: '' })
  let isAsking = false
  let lastLine = ''
  const timer = setInterval(
    async () => {
      if (isAsking) return
      isAsking = true
      try {
        const tally = await options.tally()
        const done = doneShare(tally)
        const line = progressLine(tally, rate.perSecond(performance.now(), tally.segments.submitted), options.language)
        const share = `${decimal(done * 100, 1, options.language)} %`
        if (bar !== null) bar.update(done, { share, line })
        else if (line !== lastLine) stream.write(`loa: ${share} │ ${line}\n`)
        lastLine = line
      } finally {
        isAsking = false
      }
    },
    bar === null ? LINE_MS : BAR_MS,
  )
  return {
    say: line => {
      stream.write(bar === null ? line : `\r\x1b[K${line}`)
    },
    stop: () => {
      clearInterval(timer)
      bar?.stop()
    },
  }
}

async function barOn(stream: NodeJS.WriteStream) {
  const { default: cliProgress } = await import('cli-progress')
  return new cliProgress.SingleBar(
    { format: '{bar} {share} │ {line}', stream, hideCursor: true, barsize: 16, fps: 10 },
    cliProgress.Presets.shades_classic,
  )
}

/** Subscribers of whom nothing more is to be written. */
function doneShare(tally: Tally): number {
  const { audience, unsent, sending } = tally.subscribers
  return audience === 0 ? 1 : (audience - unsent - sending) / audience
}

export function progressLine(tally: Tally, perSecond: number, language: Language): string {
  const words = WORDS[language]
  const s = tally.subscribers
  const parts: string[] = [stateWords(tally, language)]
  if (tally.state === 'running' && tally.waitsUntil === undefined) {
    parts.push(`${figure(perSecond)} ${words.perSecond}`)
    const left = (s.unsent + s.sending) * tally.message.segments
    if (perSecond > 0) parts.push(`${words.left} ${span(left / perSecond)}`)
  }
  if (s.accepted > 0) parts.push(`${words.accepted} ${figure(s.accepted)}`)
  parts.push(`${words.delivered} ${figure(s.delivered)}`)
  if (s.failed + s.expired > 0) parts.push(`${words.failed} ${figure(s.failed + s.expired)}`)
  if (s.uncertain > 0) parts.push(`${words.uncertain} ${figure(s.uncertain)}`)
  return parts.join(' · ')
}

/** `1:02:03`, `2:03`. */
export function span(seconds: number): string {
  const whole = Math.round(seconds)
  const pad = (value: number) => String(value).padStart(2, '0')
  const [h, m, s] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60]
  return h > 0 ? `${h}:${pad(m)}:${pad(s)}` : `${m}:${pad(s)}`
}
