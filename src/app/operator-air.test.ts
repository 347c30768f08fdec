import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { makeCapKey } from '../areas/bulletins/cap-key.ts'
import { Failure } from '../base/failure.ts'
import { P256, pairOf } from '../cap/key-pair.test.ts'
import { type AirFlags, broadcastingOf } from './operator-air.ts'

const directory = mkdtempSync(join(tmpdir(), 'loa-operator-air-'))
after(() => rmSync(directory, { recursive: true, force: true }))

function file(name: string, text: string): string {
  writeFileSync(join(directory, name), text)
  return join(directory, name)
}

const HEADER = 'mcc,mnc,lac,ci,tac,nci,latitude,longitude,province'
const GSM = '452,04,100,1,,,21.0,105.8,01'
const NR = '452,04,,,7,1,21.0,105.8,01'
const mixed = file('mixed.csv', `${HEADER}\n${GSM}\n${NR}\n`)
const gsm = file('gsm.csv', `${HEADER}\n${GSM}\n`)
const nr = file('nr.csv', `${HEADER}\n${NR}\n`)
const bsc = ['cbsp://10.0.0.5']
const amf = ['http://10.0.0.7:7777/core', 'https://amf.core.example']
const { key, certificate } = await makeCapKey({ name: 'Bộ Y tế', nowMs: Date.now() })
const cap = { cbcCap: 'https://cbc.example/cap', cbcCapCertificate: file('authority.pem', certificate) }
const nameless = file('other.pem', pairOf('other', ...P256).certificate)
const headers = (text: string) => file(`headers-${text.length}.txt`, text)

async function opened(flags: AirFlags) {
  const warned: string[] = []
  const log = { info: () => {}, warn: (what: string) => void warned.push(what), error: () => {} }
  return { broadcasting: await broadcastingOf(flags, { log, today: '2020-02-03' }), warned }
}

test('a node broadcasts by controllers, by AMFs, by both, by a broadcast centre that the operator has, or not at all', async () => {
  assert.equal((await opened({})).broadcasting, null)
  const both = await opened({ cells: mixed, bsc, amf, amfCallback: 'http://10.0.0.9:7777' })
  assert.equal(both.broadcasting?.cells.size, 2)
  assert.deepEqual(both.warned, [])
  assert.equal((await opened({ cells: gsm, bsc })).broadcasting?.cap, null)
  const alone = await opened({ cells: nr, amf })
  assert.match(alone.warned.join(), /no --amf-callback/)
  const centre = await opened({ ...cap, cbcCapHeaders: headers('# token\nAuthorization: Bearer x\n') })
  assert.deepEqual([centre.broadcasting?.cells.size, centre.broadcasting?.cap === null], [0, false])
})

test('a controller without a cell in a table that names controllers is warned of, and a row that names none of --bsc refuses the table', async () => {
  const table = (name: string, bsc: string) => file(name, `${HEADER},bsc\n${GSM},${bsc}\n`)
  const two = ['cbsp://10.0.0.5', 'cbsp-listen://0.0.0.0:48050?period=12']
  const { broadcasting, warned } = await opened({ cells: table('bsc.csv', '0.0.0.0:48050'), bsc: two })
  assert.equal(broadcasting?.cells.bscOf('452-04-100-1'), '0.0.0.0:48050')
  assert.deepEqual(warned, ['BSC without cells in the cell table'])
  assert.deepEqual((await opened({ cells: gsm, bsc: two })).warned, [])
  await assert.rejects(opened({ cells: table('none.csv', '10.0.0.6:48049'), bsc: two }), { code: 'cellTableWrong' })
})

test('ways to the air that do not go together are a wrong command line: cells that nobody is asked for, an exercise where live alerts go, half a pair; no value of a header is cited', async () => {
  const wrong: readonly (readonly [AirFlags, RegExp])[] = [
    [{ cells: mixed }, /or none of them/],
    [{ bsc }, /or none of them/],
    [{ amf, ...cap }, /or none of them/],
    [{ cells: mixed, bsc }, /give --amf if/],
    [{ cells: mixed, amf }, /give --bsc if/],
    [{ cells: gsm, bsc, amf }, /give --amf if/],
    [{ cells: gsm, bsc, cellsAsOf: '2020-02-33' }, /is not a date/],
    [{ cells: gsm, bsc: ['http://h'] }, /is not a cbsp:/],
    [{ cells: gsm, bsc: [...bsc, 'cbsp://10.0.0.5:48049'] }, /twice/],
    [{ cells: nr, amf: ['cbsp://h'] }, /is not an http:/],
    [{ cells: nr, amf: ['http://me:secret@h'] }, /is not an http:/],
    [{ cells: nr, amf: ['http://h/?a=b'] }, /is not an http:/],
    [{ cells: nr, amf: ['http://h', 'http://h:80/'] }, /twice/],
    [{ cells: nr, amf, amfCallback: 'https://h:1' }, /needs --amf-cert/],
    [{ cells: nr, amf, amfCert: gsm }, /together, or neither/],
    [{ ...cap, cbcCap: 'http://cbc.example/cap' }, /not an https/],
    [{ ...cap, cbcCapExercise: cap.cbcCap }, /an exercise would look live/],
    [{ cbcCap: cap.cbcCap }, /needs --cbc-cap-certificate/],
    [{ ...cap, cbcCapCertificate: nameless }, /needs --cbc-cap-sender/],
    [{ ...cap, cbcCapOrigin: 'https://loa.example/vi' }, /must be https:\/\/HOST only/],
    [{ ...cap, cbcCapOrigin: 'http://loa.example' }, /must be https:\/\/HOST only/],
    [{ ...cap, cbcCapClientKey: gsm }, /together, or neither/],
    [{ ...cap, cbcCapHeaders: headers('Host: secret') }, /line 1 .* is not a valid header/],
    [{ ...cap, cbcCapHeaders: headers('\n\nsecret') }, /line 3 .* is not a valid header/],
  ]
  for (const [flags, says] of wrong)
    await assert.rejects(opened(flags), (error: unknown) => {
      assert.ok(error instanceof Failure)
      const sentence = error.sentence('en')
      assert.match(sentence, says)
      assert.equal(error.code, 'usage')
      if (flags.cbcCapHeaders !== undefined) assert.doesNotMatch(sentence, /secret/)
      return true
    })
  await assert.rejects(opened({ ...cap, cbcCapCertificate: file('key.pem', key) }), { code: 'certificateMalformed' })
})
