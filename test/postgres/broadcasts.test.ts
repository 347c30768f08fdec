/** Cell broadcasts on both databases: one serial number for all operators, corrections in place, what nodes answer, what is proved. */
import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import { sql } from 'kysely'
import { Counter, Gauge, Registry } from 'prom-client'
import { countedOf } from '../../src/app/report/counted.ts'
import { measureCodes } from '../../src/areas/broadcasts/area.ts'
import { codesInUse } from '../../src/areas/broadcasts/codes.ts'
import { broadcastUseCases } from '../../src/areas/broadcasts/delivery.ts'
import { broadcastsOfMonth } from '../../src/areas/broadcasts/month-broadcasts.ts'
import type { BroadcastTables } from '../../src/areas/broadcasts/sql.ts'
import { broadcastRows } from '../../src/areas/broadcasts/store.ts'
import { contentText } from '../../src/areas/bulletins/content.ts'
import { broadcasting, plainDraft } from '../../src/areas/bulletins/fixtures.test.ts'
import type { BulletinDraft } from '../../src/areas/bulletins/model.ts'
import { RESTORED } from '../../src/authority/restored.ts'
import { newestRoster } from '../../src/authority/signed.ts'
import { canonicalJson } from '../../src/base/canonical.ts'
import { type Random, seeded } from '../../src/base/random.ts'
import { exerciseIdentifier } from '../../src/cbs/identifiers.ts'
import { CODE_MAX, serialNumber } from '../../src/cbs/serial.ts'
import {
  type BroadcastAcknowledgementBody,
  type BroadcastCountBody,
  type BroadcastDirectiveBody,
  broadcastDirectiveBody,
  broadcastOrderBody,
  codesOf,
  FIRST_UPDATE,
  SCOPE,
} from '../../src/directive/broadcast.ts'
import { type BulletinContent, saidOfBulletin, warningLevel } from '../../src/directive/bulletin.ts'
import { isMarked } from '../../src/directive/exercise-mark.ts'
import { checkApproved } from '../../src/directive/proof.ts'
import { makeKey, sha256Of, signerOf, verify } from '../../src/directive/signing.ts'
import { composeReport } from '../../src/report/compose.ts'
import { HEADING, RECORDS } from '../../src/report/fixtures.test.ts'
import { monthRecords } from '../../src/report/records.ts'
import { bulletinsOf, HOUR, iso, withRoster } from './bulletins-stage.ts'
import { type Databases, onEachDatabase } from './databases.ts'
import { type AuthorityFixture, DAY, enrolled, helloOf, Node, openStage, PEOPLE, SECOND } from './stage.ts'

const TAKES = { broadcasts: true } as const

onEachDatabase(describeBroadcasts)

