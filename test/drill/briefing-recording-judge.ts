/**
 * The files of a recording beside the floor's span and the kills: they cover it but for what a kill took, gaps are where nobody who
 * was heard was connected, and other people's programs read of them what is kept. Pure.
 */
import type { Kept, KeptRecording } from './briefing-kept.ts'
import { CHAIR } from './briefing-stage.ts'
import { type Kill, overlaps, type Span, type Witness } from './briefing-witness.ts'

/** A second, and what a busy disk takes. */
const LOST_MAX_MS = 1500
const ROUNDED_MS = 50
const ABOUT_MS = 500
/** A second in which nothing came is a gap. */
const GAP_MS = 1000
/** Whoever is away for longer has the chair no more: nobody is heard then. */
const NOBODY_MS = 8000

export function recordingFindings(witness: Witness, kept: Kept): string[] {
  return [...fileFindings(kept), ...coverFindings(witness, kept), ...gapFindings(witness, kept)]
}

function fileFindings({ recordings, files }: Kept): string[] {
  const findings: string[] = []
  if (files.length !== recordings.length)
    findings.push(`${files.length} files lie there, ${recordings.length} are kept`)
  for (const { name, octets, sha256, durationMs, complaint } of files) {
    const found = recordings.find(each => each.sha256 === sha256)
    if (complaint !== '') findings.push(`ffprobe says of ${name}: ${complaint.trim()}`)
    if (found === undefined) findings.push(`${name} is not what is kept of it`)
    else if (found.octets !== octets)
      findings.push(`${name} has ${octets} octets and not ${found.octets}`)
    else if (!(Math.abs(found.durationMs - durationMs) <= ROUNDED_MS))
      findings.push(`${name} takes ${durationMs} ms and not ${found.durationMs}`)
  }
  return findings
}

export interface Hole extends Span {
  readonly kill: Kill | undefined
  /** Of what was before the kill. */
  readonly lostMs: number
}

/** Between the beginning and the end of a briefing, where no file is. */
export function holesOf({ kills }: Pick<Witness, 'kills'>, { recordings, span }: Kept): Hole[] {
  const edges = [
    span.fromMs,
    ...inOrder(recordings).flatMap(({ fromMs, untilMs }) => [fromMs, untilMs]),
    span.untilMs,
  ]
  const holes: Hole[] = []
  for (let at = 0; at < edges.length; at += 2) {
    const hole = { fromMs: edges[at], untilMs: edges[at + 1] }
    if (hole.untilMs - hole.fromMs <= ROUNDED_MS) continue
    const kill = kills.find(
      ({ fromMs, untilMs }) =>
        hole.fromMs >= fromMs - LOST_MAX_MS && hole.fromMs <= untilMs + ROUNDED_MS,
    )
    holes.push({ ...hole, kill, lostMs: Math.max(0, (kill?.fromMs ?? hole.untilMs) - hole.fromMs) })
  }
  return holes
}

function inOrder(recordings: readonly KeptRecording[]): readonly KeptRecording[] {
  return recordings.toSorted((a, b) => a.fromMs - b.fromMs)
}

function coverFindings(witness: Witness, kept: Kept): string[] {
  const findings: string[] = []
  const { span } = kept
  const at = (ms: number) => `${((ms - span.fromMs) / 1000).toFixed(1)} s`
  const files = inOrder(kept.recordings)
  for (const [i, { fromMs }] of files.entries())
    if (i > 0 && fromMs < files[i - 1].untilMs - ROUNDED_MS)
      findings.push(`two files are of ${at(fromMs)}`)
  const media = witness.there.flatMap(({ by, inner }) =>
    by === 'media' && inner !== null ? inner : [],
  )
  for (const hole of holesOf(witness, kept)) {
    const what = `no file is of ${at(hole.fromMs)} to ${at(hole.untilMs)}`
    if (hole.kill === undefined && hole.fromMs > span.fromMs)
      findings.push(`${what}, and nothing was killed`)
    const since = hole.kill?.untilMs ?? span.fromMs
    const isBack = media.some(({ fromMs }) => fromMs > since && fromMs < hole.untilMs - ABOUT_MS)
    if (isBack) findings.push(`${what}, though somebody was back`)
  }
  return findings
}

function gapFindings(witness: Witness, { recordings }: Kept): string[] {
  const media = witness.there.filter(({ by }) => by === 'media')
  const chair = media.flatMap(({ site, inner }) => (site === CHAIR && inner !== null ? inner : []))
  return recordings.flatMap(({ fromMs, untilMs, gaps }) => {
    const findings: string[] = []
    for (const gap of gaps) {
      const inner = { fromMs: gap.fromMs + ABOUT_MS, untilMs: gap.untilMs - ABOUT_MS }
      if (inner.fromMs < inner.untilMs && chair.some(span => overlaps(span, inner)))
        findings.push(`a gap of ${gap.untilMs - gap.fromMs} ms, though the chair was connected`)
    }
    const comeMs = Math.min(
      untilMs,
      ...media.flatMap(({ outer }) => (outer.untilMs > fromMs ? outer.fromMs : [])),
    )
    const silentMs = comeMs - fromMs
    if (silentMs > GAP_MS + ABOUT_MS && silentMs < NOBODY_MS) {
      const [first] = gaps
      if (first === undefined || first.untilMs < comeMs - ABOUT_MS)
        findings.push(`nobody was connected for ${silentMs} ms, and no gap says so`)
    }
    return findings
  })
}
