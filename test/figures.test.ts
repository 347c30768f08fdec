/** A figure in the README is one that was measured: its table says what the run in bench/baseline.json says. */
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'

interface Baseline {
  readonly measures: readonly { readonly name: string; readonly segmentsPerSecond: number }[]
}

const read = (path: string) => readFileSync(new URL(`../${path}`, import.meta.url), 'utf8')

const ROWS = [
  ['round, one segment, a receipt each, ledger on', 'loa round, 1 segment, a receipt each'],
  ['round, eleven segments, receipt of the last, ledger on', 'loa round, 11 segments, receipt of the last'],
  ['`loa/smpp`, a promise each', 'loa/smpp, a promise each'],
  ['npm `smpp`, a window of 1000', 'npm smpp'],
  ['Kannel, `mtbatch`', 'Kannel, mtbatch'],
] as const

for (const [row, name] of ROWS)
  test(`the README's figures for «${row}» are those of the baseline`, () => {
    const { measures } = JSON.parse(read('bench/baseline.json')) as Baseline
    const rate = (of: string) => measures.find(one => one.name === of)?.segmentsPerSecond ?? 0
    const cells = [
      Math.round(rate(name)).toLocaleString('en').replaceAll(',', ' '),
      (rate(name) / rate('npm smpp')).toFixed(1),
      (rate(name) / rate('Kannel, mtbatch')).toFixed(1),
    ]
    assert.ok(read('README.md').includes(`| ${row} | ${cells.join(' | ')} |`), cells.join(' | '))
  })
