/**
 * Who is there at this moment, and what was heard of whom since the log was last told: in memory alone. What is taken for the log
 * and could not be kept is given back. Knows no roster and no clock.
 */
import type { LineClass } from '../model.ts'
import { DROPPED_MS } from './presence.ts'

/** The first and the last time since the log was told. */
interface Heard {
  readonly firstMs: number
  readonly lastMs: number
}

/** What the log is told of at once. */
export interface News {
  readonly heard: ReadonlyMap<string, Heard>
  readonly lines: ReadonlyMap<string, LineClass>
}

export class HallPresence {
  /** Sites whose connection carries media. */
  readonly #lines = new Map<string, LineClass>()
  readonly #lit = new Set<string>()
  readonly #slow = new Set<string>()
  #heard = new Map<string, Heard>()
  #newLines = new Map<string, LineClass>()

  get lines(): ReadonlyMap<string, LineClass> {
    return this.#lines
  }

  get lit(): ReadonlySet<string> {
    return this.#lit
  }

  get slow(): ReadonlySet<string> {
    return this.#slow
  }

  /** Whether there is something to tell the log. */
  get isNewsThere(): boolean {
    return this.#heard.size > 0
  }

  /** Whether somebody was heard of whom the log has not heard of since then. */
  isDue(knownMs: (site: string) => number, sinceMs: number): boolean {
    return [...this.#heard.keys()].some(site => knownMs(site) <= sinceMs)
  }

  /** -Infinity: not since the log was told. */
  heardMs(site: string): number {
    return this.#heard.get(site)?.lastMs ?? Number.NEGATIVE_INFINITY
  }

  heard(site: string, atMs: number): void {
    const { firstMs = atMs, lastMs = atMs } = this.#heard.get(site) ?? {}
    this.#heard.set(site, { firstMs: Math.min(firstMs, atMs), lastMs: Math.max(lastMs, atMs) })
  }

  connected(site: string, line: LineClass): void {
    if (!this.#lines.has(site)) this.#lines.set(site, line)
  }

  /** False: it was that already, or is not connected. */
  line(site: string, line: LineClass): boolean {
    const before = this.#lines.get(site)
    if (before === undefined || before === line) return false
    this.#lines.set(site, line)
    this.#newLines.set(site, line)
    return true
  }

  /** Nobody is lit who is not connected, whatever is told. */
  lamp(site: string, isLit: boolean): void {
    if (isLit && this.#lines.has(site)) this.#lit.add(site)
    else this.#lit.delete(site)
  }

  /** False: it was so already. */
  copes(site: string, isSo: boolean): boolean {
    if (this.#slow.has(site) !== isSo) return false
    if (isSo) this.#slow.delete(site)
    else this.#slow.add(site)
    return true
  }

  /** False: it was not connected. */
  disconnected(site: string): boolean {
    this.#lit.delete(site)
    return this.#lines.delete(site)
  }

  nobodyConnected(): void {
    this.#lines.clear()
    this.#lit.clear()
  }

  /** Of who was put out, or has left, nothing counts any more. */
  forget(site: string): void {
    this.disconnected(site)
    this.#heard.delete(site)
    this.#newLines.delete(site)
    this.#slow.delete(site)
  }

  forgetHeard(): void {
    this.#heard.clear()
  }

  take(): News {
    const news = { heard: this.#heard, lines: this.#newLines }
    this.#heard = new Map()
    this.#newLines = new Map()
    return news
  }

  giveBack({ heard, lines }: News): void {
    for (const [site, { firstMs, lastMs }] of heard) {
      this.heard(site, firstMs)
      this.heard(site, lastMs)
    }
    for (const [site, line] of lines) if (!this.#newLines.has(site)) this.#newLines.set(site, line)
  }
}

/**
 * What the log says of it, at most twice: where a site was not heard of for so long that the last time alone would be another
 * interval, the first time stands before it. `knownMs`: when the log last heard of a site.
 */
export function evidenceIn(
  { heard }: News,
  knownMs: (site: string) => number,
): readonly Readonly<Record<string, number>>[] {
  const first: Record<string, number> = {}
  const last: Record<string, number> = {}
  for (const [site, { firstMs, lastMs }] of heard) {
    if (firstMs < lastMs && lastMs - knownMs(site) >= DROPPED_MS) first[site] = firstMs
    last[site] = lastMs
  }
  return [first, last].filter(sites => Object.keys(sites).length > 0)
}