function describeBroadcasts(databases: Databases): void {
  test('UK 2023: at every operator a broadcast has the same serial number, so that a phone at a border rings once; no other bulletin has its code, and what two people signed goes with it', async t => {
    const of = await withBroadcasting(t, databases)
    const [mot, hai] = [await enrolled(of.stage, 'mot', TAKES), await enrolled(of.stage, 'hai', TAKES)]
    const deaf = await enrolled(of.stage, 'ba')
    const [id, other] = [await of.airs(), await of.airs()]
    await Promise.all([of.air.carryOut(), of.air.carryOut()])
    const at = async (node: Node) => new Map((await of.tasks(node)).map(task => [task.body.content.bulletin, task]))
    const [first, second] = [await at(mot), await at(hai)]
    const codes = [id, other].map(each => first.get(each)?.body.code)
    const contents = [id, other].map(each => first.get(each)?.body.content)
    for (const [at, content] of contents.entries())
      assert.ok(mayHave(content).includes(codes[at] ?? -1), 'it follows from what was signed')
    assert.notEqual(codes[0], codes[1])
    assert.deepEqual(
      [id, other].map(each => second.get(each)?.body.code),
      codes,
    )
    assert.equal((await deaf.agenda()).broadcasts, undefined)
    // A node that comes later has it as all others have.
    const late = await enrolled(of.stage, 'bon', TAKES)
    await late.hello(TAKES)
    assert.equal((await at(late)).get(id)?.body.code, codes[0])
    const shown = await of.air.ofBulletin(id, null)
    const message = of.draft().renditions.broadcast?.texts[0].text
    assert.deepEqual(
      shown.map(({ operator, messages }) => [operator, messages]),
      ['bon', 'hai', 'mot'].map(operator => [
        operator,
        [{ language: 'vi', identifier: 4377, serialNumber: numberOf(codes[0]), text: message }],
      ]),
    )
    assert.deepEqual(
      (await of.air.ofBulletin(id, 'mot')).map(each => each.operator),
      ['mot'],
    )
    const roster = await newestRoster(of.work.store)
    const { approval, content } = first.get(id)?.body ?? assert.fail()
    assert.ok(approval !== undefined && roster !== null)
    const said = saidOfBulletin(content, sha256Of(contentText(content)))
    await checkApproved(said, approval, roster)
    assert.equal((await of.stage.authority.verifyTrail()).is, 'whole')
  })

  test('a correction has the place of the message where that was taken and nowhere else, a cancel and a newer version take it off, and what was cancelled can still be corrected', async t => {
    const of = await withBroadcasting(t, databases)
    const { bulletins, editor } = of
    const node = await enrolled(of.stage, 'mot', TAKES)
    const no = await enrolled(of.stage, 'hai', TAKES)
    const [corrected, cancelled, replaced] = [await of.airs(), await of.airs(), await of.airs()]
    await of.air.carryOut()
    for (const task of await of.tasks(node)) await of.answers(node, task, { is: 'held', cells: 2 })
    for (const task of await of.tasks(no)) await of.answers(no, task, { is: 'refused', why: 'no-cells' })
    assert.deepEqual(await of.tasks(node), [])
    await bulletins.correctBulletin(editor.actor, corrected, { version: 1 })
    await bulletins.cancelBulletin(editor.actor, cancelled, { version: 1, reason: '' })
    await bulletins.reviseBulletin(editor.actor, replaced)
    await of.passes(replaced)
    await of.air.carryOut()
    const wishes = async () =>
      Object.fromEntries(
        (await of.tasks(node)).map(({ body: { content, code }, order }) => [
          `${content.bulletin} ${content.version}`,
          [order.wish, order.sequence, mayHave(content).includes(code)],
        ]),
      )
    assert.deepEqual(await wishes(), {
      [`${corrected} 1`]: ['replace', 2, true],
      [`${cancelled} 1`]: ['stop', 2, true],
      [`${replaced} 1`]: ['stop', 2, true],
      [`${replaced} 2`]: ['run', 1, true],
    })
    // What takes something back stands before what is to begin.
    const tasks = await of.tasks(node)
    assert.equal(tasks.at(-1)?.order.wish, 'run')
    assert.deepEqual(
      (await of.tasks(no)).map(({ order }) => order.wish),
      ['run'],
      'the new version alone',
    )
    for (const task of tasks)
      if (task.order.wish !== 'run')
        await of.answers(node, task, { is: task.order.wish === 'stop' ? 'withdrawn' : 'replaced' })
    const state = async (id: string, version = 1) =>
      (await of.air.ofBulletin(id, 'mot')).find(each => each.version === version)
    assert.deepEqual((await state(corrected))?.state, 'replaced')
    assert.deepEqual(
      (await state(corrected))?.messages[0].serialNumber,
      numberOf(tasks.find(({ body }) => body.content.bulletin === corrected)?.body.code, 1),
    )
    assert.equal((await state(cancelled))?.state, 'withdrawn')
    // An answer that comes late counts no more.
    const late = tasks.find(({ body }) => body.content.bulletin === cancelled)
    assert.ok(late !== undefined)
    await of.answers(node, { ...late, order: { ...late.order, sequence: 1 } }, { is: 'held', cells: 9 })
    assert.equal((await state(cancelled))?.state, 'withdrawn')
    // Hawaii 2018: that it was wrong has to be said, not only left off.
    await bulletins.correctBulletin(editor.actor, cancelled, { version: 1 })
    await bulletins.cancelBulletin(editor.actor, corrected, { version: 1, reason: '' })
    await of.air.carryOut()
    const then = await wishes()
    assert.deepEqual(then[`${cancelled} 1`], ['replace', 3, true])
    assert.deepEqual(then[`${corrected} 1`], ['stop', 3, true])
  })

  test('accepted is not on the air, neither by a node nor by an AMF: cells are proved as controllers tell, the message’s and the correction’s apart, and what nobody told is unknown; nothing of another operator or of nobody’s signature', async t => {
    const of = await withBroadcasting(t, databases)
    const [mot, hai] = [await enrolled(of.stage, 'mot', TAKES), await enrolled(of.stage, 'hai', TAKES)]
    const id = await of.airs()
    await of.air.carryOut()
    assert.deepEqual(await of.proofs(id), { 'publish waiting operators': 2 })
    const [[task], [other]] = [await of.tasks(mot), await of.tasks(hai)]
    await of.answers(mot, task, { is: 'held', cells: 10 })
    await of.answers(hai, other, { is: 'held', cells: 5 })
    assert.deepEqual(await of.proofs(id), { 'publish accepted operators': 2, 'publish unknown cells': 15 })
    const now = of.stage.clock.now()
    const cells = (onAir: number, failed: number, unknown: number) => ({
      known: onAir + failed + unknown,
      onAir,
      failed,
      unknown,
    })
    const asOf = (seconds: number) => iso(now + seconds * SECOND)
    const tally = (accepted: number, refused: number, unknown: number) => ({
      asked: accepted + refused + unknown,
      accepted,
      refused,
      unknown,
    })
    const systems = { amf: tally(2, 1, 0), cbc: tally(1, 0, 0) }
    const nothing = { cells: cells(0, 0, 5), asOf: asOf(1) }
    await of.counts(hai, other, { ...nothing, systems: { amf: tally(3, 0, 1) } })
    const causes = [{ cause: 10, cells: 1 }]
    const told = { cells: cells(7, 1, 2), causes, broadcasts: 40, systems }
    await of.counts(mot, task, { ...told, asOf: asOf(2) })
    await of.counts(mot, task, { cells: cells(1, 1, 8), broadcasts: 1, asOf: asOf(1) })
    await of.counts(hai, task, { cells: cells(99, 0, 0), asOf: asOf(3) })
    await of.counts(mot, task, { cells: cells(99, 0, 0), asOf: asOf(3), sha256: 'f'.repeat(64) })
    await assert.rejects(of.counts(mot, task, { cells: cells(99, 0, 0), asOf: asOf(3) }, hai), {
      code: 'signatureWrong',
    })
    await assert.rejects(of.answers(mot, task, { is: 'withdrawn' }, hai), { code: 'signatureWrong' })
    const proved = {
      'publish accepted operators': 2,
      'publish accepted systems': 6,
      'publish failed systems': 1,
      'publish unknown systems': 1,
      'publish onAir cells': 7,
      'publish failed cells': 1,
      'publish unknown cells': 7,
      'publish played broadcasts': 40,
    }
    assert.deepEqual(await of.proofs(id), proved)
    const shown = await of.air.ofBulletin(id, null)
    assert.deepEqual(
      shown.map(({ operator, counts: [count] }) => [operator, count.systems, count.causes]),
      [
        ['hai', { amf: tally(3, 0, 1) }, undefined],
        ['mot', systems, causes],
      ],
    )
    await of.bulletins.correctBulletin(of.editor.actor, id, { version: 1 })
    await of.air.carryOut()
    const [replacing] = await of.tasks(mot)
    await of.answers(mot, replacing, { is: 'replaced' })
    const correction = { says: 'correction', cells: cells(9, 1, 0), asOf: asOf(9) } as const
    await of.counts(mot, task, { ...correction, leaving: 1, isFinal: true })
    await of.counts(mot, task, { ...correction, cells: cells(99, 0, 0), asOf: asOf(99) })
    assert.deepEqual(await of.proofs(id), { ...proved, 'correct onAir cells': 9, 'correct failed cells': 1 })
    const trail = await of.work.store.trailOf(task.body.directive, 100)
    assert.deepEqual(
      trail.map(({ action }) => action.slice('broadcast.'.length)),
      ['issue', 'hold', 'correct', 'confirm-correction', 'count'],
    )
    const month = await broadcastsOfMonth(of.work.store, [{ bulletin: id, purpose: 'live' }])
    assert.deepEqual(
      month.map(({ operator, state, known, onAir, failed, unknown, broadcasts }) => [
        ...[operator, state, known, onAir, failed, unknown, broadcasts],
      ]),
      [
        // Three AMFs there have accepted it, and nobody has said that it is on the air.
        ['hai', 'held', 5, 0, 0, 5, null],
        ['mot', 'replaced', 10, 7, 1, 2, 40],
      ],
    )
    // What was on the air last, and not what was there first.
    await of.bulletins.cancelBulletin(of.editor.actor, id, { version: 1, reason: '' })
    await of.air.carryOut()
    const [stop] = await of.tasks(mot)
    await of.answers(mot, stop, { is: 'withdrawn' })
    const last = (await of.air.ofBulletin(id, null)).find(({ operator }) => operator === 'mot')
    assert.deepEqual(
      [last?.state, last?.messages.map(({ serialNumber }) => serialNumber)],
      ['withdrawn', [numberOf(task.body.code, 1)]],
    )
  })

  test('an operator whose own broadcast centre has accepted it counts for no cell in the month: nobody has told of its cells', async t => {
    const of = await withBroadcasting(t, databases)
    const mot = await enrolled(of.stage, 'mot', TAKES)
    const id = await of.airs()
    await of.air.carryOut()
    const [task] = await of.tasks(mot)
    await of.answers(mot, task, { is: 'held', cells: 0 })
    await of.counts(mot, task, {
      cells: { known: 0, onAir: 0, failed: 0, unknown: 0 },
      systems: { cbc: { asked: 1, accepted: 1, refused: 0, unknown: 0 } },
      asOf: iso(of.stage.clock.now() + SECOND),
    })
    assert.deepEqual(await of.proofs(id), { 'publish accepted operators': 1, 'publish accepted systems': 1 })
    const [record] = await broadcastsOfMonth(of.work.store, [{ bulletin: id, purpose: 'live' }])
    const { known, onAir, failed, unknown, broadcasts } = record
    for (const figure of [known, onAir, failed, unknown, broadcasts]) assert.equal(figure, null)
  })

  test('a restored authority puts nothing on the air that its database believes to stand', async t => {
    const of = await withBroadcasting(t, databases)
    const node = await enrolled(of.stage, 'mot', TAKES)
    const id = await of.airs()
    await of.air.carryOut()
    await of.work.transaction(async ({ store }) => await store.setSetting(RESTORED, iso(of.stage.clock.now())))
    const { database, clock, key } = of.stage
    const after = await openStage(t, databases, { database, clock, key })
    const air = broadcastUseCases(after.authority.work)
    await air.carryOut()
    await node.hello(TAKES)
    assert.deepEqual(
      (await air.ofBulletin(id, null)).map(({ state }) => state),
      ['expired'],
    )
    assert.deepEqual(await of.tasks(node), [])
    const other = await of.airs()
    await air.carryOut()
    assert.deepEqual(
      (await of.tasks(node)).map(({ body }) => body.content.bulletin),
      [other],
    )
  })

  test('when all 1,024 message codes are in use a bulletin waits for one, the trail says so once, the metrics told before, and it is issued when one is free', async t => {
    const of = await withBroadcasting(t, databases)
    const { work, stage } = of
    const node = await enrolled(stage, 'mot', TAKES)
    await enrolled(stage, 'hai', TAKES)
    const [freeAt, bulletin] = [stage.clock.now() + HOUR, await of.airs()]
    const drawn = Array.from({ length: CODE_MAX + 1 }, (_, code) => ({
      bulletin,
      version: 1_000 + code,
      code,
      free_at: freeAt,
    }))
    await stage.database.kysely.withTables<BroadcastTables>().insertInto('broadcast_code').values(drawn).execute()
    const registry = new Registry()
    const measure = measureCodes(work)({ registry, Counter, Gauge })
    const inUse = async () => {
      await measure()
      return (await registry.getSingleMetric('loa_broadcast_codes_in_use')?.get())?.values[0].value
    }
    assert.equal(await inUse(), 1_024)
    await of.air.carryOut()
    await node.hello(TAKES)
    assert.deepEqual(await of.tasks(node), [])
    const told = await work.store.trailOf(bulletin, 100)
    assert.equal(told.filter(({ action }) => action === 'broadcast.no-code').length, 1)
    stage.clock.advance(HOUR)
    assert.equal(await inUse(), 0)
    await node.hello(TAKES)
    assert.deepEqual(
      (await of.tasks(node)).map(({ body }) => body.content.bulletin),
      [bulletin],
    )
  })

  test('a broadcast that was ordered after the backup is found by what its node gives back as we signed it, orders nothing by itself, and one person takes it off; what is forged, altered, of another operator or over is not taken', async t => {
    const of = await withBroadcasting(t, databases)
    const { clock, key } = of.stage
    const before = await enrolled(of.stage, 'mot', TAKES)
    const others = await enrolled(of.stage, 'hai', TAKES)
    const id = await of.airs()
    await of.air.carryOut()
    const given = await of.gives(before, { is: 'held', cells: 3 })
    const foreign = await of.gives(others, { is: 'held', cells: 9 })
    // The backup is of before all of that: another database, and the same key of the authority.
    const after = await openStage(t, databases, { clock, key })
    const node = new Node(after, 'mot', before.signer)
    await enrolAs(after, node)
    await enrolled(after, 'ba', TAKES)
    const air = broadcastUseCases(after.authority.work)
    const identity = await node.identity()
    const onAir = [{ directive: given.body.directive, sha256: given.sha256, sequence: 1 }]
    const says = async () => await after.authority.hello(identity, helloOf(clock, { ...TAKES, onAir, serialMax: 1 }))
    assert.deepEqual((await says()).lostBroadcasts, [given.sha256])
    const taken = await signerOf(await makeKey())
    const signedBy = async (signer: typeof taken, change: Partial<BroadcastDirectiveBody>) =>
      await signer.sign('broadcastDirective', { ...given.body, ...change })
    const theirs: BroadcastAcknowledgementBody = {
      directive: foreign.body.directive,
      sha256: foreign.sha256,
      operator: node.id,
      serial: foreign.body.serial,
      sequence: 1,
      at: iso(clock.now()),
      verdict: { is: 'held', cells: 9 },
    }
    for (const [document, acknowledgement] of [
      [await signedBy(taken, {}), given.acknowledgement],
      [await signedBy(after.authority.work.signer, { code: 9 }), given.acknowledgement],
      [given.document, foreign.acknowledgement],
      [foreign.document, foreign.acknowledgement],
      [foreign.document, given.acknowledgement],
      // What is another operator's is nobody else's, though its own node says that it has it.
      [foreign.document, await node.signer.sign('broadcastAcknowledgement', theirs)],
    ])
      await assert.rejects(air.giveBack(identity, { document, acknowledgement }), { code: 'signatureWrong' })
    assert.deepEqual(await air.found(null), [])
    await Promise.all([1, 2].map(async () => await air.giveBack(identity, given)))
    const [found, ...more] = await air.found(null)
    assert.deepEqual(more, [], 'the same one twice is one')
    assert.deepEqual(
      [found.operatorName, found.state, found.cells, found.isStopped, found.isBulletinKnown],
      ['Nhà mạng mot', 'held', 3, false, false],
    )
    assert.deepEqual(
      [found.bulletin, found.endsAt, found.messages.map(({ serialNumber }) => serialNumber)],
      [id, iso(Date.parse(given.body.content.renditions.broadcast?.until ?? '')), [numberOf(given.body.code)]],
    )
    assert.match(found.messages[0].text, /\p{L}/u)
    assert.deepEqual((await says()).lostBroadcasts, undefined)
    assert.equal((await node.agenda()).broadcasts, undefined, 'it orders nothing')
    assert.deepEqual(await air.found('ba'), [])
    const { count } = given
    await air.count(identity, count)
    assert.equal((await air.found('mot'))[0].counts[0].cells.onAir, 2)
    await assert.rejects(air.stopFound(PEOPLE.approver, id), { code: 'notFound' })
    await air.stopFound(PEOPLE.approver, found.id)
    await air.stopFound(PEOPLE.approver, found.id)
    const [task] = (await node.agenda()).broadcasts ?? []
    assert.equal(task.directive, given.document)
    const order = await verify(task.order, {
      type: 'broadcastOrder',
      key: after.authority.publicKey,
      schema: broadcastOrderBody,
    })
    assert.deepEqual([order.wish, order.sequence], ['stop', 2])
    const trail = await after.authority.work.store.trailOf(found.id, 10)
    assert.deepEqual(
      trail.map(({ action, actor }) => [action, actor.name]),
      [
        ['broadcast.find', 'Nhà mạng mot'],
        ['broadcast.stop', PEOPLE.approver.name],
      ],
    )
    // Its code is in use here, too.
    const codes = async () => [...(await codesInUse(broadcastRows(after.authority.work.store), clock.now()))]
    assert.deepEqual(await codes(), [given.body.code])
    clock.advance(2 * DAY)
    assert.deepEqual(await codes(), [given.body.code], 'phones remember it')
    const late = await openStage(t, databases, { clock, key })
    await enrolAs(late, node)
    await broadcastUseCases(late.authority.work).giveBack(identity, given)
    clock.advance(-2 * DAY)
    assert.deepEqual(await broadcastUseCases(late.authority.work).found(null), [], 'it was over')
  })

  test('after a restore a stop reaches every node that may have the broadcast, whatever was ordered since the backup: above each order that a node may have obeyed, and where the database does not know that it was taken', async t => {
    const of = await withBroadcasting(t, databases)
    const [mot, hai] = [await enrolled(of.stage, 'mot', TAKES), await enrolled(of.stage, 'hai', TAKES)]
    const id = await of.airs()
    await of.air.carryOut()
    const [[first], [second]] = [await of.tasks(mot), await of.tasks(hai)]
    await of.answers(mot, first, { is: 'held', cells: 3 })
    // The backup is of now: of the other operator it knows no answer.
    const { database, clock, key } = of.stage
    await of.work.transaction(async ({ store }) => await store.setSetting(RESTORED, iso(clock.now())))
    const after = await openStage(t, databases, { database, clock, key })
    const air = broadcastUseCases(after.authority.work)
    clock.advance(SECOND)
    const bulletins = bulletinsOf(after.authority)
    await bulletins.cancelBulletin(of.editor.actor, id, { version: 1, reason: '' })
    await air.carryOut()
    for (const [node, task] of [
      [mot, first],
      [hai, second],
    ] as const) {
      const [stop] = await of.tasks(node)
      assert.deepEqual([stop.body.directive, stop.order.wish], [task.body.directive, 'stop'])
      assert.ok(stop.order.sequence > 1000, 'above what may have been ordered since')
      await of.answers(node, stop, { is: 'withdrawn' })
      assert.deepEqual(await of.tasks(node), [])
    }
    assert.deepEqual(
      (await air.ofBulletin(id, null)).map(({ state }) => state),
      ['withdrawn', 'withdrawn'],
    )
  })

  test('what a restored database calls expired is held once its node says so again', async t => {
    const of = await withBroadcasting(t, databases)
    const node = await enrolled(of.stage, 'mot', TAKES)
    const id = await of.airs()
    await of.air.carryOut()
    const given = await of.gives(node, { is: 'held', cells: 3 })
    await of.work.transaction(async ({ store }) => await broadcastRows(store).expireOpen())
    const onAir = [{ directive: given.body.directive, sha256: given.sha256, sequence: 1 }]
    const hello = helloOf(of.stage.clock, { ...TAKES, onAir })
    const identity = await node.identity()
    const { lostBroadcasts } = await of.stage.authority.hello(identity, hello)
    assert.deepEqual(lostBroadcasts, [given.sha256])
    await of.air.giveBack(identity, given)
    const [shown] = await of.air.ofBulletin(id, null)
    assert.deepEqual([shown.state, shown.foundAt], ['held', null])
    assert.deepEqual((await of.stage.authority.hello(identity, hello)).lostBroadcasts, undefined)
  })

  test('Hawaii 2018: whatever is written into an exercise, each operator is given identifiers of exercises and texts that say so; approved as live it is not released, and once released it is an exercise for good', async t => {
    const of = await withBroadcasting(t, databases)
    const { bulletins, editor, approver } = of
    await enrolled(of.stage, 'mot', TAKES)
    const random = seeded(20_180_113)
    const one = <Value>(values: readonly Value[]) => values[random.below(values.length)]
    const { severity, urgency, certainty } = warningLevel.shape
    for (let round = 0; round < 6; round++) {
      const draft = of.draft()
      const { broadcast } = draft.renditions
      assert.ok(broadcast !== undefined)
      const isEmergency = one([true, false])
      const level = {
        severity: one(severity.options),
        urgency: one(urgency.options),
        certainty: one(certainty.options),
      }
      const texts = broadcast.texts.map(each => ({ ...each, text: one([each.text, 'Sơ tán ngay']) }))
      const exercise: BulletinDraft = {
        ...draft,
        purpose: 'exercise',
        priority: one(['normal', 'urgent']),
        renditions: { ...draft.renditions, broadcast: { ...broadcast, isEmergency, level, texts } },
      }
      const { id } = await bulletins.createBulletin(editor.actor, exercise)
      await of.submits(editor, await bulletins.bulletin(editor.actor, id))
      const shown = await bulletins.bulletin(approver.actor, id)
      const asLive = { ...shown, draft: { ...shown.draft, purpose: 'live' as const } }
      await assert.rejects(of.approves(approver, asLive, isEmergency), { code: 'bulletinPurposeDiffers' })
      await of.approves(approver, shown, isEmergency)
      of.stage.clock.advance(SECOND)
      await of.air.carryOut()
      const [aired] = await of.air.ofBulletin(id, null)
      for (const { identifier, text } of aired.messages) {
        assert.notEqual(exerciseIdentifier(identifier), null)
        assert.ok(isMarked(text), text)
      }
      const { version, draft: next } = await bulletins.reviseBulletin(editor.actor, id)
      await assert.rejects(bulletins.saveBulletin(editor.actor, id, { version, draft: { ...next, purpose: 'live' } }), {
        code: 'bulletinPurposeFixed',
      })
    }
  })

  test('the month’s report of broadcasts is what SQL by hand says of the same rows: operators, cells and periods, exercises in none of the sums, and nobody is named', async t => {
    const of = await withBroadcasting(t, databases)
    const random = seeded(48_049)
    const nodes: Node[] = []
    for (const id of ['mot', 'hai', 'ba']) nodes.push(await enrolled(of.stage, id, TAKES))
    for (const purpose of ['live', 'live', 'exercise', 'live'] as const) await of.airs({ purpose })
    await of.air.carryOut()
    for (const node of nodes)
      for (const task of await of.tasks(node)) {
        if (random.below(4) === 0) {
          await of.answers(node, task, { is: 'refused', why: 'no-cells' })
          continue
        }
        const [onAir, failed, unknown] = [random.below(90), random.below(9), random.below(9)]
        const known = onAir + failed + unknown
        await of.answers(node, task, { is: 'held', cells: known })
        if (random.below(4) === 0) continue
        const asOf = iso(of.stage.clock.now())
        await of.counts(node, task, {
          cells: { known, onAir, failed, unknown },
          asOf,
          isFinal: true,
          broadcasts: one(random.below(1000), random),
        })
      }
    const number = (path: string) =>
      databases.kind === 'sqlite'
        ? `json_extract(counts, '$.message.${path.replaceAll(' ', '.')}')`
        : `(counts::json #>> '{message,${path.replaceAll(' ', ',')}}')::bigint`
    const byHand = await sql
      .raw<Record<'operators' | 'known' | 'cells' | 'times', number | string>>(
        `select count(distinct case when state in ('held', 'replaced', 'withdrawn') then operator_id end) as operators,
                coalesce(sum(coalesce(${number('cells known')}, cells)), 0) as known,
                coalesce(sum(${number('cells onAir')}), 0) as cells,
                coalesce(sum(${number('broadcasts')}), 0) as times
         from broadcast
         where bulletin in (select bulletin from bulletin_release where purpose = 'live')`,
      )
      .execute(of.stage.database.kysely)
    const counted = await countedOf(of.work.store, {
      month: '2026-02',
      timeZone: 'Asia/Ho_Chi_Minh',
      now: of.stage.clock.now(),
    })
    const report = composeReport(monthRecords.parse({ ...RECORDS, ...counted }), HEADING)
    const value = (id: string) => report.figures.find(figure => figure.id === `channels.broadcast.${id}`)?.value
    const told = ['operators', 'known', 'cells', 'times'] as const
    assert.deepEqual(
      told.map(value),
      told.map(name => Number(byHand.rows[0][name])),
    )
    assert.ok(told.every(name => Number(byHand.rows[0][name]) > 0))
    const said = JSON.stringify(report.sections.find(({ id }) => id === 'channels'))
    assert.doesNotMatch(said, /452-0|\b(người|people) (đã )?(nhận|đọc được|received)/)
  })

  test('what nobody can switch off needs a tick of whoever approves, and what can be switched off must have none', async t => {
    const of = await withBroadcasting(t, databases)
    const { bulletins, editor, approver } = of
    const approves = async (isEmergency: boolean, emergency: boolean) => {
      const draft = of.draft()
      const { broadcast } = draft.renditions
      assert.ok(broadcast !== undefined)
      const { id } = await bulletins.createBulletin(editor.actor, {
        ...draft,
        renditions: { ...draft.renditions, broadcast: { ...broadcast, isEmergency } },
      })
      await of.submits(editor, await bulletins.bulletin(editor.actor, id))
      const shown = await bulletins.bulletin(approver.actor, id)
      await of.approves(approver, shown, emergency)
      return id
    }
    const code = 'bulletinEmergencyDiffers'
    await assert.rejects(approves(true, false), { code })
    await assert.rejects(approves(false, true), { code })
    const id = await approves(true, true)
    of.stage.clock.advance(SECOND)
    await enrolled(of.stage, 'mot', TAKES)
    await of.air.carryOut()
    assert.deepEqual(
      (await of.air.ofBulletin(id, null)).map(({ messages }) => messages[0].identifier),
      [4370],
    )
  })
}

