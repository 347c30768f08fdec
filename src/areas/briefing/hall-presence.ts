/**
 * Who is there at this moment, and what was heard of whom since the log was last told: in memory alone. What is taken for the log
 * and could not be kept is given back. Knows no roster and no clock.
 */
import type { LineClass } from './model.ts'

/** What the log is told of at once. */
export interface News {
  /** When each site was last heard of. */
  readonly heard: ReadonlyMap<string, number>
  readonly lines: ReadonlyMap<string, LineClass>
}

export class HallPresence {
  /** Sites whose connection carries media. */
  readonly #lines = new Map<string, LineClass>()
  readonly #lit = new Set<string>()
  #heard = new Map<string, number>()
  #newLines = new Map<string, LineClass>()

  get lines(): ReadonlyMap<string, LineClass> {
    return this.#lines
  }

  get lit(): ReadonlySet<string> {
    return this.#lit
  }

  /** Whether there is something to tell the log. */
  get isNewsThere(): boolean {
    return this.#heard.size > 0
  }

  /** -Infinity: not since the log was told. */
  heardMs(site: string): number {
    return this.#heard.get(site) ?? Number.NEGATIVE_INFINITY
  }

  heard(site: string, atMs: number): void {
    this.#heard.set(site, Math.max(atMs, this.heardMs(site)))
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

  lamp(site: string, isLit: boolean): void {
    if (isLit) this.#lit.add(site)
    else this.#lit.delete(site)
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
    for (const [site, atMs] of heard) this.heard(site, atMs)
    for (const [site, line] of lines) if (!this.#newLines.has(site)) this.#newLines.set(site, line)
  }
}
