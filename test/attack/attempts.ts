/**
 * Attempts by their names, what each was answered, and the table of them. An attempt that was not refused fails the test
 * that made it; the others are made all the same, so that the table has all.
 */
import assert from 'node:assert/strict'
import type { Answer } from '../authority/stage.ts'

export interface Attempt<On> {
  /** Of NAME_MAX characters at most. */
  readonly name: string
  /** The finding that it belongs to, such as `S4`; missing: none. */
  readonly code?: string
  /** What was answered, in a few words. Fails where it was not refused. */
  readonly act: (on: On) => Promise<string>
}

const NAME_MAX = 51
const ANSWER_MAX = 21
const CODE_MAX = 3

export class Attempts {
  readonly #lines: string[] = []
  #made = 0
  #through = 0

  /** Makes all of them, one after another. Fails with those that were not refused. */
  async make<On>(by: string, on: On, attempts: readonly Attempt<On>[]): Promise<void> {
    this.#lines.push('', by)
    const through: string[] = []
    for (const { name, code = '-', act } of attempts) {
      assert.ok(name.length <= NAME_MAX && code.length <= CODE_MAX, `${name}: too long for a line`)
      this.#made++
      let answer: string
      try {
        answer = await act(on)
      } catch (error) {
        answer = 'NOT AS EXPECTED'
        through.push(`${name}: ${shortly(error)}`)
      }
      this.#lines.push(lineOf(name, answer, code))
    }
    this.#through += through.length
    assert.deepEqual(through, [], `not refused: ${by}`)
  }

  /** A line an attempt, of 80 columns at most. */
  table(title: string): string {
    const sum = `${this.#made} attempts, ${this.#through} went through`
    return [`${title}: ${sum}`, ...this.#lines].join('\n')
  }
}

function lineOf(name: string, answer: string, code: string): string {
  return `${name.padEnd(NAME_MAX)} ${answer.slice(0, ANSWER_MAX).padEnd(ANSWER_MAX)} ${code}`
}

function shortly(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).slice(0, 300)
}

/** The answer is this problem, with its sentence in both languages. */
export function refused(answer: Answer, ...codes: readonly string[]): string {
  const { status, body } = answer
  const code = String(body?.code)
  assert.ok(status >= 400 && status < 500, `${status} ${answer.text.slice(0, 200)}`)
  assert.ok(codes.includes(code), `${code} instead of ${codes.join(' or ')}`)
  assert.ok(body.vi.length > 0 && body.en.length > 0, 'a sentence in both languages')
  return `${status} ${code}`
}

/** Each of several answers is one of these problems. */
export function allRefused(answers: readonly Answer[], ...codes: readonly string[]): string {
  const said = answers.map(answer => refused(answer, ...codes))
  return `${said.length} times ${[...new Set(said.map(each => each.slice(0, 3)))].join(', ')}`
}