/** Now and then a controller tells none. */
function one(value: number, random: Random): number | null {
  return random.below(3) === 0 ? null : value
}

/** A node that this authority knows, with the key that it has. */
async function enrolAs({ authority }: AuthorityFixture, { id, signer }: Node): Promise<void> {
  await authority.createOperator(PEOPLE.administrator, { id, name: `Nhà mạng ${id}` })
  const { code } = await authority.issueEnrolmentCode(PEOPLE.administrator, id)
  await authority.enrol({ code, publicKey: signer.publicKey })
}

async function withBroadcasting(t: TestContext, databases: Databases) {
  const of = await withRoster(t, databases)
  const { stage, work, bulletins, editor, approver } = of
  const air = broadcastUseCases(work)
  const draft = (): BulletinDraft => broadcasting(plainDraft(of.until), iso(stage.clock.now() + DAY + HOUR))
  const passes = async (id: string) => {
    await of.submits(editor, await bulletins.bulletin(editor.actor, id))
    await of.approves(approver, await bulletins.bulletin(approver.actor, id))
    stage.clock.advance(SECOND)
  }
  type Task = Awaited<ReturnType<typeof tasks>>[number]
  const tasks = async (node: Node) => {
    const { broadcasts = [] } = await node.agenda()
    const key = stage.authority.publicKey
    return await Promise.all(
      broadcasts.map(async ({ directive, order }) => ({
        sha256: sha256Of(directive),
        body: await verify(directive, { type: 'broadcastDirective', key, schema: broadcastDirectiveBody }),
        order: await verify(order, { type: 'broadcastOrder', key, schema: broadcastOrderBody }),
      })),
    )
  }
  return {
    ...of,
    air,
    tasks,
    passes,
    draft,
    airs: async (change: Partial<BulletinDraft> = {}) => {
      const { id } = await bulletins.createBulletin(editor.actor, { ...draft(), ...change })
      await passes(id)
      return id
    },
    answers: async (
      node: Node,
      { body, sha256, order: { sequence } }: Task,
      verdict: BroadcastAcknowledgementBody['verdict'],
      signedBy: Node = node,
    ) => {
      const { directive, serial } = body
      const at = iso(stage.clock.now())
      const answer = { directive, serial, sha256, at, sequence, verdict, operator: node.id }
      const document = await signedBy.signer.sign('broadcastAcknowledgement', answer)
      await air.acknowledge(await node.identity(), document)
    },
    counts: async (
      node: Node,
      { body, sha256 }: Task,
      change: Partial<BroadcastCountBody> & Pick<BroadcastCountBody, 'cells'>,
      signedBy: Node = node,
    ) => {
      const { directive, serial } = body
      const { cells } = change
      const counted = {
        directive,
        serial,
        sha256,
        operator: node.id,
        says: 'message',
        provinces: [{ code: '01', asOf: '2020-02-13', cells }],
        broadcasts: null,
        leaving: 0,
        isFinal: false,
        ...change,
      }
      const document = await signedBy.signer.sign('broadcastCount', counted)
      await air.count(await node.identity(), document)
    },
    /** What a node would give back: signed, and not brought. */
    gives: async (node: Node, verdict: BroadcastAcknowledgementBody['verdict']) => {
      const [{ directive }] = (await node.agenda()).broadcasts ?? assert.fail('nothing is asked')
      const key = stage.authority.publicKey
      const body = await verify(directive, { type: 'broadcastDirective', key, schema: broadcastDirectiveBody })
      const sha256 = sha256Of(directive)
      const named = { directive: body.directive, serial: body.serial, operator: node.id, sha256 }
      const at = iso(stage.clock.now())
      const cells = { known: 3, onAir: 2, failed: 1, unknown: 0 }
      return {
        document: directive,
        body,
        sha256,
        acknowledgement: await node.signer.sign('broadcastAcknowledgement', {
          ...named,
          at,
          sequence: 1,
          verdict,
        } satisfies BroadcastAcknowledgementBody),
        count: await node.signer.sign('broadcastCount', {
          ...named,
          says: 'message',
          cells,
          asOf: at,
          provinces: [{ code: '01', asOf: '2020-02-13', cells }],
          broadcasts: null,
          leaving: 0,
          isFinal: false,
        } satisfies BroadcastCountBody),
      }
    },
    proofs: async (id: string) =>
      Object.fromEntries(
        (await air.proofs(id)).map(({ release, kind, unit, count }) => [`${release} ${kind} ${unit}`, count]),
      ),
  }
}

/** Of the message; of its correction with one more. */
function numberOf(code: number | undefined, more = 0): number {
  return serialNumber({ scope: SCOPE, code: code ?? -1, update: FIRST_UPDATE + more })
}

function mayHave(content: BulletinContent | undefined): readonly number[] {
  return codesOf(sha256Of(canonicalJson(content)))
}
