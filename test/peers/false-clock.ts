/** The wall clock of a program that is not ours, set forward by a test (libfaketime); what the program waits for goes on by the true one. */
import { globSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

export class FalseClock {
  readonly #file: string
  #aheadSeconds = 0

  /** `directory`: where it may keep what the program reads. */
  constructor(directory: string) {
    this.#file = join(directory, 'clock')
    this.forward(0)
  }

  /** Of the program. */
  get env(): NodeJS.ProcessEnv {
    const [library] = globSync('/usr/lib/*/faketime/libfaketimeMT.so.1')
    return {
      LD_PRELOAD: library,
      FAKETIME_TIMESTAMP_FILE: this.#file,
      FAKETIME_NO_CACHE: '1',
      FAKETIME_DONT_FAKE_MONOTONIC: '1',
      FAKETIME_DONT_RESET: '1',
    }
  }

  forward(seconds: number): void {
    this.#aheadSeconds += seconds
    writeFileSync(this.#file, `+${this.#aheadSeconds}\n`)
  }
}
