/** A node that was enrolled, and had work, before people signed: what version 0.1.0 has left on its disk. */
import assert from 'node:assert/strict'
import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { Journal } from '../base/journal.ts'
import { type DirectiveBody, directiveBody } from '../directive/documents.ts'
import { sha256Of, verify } from '../directive/signing.ts'
import { trust } from './enrolment.ts'
import { keyFile } from './key-file.ts'
import type { JournalEntry } from './memory.ts'
import { isRosterEntry } from './rosters.ts'
import { checkReturn, NodeFixture, numbers } from './stage.test.ts'

/** A directive that was accepted and has sent to some; its node has ended. */
async function scene(t: TestContext) {
  const stage = await NodeFixture.set(t, { latencyMs: 2 })
  stage.list('all.csv', numbers(0, 1500))
  const shape = { bindsEach: 1, window: 10, tps: 1000, uncertainWaitMs: 30_000 }
  const lanes = { purpose: 'live', smscs: [stage.smsc()], ...shape } as const
  await stage.start({ lanes })
  const { authority } = stage
  const { directive } = await authority.issue()
  const submitted = () => authority.lastProgress(directive)?.tally.segments.submitted ?? 0
  await authority.until(() => submitted() > 20, 'it sends')
  return { stage, authority, directive, start: async () => await stage.start({ lanes }) }
}

/** The key file and the journal as version 0.1.0 wrote them. */
async function asBefore(stage: NodeFixture): Promise<void> {
  const file = stage.file('node.key')
  const { rosterSha256: _, ...keys } = keyFile.parse(JSON.parse(readFileSync(file, 'utf8')))
  writeFileSync(file, JSON.stringify(keys))
  const path = join(stage.file('data'), 'journal.jsonl')
  const { journal: old, entries } = await Journal.open(path)
  await old.close()
  const { journal } = await Journal.open(`${path}.new`)
  for (const entry of entries as JournalEntry[]) {
    if (isRosterEntry(entry)) continue
    if (entry.is === 'accepted') await journal.append({ ...entry, jws: await withoutPeople(stage, entry.jws) })
    else await journal.append(entry)
  }
  await journal.close()
  renameSync(`${path}.new`, path)
}

async function withoutPeople({ authority }: NodeFixture, jws: string): Promise<string> {
  const { publicKey: key } = authority.signer
  const body = await verify(jws, { type: 'directive', key, schema: directiveBody })
  const { operators: _, exerciseFirst: __, approval: ___, ...before } = body
  return await authority.signer.sign('directive', before satisfies DirectiveBody)
}

test('a directive that version 0.1.0 accepted goes on to its end, at a node that holds no roster', async t => {
  const { stage, authority, directive, start } = await scene(t)
  await stage.stop()
  await asBefore(stage)
  await start()
  const body = await authority.returned(directive)
  checkReturn(body)
  assert.equal(body.state, 'finished')
  assert.equal(stage.centre.count().reached, 1500)
  assert.equal(stage.centre.count().duplicates, 0)
  assert.equal(authority.hellos.at(-1)?.roster, null)
})

test('a directive of version 0.1.0 that is paused is let go on by nobody, and can be stopped', async t => {
  const { stage, authority, directive, start } = await scene(t)
  await authority.wish(directive, 'pause')
  await authority.until(() => authority.lastProgress(directive)?.state === 'paused', 'paused')
  await stage.stop()
  await asBefore(stage)
  trust({ file: stage.file('node.key'), roster: sha256Of(authority.rosters[0].text) })
  const submitted = stage.centre.count().submits
  await start()
  await authority.wish(directive, 'run')
  const refused = () =>
    stage.logged.filter(({ event, fields }) => event === 'document refused' && fields.kind === 'order')
  await authority.until(() => refused().length === 1, 'it is told')
  assert.match(String(refused()[0].fields.says), /resume: there is no signature/)
  const stop = await authority.wish(directive, 'stop')
  const body = await authority.returned(directive)
  assert.equal(body.state, 'stopped')
  assert.equal(authority.lastProgress(directive)?.orderSequence, stop)
  assert.equal(stage.centre.count().submits, submitted)
})

test('a node enrolled before people signed refuses a directive, says what to do, and takes the next once that is done', async t => {
  const stage = await NodeFixture.set(t)
  const { authority } = stage
  const file = stage.file('node.key')
  const { rosterSha256: _, ...keys } = keyFile.parse(JSON.parse(readFileSync(file, 'utf8')))
  rmSync(file)
  writeFileSync(file, JSON.stringify(keys), { mode: 0o600 })
  await stage.start()
  const { directive } = await authority.issue()
  await authority.until(() => authority.acknowledgementOf(directive) !== undefined, 'an answer')
  assert.deepEqual(authority.acknowledgementOf(directive)?.verdict, { is: 'refused', why: 'needs-two-people' })
  const said = stage.logged.find(({ event }) => event === 'directive refused')
  assert.ok(String(said?.fields.says).includes(`loa operator trust --key ${file} --roster SHA256`))
  trust({ file, roster: sha256Of(authority.rosters[0].text) })
  await stage.stop()
  await stage.start()
  const next = await authority.issue()
  checkReturn(await authority.returned(next.directive))
  assert.equal(stage.centre.count().accepted, 40)
})
