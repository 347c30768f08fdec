/** `loa operator` as a process of its own, for the tests of this room. A file of no test, named so that it is not shipped. */
import assert from 'node:assert/strict'
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import type { TestContext } from 'node:test'
import { fileURLToPath } from 'node:url'
import { type NodeFixture, PASSWORD } from './stage.test.ts'

const MAIN = fileURLToPath(new URL('../app/main.ts', import.meta.url))
export const WINDOW = 10

export class Program {
  readonly #child: ChildProcess
  readonly #ended: Promise<unknown>
  stderr = ''

  constructor(t: TestContext, stage: NodeFixture, more: readonly string[] = []) {
    const smsc = `smpp://loa:${encodeURIComponent(PASSWORD)}@127.0.0.1:${stage.centre.port}`
    const args = ['operator', '--key', stage.file('node.key'), '--data', stage.file('data')]
    const flags = ['--audience', stage.file('all.csv'), '--smsc', smsc, '--window', String(WINDOW)]
    this.#child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', MAIN, ...args, ...flags, ...more], {
      stdio: ['ignore', 'ignore', 'pipe'],
      env: { ...process.env, LANG: 'C' },
    })
    this.#ended = once(this.#child, 'close')
    this.#child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      this.stderr += text
    })
    t.after(() => this.#child.kill('SIGKILL'))
  }

  async end(signal: 'SIGKILL' | 'SIGTERM'): Promise<number | null> {
    this.#child.kill(signal)
    await this.#ended
    this.#checkLog()
    return this.#child.exitCode
  }

  /** Of one that ends by itself. */
  async ended(): Promise<number | null> {
    await this.#ended
    return this.#child.exitCode
  }

  #checkLog(): void {
    for (const word of [PASSWORD, encodeURIComponent(PASSWORD)]) assert.ok(!this.stderr.includes(word))
    assert.doesNotMatch(this.stderr, /9120\d{5}/)
    assert.doesNotMatch(this.stderr, /a bug, please report/)
    for (const line of this.stderr.trimEnd().split('\n'))
      assert.doesNotThrow(() => JSON.parse(line) as unknown, `a JSON line: ${line}`)
  }
}
