/**
 * When a round that is issued now begins to be sent: its window, then its daily hours, on the clocks of its time zone.
 * Pure; the node's own judgement counts. Knows no language.
 */
import { clockTime, compatibleInstant, wallDate } from '../../../base/wall-time.ts'
import type { RoundContent } from '../model.ts'
import { DECENT_HOURS } from './content.ts'

type Window = RoundContent['window']

export type Start =
  | { readonly is: 'now' | 'later'; readonly atMs: number; readonly isNight: boolean }
  | { readonly is: 'never' }

const DAY_MS = 24 * 3600_000

export function startOf(window: Window, nowMs: number): Start {
  const { notBefore, notAfter, daily, timeZone } = window
  const earliest = notBefore === null ? nowMs : Math.max(nowMs, Date.parse(notBefore))
  const atMs = daily === null ? earliest : openingAt({ ...daily, timeZone }, earliest)
  if (notAfter !== null && atMs >= Date.parse(notAfter)) return { is: 'never' }
  const isNight = !isWithin(DECENT_HOURS, clockTime(atMs, timeZone))
  return { is: atMs === nowMs ? 'now' : 'later', atMs, isNight }
}

interface Hours {
  readonly from: string
  readonly to: string
}

/** The first instant of the hours that is not before `atMs`. */
function openingAt(hours: Hours & { readonly timeZone: string }, atMs: number): number {
  const { from, timeZone } = hours
  if (isWithin(hours, clockTime(atMs, timeZone))) return atMs
  const openings = [atMs, atMs + DAY_MS].map(day => compatibleInstant(`${wallDate(day, timeZone)}T${from}`, timeZone))
  return openings.find(opening => opening !== null && opening >= atMs) ?? atMs + DAY_MS
}

/** Over midnight where `to` is earlier; the same time twice is the whole day. */
function isWithin({ from, to }: Hours, clock: string): boolean {
  return from < to ? from <= clock && clock < to : clock >= from || clock < to
}
