/**
 * The files of a recording beside the floor's span and the kills: they cover it but for what a kill took, gaps are where nobody who
 * was heard was connected, and other people's programs read of them what is kept. Pure.
 */
import type { Kept, KeptRecording } from './briefing-kept.ts'
import { CHAIR } from './briefing-stage.ts'
import { lengthOf, overlaps, type Witness, without } from './briefing-witness.ts'

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
    else if (found.octets !== octets) findings.push(`${name} has ${octets} octets and not ${found.octets}`)
    else if (!(Math.abs(found.durationMs - durationMs) <= ROUNDED_MS))
      findings.push(`${name} takes ${durationMs} ms and not ${found.durationMs}`)
  }
  return findings
}

/** Of what the chair said, who is heard by right: how long of it before each kill is in no file. */
export function lostBefore({ kills, there }: Witness, { recordings, span }: Kept): number[] {
  const said = there.flatMap(({ site, by, inner }) => (site === CHAIR && by === 'media' && inner !== null ? inner : []))
  const lost = without(said, recordings)
  return kills.map(({ fromMs: untilMs }, at) => {
    const since = Math.max(span.fromMs, kills[at - 1]?.untilMs ?? 0)
    const others = [
      { fromMs: Number.NEGATIVE_INFINITY, untilMs: since },
      { fromMs: Math.min(untilMs, span.untilMs), untilMs: Number.POSITIVE_INFINITY },
    ]
    return lengthOf(without(lost, others))
  })
}

/** Milliseconds of a briefing of which there is no file. */
export function unrecordedMs({ recordings, span }: Kept): number {
  return lengthOf(without([span], recordings))
}

function inOrder(recordings: readonly KeptRecording[]): readonly KeptRecording[] {
  return recordings.toSorted((a, b) => a.fromMs - b.fromMs)
}

function coverFindings(witness: Witness, kept: Kept): string[] {
  const { span, recordings } = kept
  const files = inOrder(recordings)
  const at = (ms: number) => `${((ms - span.fromMs) / 1000).toFixed(1)} s`
  return [
    ...files.flatMap(({ fromMs }, i) =>
      i > 0 && fromMs < files[i - 1].untilMs - ROUNDED_MS ? [`two files are of ${at(fromMs)}`] : [],
    ),
    ...files.flatMap(({ fromMs, untilMs }) =>
      fromMs < span.fromMs - ABOUT_MS || untilMs > span.untilMs + ABOUT_MS
        ? [`a file is of ${at(fromMs)} to ${at(untilMs)}, and the briefing was not`]
        : [],
    ),
    ...lostBefore(witness, kept).flatMap((ms, i) =>
      ms > LOST_MAX_MS ? [`${ms} ms of what was heard before ${at(witness.kills[i].fromMs)} are in no file`] : [],
    ),
  ]
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
    const comeMs = Math.min(untilMs, ...media.flatMap(({ outer }) => (outer.untilMs > fromMs ? outer.fromMs : [])))
    const silentMs = comeMs - fromMs
    if (silentMs > GAP_MS + ABOUT_MS && silentMs < NOBODY_MS) {
      const [first] = gaps
      if (first === undefined || first.untilMs < comeMs - ABOUT_MS)
        findings.push(`nobody was connected for ${silentMs} ms, and no gap says so`)
    }
    return findings
  })
}
