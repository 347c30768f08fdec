/**
 * An authority of this version over a node of version 0.1.0, which asks for nobody's signature: what people have to sign is kept from it, a
 * stop of what it had begun before reaches it in the words that it reads, and once it is updated it is given the rest.
 */
import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import { sql } from 'kysely'
import type { RoundContent } from '../../src/areas/rounds/model.ts'
import { saidOfRound } from '../../src/areas/rounds/said.ts'
import { readRoster } from '../../src/directive/attest.ts'
import { proveRound } from '../../src/directive/claims.ts'
import { directiveBody, orderBody } from '../../src/directive/documents.ts'
import { sha256Of, signerOf, verify } from '../../src/directive/signing.ts'
import { EARLIER_HELLO, EarlierNode } from '../town/earlier-node.ts'
import { type Databases, onEachDatabase } from './databases.ts'
import { given, opened, type Signer, type SignersStage, signRoster } from './signers-stage.ts'
import { contentFor, enrolled, type Node } from './stage.ts'

async function scene(t: TestContext, databases: Databases) {
  const stage = await opened(t, databases)
  const admin = await stage.person('administrator', 'admin')
  const editor = await stage.person('editor', 'editor')
  const approver = await stage.person('approver', 'approver')
  const node = await enrolled(stage, 'mot', null)
  await node.hello(EARLIER_HELLO)
  const earlier = new EarlierNode('mot', node.signer, stage.authority.publicKey)
  const roster = async () => {
    await stage.signers.prepare(admin.actor)
    await signRoster(stage, admin)
  }
  return { stage, editor, approver, node, earlier, roster }
}

type People = Pick<Awaited<ReturnType<typeof scene>>, 'editor' | 'approver'>

/** Written and approved; with signatures, where there is a roster. */
async function agreed(
  stage: SignersStage,
  { editor, approver }: People,
  { content, isSigned }: { readonly content: RoundContent; readonly isSigned: boolean },
) {
  const { authority } = stage
  const { id: campaign } = await authority.createCampaign(editor.actor, { title: 'x', note: '' })
  const round = await authority.createRound(editor.actor, campaign, content)
  const { id, version } = round
  const by = async (signer: Signer, does: 'submit' | 'approve' | 'schedule') =>
    isSigned ? { signature: await given(stage, signer, saidOfRound(round, does)) } : {}
  await authority.submitRound(editor.actor, id, { version, ...(await by(editor, 'submit')) })
  const { digest, subscribers } = await authority.round(approver.actor, id)
  const approval = { version, digest, subscribers, ...(await by(approver, 'approve')) }
  await authority.approveRound(approver.actor, id, approval)
  const schedule = async () => await authority.scheduleRound(approver.actor, id, await by(approver, 'schedule'))
  return { id, schedule }
}

/** All directives as if the authority had been of version 0.1.0 when it issued them. */
async function asBefore({ database, key }: SignersStage): Promise<void> {
  const db = database.kysely
  const signer = await signerOf(key)
  const { publicKey } = signer
  const { rows } = await sql<{ id: string; document: string; order_document: string }>`
    select id, document, order_document from directive`.execute(db)
  for (const { id, document, order_document } of rows) {
    const read = { key: publicKey } as const
    const body = await verify(document, { ...read, type: 'directive', schema: directiveBody })
    const order = await verify(order_document, { ...read, type: 'order', schema: orderBody })
    const { operators: _, exerciseFirst: __, trail: ___, ...before } = body
    const { trail: ____, ...ordered } = order
    const signed = await signer.sign('directive', before)
    const orders = await signer.sign('order', ordered)
    await sql`update directive set document = ${signed}, sha256 = ${sha256Of(signed)},
      order_document = ${orders} where id = ${id}`.execute(db)
  }
}

/** Takes what is on its agenda, and answers. */
async function take({ authority }: SignersStage, node: Node, earlier: EarlierNode): Promise<void> {
  const { acknowledgements } = await earlier.takes(await node.agenda())
  for (const document of acknowledgements) await authority.acknowledge(await node.identity(), document)
}

onEachDatabase(databases => {
  test('what a node of version 0.1.0 had begun is paused and stopped when the authority has been updated, and no resume is given to it', async t => {
    const { stage, node, earlier, roster, ...people } = await scene(t, databases)
    const { authority } = stage
    const { editor, approver } = people
    const unsigned = { content: contentFor(['mot']), isSigned: false }
    const { id, schedule } = await agreed(stage, people, unsigned)
    await schedule()
    await asBefore(stage)
    const wish = async () => {
      await take(stage, node, earlier)
      return [...earlier.obeyed.values()].map(({ wish, sequence }) => `${sequence} ${wish}`).join()
    }
    assert.equal(await wish(), '1 run')
    await authority.pauseRound(editor.actor, id)
    assert.equal(await wish(), '2 pause')
    await roster()
    assert.equal(await wish(), '2 pause')
    const paused = await authority.round(approver.actor, id)
    const resume = saidOfRound(paused, 'resume', paused.nextOrder)
    const signature = await given(stage, approver, resume)
    await authority.resumeRound(approver.actor, id, { signature })
    assert.equal(await wish(), '2 pause')
    await authority.stopRound(editor.actor, id, { reason: 'Dừng' })
    assert.equal(await wish(), '4 stop')
    assert.deepEqual(earlier.unread, [])
  })

  test('what two people signed is kept from a node of version 0.1.0, holds up no exercise of the others, and is given to it once it has been updated', async t => {
    const { stage, node, earlier, roster, ...people } = await scene(t, databases)
    const { authority, clock } = stage
    await roster()
    const other = await enrolled(stage, 'hai', { roster: null })
    const content = contentFor(['mot', 'hai'], { exerciseFirst: true })
    const { id, schedule } = await agreed(stage, people, { content, isSigned: true })
    await authority.exerciseRound(people.editor.actor, id)
    const [exercise] = await other.tasks()
    await other.acknowledge(exercise)
    await other.return(exercise)
    await schedule()
    await take(stage, node, earlier)
    assert.deepEqual([earlier.accepted, earlier.unread], [[], []])
    const { directives } = await authority.live(id, null)
    assert.deepEqual(
      directives.map(({ operator, state }) => [operator, state]),
      [
        ['hai', 'issued'],
        ['mot', 'issued'],
      ],
    )
    await node.hello({ roster: null, clock: new Date(clock.now()).toISOString() })
    const { items, rosters = [] } = await node.agenda()
    assert.equal(rosters.length, 1)
    const key = authority.publicKey
    const said = { type: 'directive', key, schema: directiveBody } as const
    await proveRound(await verify(items[0].directive, said), readRoster(rosters[0].text), clock.now())
  })
})
