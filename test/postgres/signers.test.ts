/** Who signs: keys, rosters in their chain, and approvals that are signed by two people. On both databases. */
import assert from 'node:assert/strict'
import { createHash, generateKeyPairSync } from 'node:crypto'
import { type TestContext, test } from 'node:test'
import { sql } from 'kysely'
import { SetUpUseCases } from '../../src/areas/overview/set-up.ts'
import { digestOf } from '../../src/areas/rounds/digest.ts'
import { saidOfRound } from '../../src/areas/rounds/said.ts'
import { signersOverview } from '../../src/areas/signers/overview.ts'
import { BEGINS_ANEW, Signers } from '../../src/areas/signers/signers.ts'
import { signerRows } from '../../src/areas/signers/store.ts'
import type { Actor } from '../../src/authority/actor.ts'
import type { GivenSignature } from '../../src/authority/said.ts'
import { follow, readRoster } from '../../src/directive/attest.ts'
import { checkResume, proveRound } from '../../src/directive/claims.ts'
import { directiveBody, orderBody } from '../../src/directive/documents.ts'
import { type MadeKey, makingText } from '../../src/directive/made-key.ts'
import { makeKey, signerOf, verify } from '../../src/directive/signing.ts'
import type { Database } from '../../src/sql/database.ts'
import { makePersonJwk, personKeyOf } from '../../town/person-key.ts'
import { type Databases, onEachDatabase } from './databases.ts'
import { given, opened, type Signer, type SignersStage, signRoster } from './signers-stage.ts'
import { type AuthorityFixture, contentFor, DAY, draft, enrolled, openStage, PEOPLE } from './stage.ts'

const PAGE = { id: 'ky.example', origins: ['https://ky.example'] }
const CONSOLES = ['https://loa.example']
const KEY_ID = Buffer.from('made on the page').toString('base64url')
const { x, y } = generateKeyPairSync('ec', { namedCurve: 'P-256' }).publicKey.export({ format: 'jwk' })
/** By hand (RFC 9053, 7.1.1). */
const COSE = Buffer.concat([
  Buffer.from('a5010203262001215820', 'hex'),
  Buffer.from(String(x), 'base64url'),
  Buffer.from('225820', 'hex'),
  Buffer.from(String(y), 'base64url'),
])

/** What a device tells of a key that it has made: Web Authentication Level 3, 6.5, with no attestation; CBOR by hand. */
function made(
  person: string,
  {
    origin = PAGE.origins[0],
    rp = PAGE.id,
    // Present, verified, with a key.
    flags = 0x45,
    type = 'webauthn.create',
    frame = { crossOrigin: false } as object,
  } = {},
): MadeKey {
  const digest = (text: string) => createHash('sha256').update(text).digest()
  const challenge = digest(makingText(person)).toString('base64url')
  const id = Buffer.from(KEY_ID, 'base64url')
  const data = Buffer.concat([
    ...[digest(rp), Buffer.from([flags]), Buffer.alloc(4), Buffer.alloc(16)],
    ...[Buffer.from([0, id.length]), id, COSE],
  ])
  const attestation = Buffer.concat([
    Buffer.from('a363666d74646e6f6e656761747453746d74a0686175746844617461', 'hex'),
    ...[Buffer.from([0x58, data.length]), data],
  ])
  return {
    id: KEY_ID,
    clientDataJson: Buffer.from(JSON.stringify({ type, challenge, origin, ...frame })).toString('base64url'),
    attestationObject: attestation.toString('base64url'),
  }
}

/** As better-auth keeps it. */
async function givePasskey({ database }: SignersStage, { actor }: Signer): Promise<void> {
  await sql`insert into sign_in_passkey
    (id, "publicKey", "userId", "credentialID", counter, "deviceType", "backedUp")
    values ('p', 'AAAA', ${actor.id}, 'AAAA', 0, 'singleDevice', 0)`.execute(database.kysely)
}

/** An administrator, an editor and an approver on the first roster; a node. */
async function settled(t: TestContext, databases: Databases) {
  const stage = await opened(t, databases)
  const admin = await stage.person('administrator', 'admin')
  const editor = await stage.person('editor', 'editor')
  const approver = await stage.person('approver', 'approver')
  await stage.signers.prepare(admin.actor)
  const { current } = await signRoster(stage, admin)
  assert.ok(current !== null)
  const node = await enrolled(stage, 'mot', null)
  await node.hello({ roster: null })
  return { stage, admin, editor, approver, node }
}

async function written(stage: SignersStage, { actor }: Signer) {
  const { id: campaign } = await stage.authority.createCampaign(actor, { title: 'x', note: '' })
  return await stage.authority.createRound(actor, campaign, contentFor(['mot']))
}

async function submitted(stage: SignersStage, editor: Signer) {
  const { authority } = stage
  const round = await written(stage, editor)
  const signature = await given(stage, editor, saidOfRound(round, 'submit'))
  return await authority.submitRound(editor.actor, round.id, { version: round.version, signature })
}

/** As one who has the database, and knows of triggers. */
async function alterTexts({ kysely: db, kind }: Database): Promise<void> {
  if (kind === 'sqlite') await sql.raw('drop trigger round_version_no_update').execute(db)
  else await sql.raw('alter table round_version disable trigger all').execute(db)
  await sql.raw(`update round_version set content = replace(content, 'rửa tay', 'gửi tiền')`).execute(db)
}

onEachDatabase(databases => {
  test('a round that two people signed goes out with both signatures, which a node can verify', async t => {
    const { stage, editor, approver, node } = await settled(t, databases)
    const { authority, clock } = stage
    const round = await submitted(stage, editor)
    const { id, version, digest, subscribers } = round
    const approval = { version, digest, subscribers }
    await assert.rejects(authority.approveRound(approver.actor, id, approval), { code: 'signatureNeeded' })
    const signature = await given(stage, approver, saidOfRound(round, 'approve'))
    await authority.approveRound(approver.actor, id, { ...approval, signature })
    await assert.rejects(authority.scheduleRound(approver.actor, id), { code: 'signatureNeeded' })
    await authority.scheduleRound(approver.actor, id, {
      signature: await given(stage, approver, saidOfRound(round, 'schedule')),
    })
    const { items, rosters } = await node.agenda()
    const [{ text }] = rosters ?? []
    const roster = readRoster(text)
    const key = authority.publicKey
    const body = await verify(items[0].directive, { type: 'directive', key, schema: directiveBody })
    await proveRound(body, roster, clock.now())
    assert.equal(body.trail?.entries !== undefined && body.trail.entries > 0, true)

    await authority.pauseRound(editor.actor, id)
    const paused = await authority.round(approver.actor, id)
    const stale = await given(stage, approver, saidOfRound(paused, 'resume', paused.nextOrder + 1))
    await assert.rejects(authority.resumeRound(approver.actor, id, { signature: stale }), {
      code: 'signatureOfPersonWrong',
    })
    await authority.resumeRound(approver.actor, id, {
      signature: await given(stage, approver, saidOfRound(paused, 'resume', paused.nextOrder)),
    })
    const [{ order }] = (await node.agenda()).items
    const ordered = await verify(order, { type: 'order', key, schema: orderBody })
    await checkResume(ordered, body, { roster, now: clock.now() })
  })

  test('a round goes on by whom the roster has as an approver, whatever their role at the server is', async t => {
    const { stage, editor, approver } = await settled(t, databases)
    const { authority } = stage
    const round = await submitted(stage, editor)
    const { id, version, digest, subscribers } = round
    const by = async (signer: Signer, does: 'approve' | 'schedule') =>
      await given(stage, signer, saidOfRound(round, does))
    const approval = { version, digest, subscribers, signature: await by(approver, 'approve') }
    await authority.approveRound(approver.actor, id, approval)
    const signature = await by(approver, 'schedule')
    await authority.scheduleRound(approver.actor, id, { signature })
    await authority.pauseRound(editor.actor, id)
    const resumed = async (signer: Signer) => {
      const { nextOrder } = await authority.round(approver.actor, id)
      const actor: Actor = { ...signer.actor, role: 'approver' }
      const said = saidOfRound(round, 'resume', nextOrder)
      return await authority.resumeRound(actor, id, { signature: await given(stage, signer, said) })
    }
    await assert.rejects(resumed(editor), { code: 'needsTwoPeople' })
    assert.equal((await authority.round(approver.actor, id)).state, 'paused')
    assert.notEqual((await resumed(approver)).state, 'paused')
  })

  test('one administrator alone lets in nobody whom operators believe before a day has passed', async t => {
    const { stage, admin } = await settled(t, databases)
    const { signers, clock, letters } = stage
    await stage.person('approver', 'friend')
    await stage.person('auditor', 'auditor')
    await signers.prepare(admin.actor)
    await signRoster(stage, admin)
    const waiting = await signRoster(stage, admin)
    assert.equal(waiting.current?.people.length, 3)
    const { notBefore, sha256 } = waiting.draft!
    assert.equal(notBefore, new Date(clock.now() + DAY).toISOString())
    const told = letters.map(({ to }) => to.join()).toSorted()
    assert.deepEqual(
      told,
      ['admin', 'approver', 'auditor', 'friend'].map(name => `${name}@loa.example`),
      'each approver, auditor and administrator, once',
    )
    for (const { text } of letters) for (const part of [sha256, notBefore!, 'admin']) assert.ok(text.includes(part))
    await signers.publishDue()
    assert.equal((await signers.view()).current?.number, 1)
    clock.advance(DAY)
    await signers.publishDue()
    const { current } = await signers.view()
    assert.deepEqual([current?.number, current?.people.length], [2, 4])
  })

  test('who begins alone waits for no day, also where an operator is enrolled; what keeps every round from going out is said until nothing does', async t => {
    const stage = await opened(t, databases)
    const { signers, authority } = stage
    const overview = signersOverview(authority.work)
    const now = stage.clock.now()
    /** By the rule of the set-up, of what is so in this very database. */
    const facts = [
      { setUp: async () => await signers.setUp() },
      { setUp: async () => (await authority.overview.setUp?.()) ?? {} },
    ]
    const setUp = new SetUpUseCases({ parts: facts, work: authority.work })
    const lacks = async () => (await setUp.of(PEOPLE.editor)).lacks.map(({ says }) => says)
    const admin = await stage.person('administrator', 'admin')
    assert.deepEqual(await lacks(), ['none', 'noOperator'])
    await signers.prepare(admin.actor)
    await signRoster(stage, admin)
    await (await enrolled(stage, 'mot', null)).hello({ roster: null })
    assert.deepEqual(await lacks(), ['noApprover', 'away'], 'nothing of it is connected here')
    const editor = await stage.person('editor', 'editor')
    await signers.prepare(admin.actor)
    await stage.person('approver', 'late')
    await signers.removeKey(editor.actor, editor.key.key.id)
    const stale = await signers.view()
    assert.deepEqual(stale.draft?.since.map(({ name, what }) => `${name} ${what}`).toSorted(), [
      'editor removed',
      'late added',
    ])
    assert.deepEqual(stale.signers.withKey.toSorted(), ['admin', 'late'])
    assert.deepEqual(stale.signers.without, ['editor'])
    const keyless = (await overview.found?.(now))?.map(({ standing: { people } }) => people)
    assert.deepEqual(keyless, [[editor.actor.id]], 'the roster is the administrator’s')
    await signers.prepare(admin.actor)
    const alone = await signRoster(stage, admin)
    assert.deepEqual([alone.draft, alone.current?.number], [null, 2], 'in force at once')
    assert.deepEqual(await lacks(), ['noWriter', 'away'])
    await stage.person('editor', 'other')
    await signers.prepare(admin.actor)
    const { draft } = await signRoster(stage, admin)
    assert.ok(draft?.notBefore, 'somebody on it approves')
    stage.clock.advance(DAY)
    await signers.publishDue()
    assert.deepEqual(await lacks(), ['away'])
  })

  test('from the day there are two administrators one of them lets in nobody', async t => {
    const { stage, admin } = await settled(t, databases)
    const { signers, clock } = stage
    const other = await stage.person('administrator', 'other')
    await signers.prepare(admin.actor)
    await signRoster(stage, admin)
    clock.advance(DAY)
    await signers.publishDue()
    assert.equal((await signers.view()).threshold, 2)
    await stage.person('approver', 'friend')
    await signers.prepare(admin.actor)
    const alone = await signRoster(stage, admin, admin)
    assert.deepEqual([alone.current?.number, alone.draft?.needed], [2, 2])
    clock.advance(30 * DAY)
    await signers.publishDue()
    assert.equal((await signers.view()).current?.number, 2)
    const both = await signRoster(stage, other)
    assert.deepEqual([both.current?.number, both.draft], [3, null])
  })

  test('who is not on the roster submits and approves nothing, whatever their role at the server is', async t => {
    const { stage, editor } = await settled(t, databases)
    const { authority } = stage
    const newcomer = await stage.person('approver', 'newcomer')
    const round = await submitted(stage, editor)
    const { id, version, digest, subscribers } = round
    const signature = await given(stage, newcomer, saidOfRound(round, 'approve'))
    const approval = { version, digest, subscribers, signature }
    await assert.rejects(authority.approveRound(newcomer.actor, id, approval), { code: 'notOnRoster' })
  })

  test('a signature is for this act on this version, by this person, and of now', async t => {
    const { stage, editor, approver } = await settled(t, databases)
    const { authority, clock } = stage
    const round = await submitted(stage, editor)
    const { id, version, digest, subscribers } = round
    const wrong: Readonly<Record<string, [GivenSignature, string]>> = {
      'for another act': [await given(stage, approver, saidOfRound(round, 'schedule')), 'signatureOfPersonWrong'],
      'for another version': [
        await given(stage, approver, saidOfRound({ ...round, version: 9 }, 'approve')),
        'signatureOfPersonWrong',
      ],
      'for another digest': [
        await given(stage, approver, saidOfRound({ ...round, digest: 'ab'.repeat(32) }, 'approve')),
        'signatureOfPersonWrong',
      ],
      'by another key': [await given(stage, editor, saidOfRound(round, 'approve')), 'notOnRoster'],
    }
    const old = await given(stage, approver, saidOfRound(round, 'approve'))
    clock.advance(11 * 60_000)
    const approve = async (signature: GivenSignature) =>
      await authority.approveRound(approver.actor, id, { version, digest, subscribers, signature })
    await assert.rejects(approve(old), { code: 'signatureOld' })
    clock.advance(-11 * 60_000)
    for (const [name, [signature, code]] of Object.entries(wrong))
      await assert.rejects(approve(signature), { code }, name)
  })

  test('without a roster nobody signs: what looks like a signature is refused', async t => {
    const stage = await opened(t, databases)
    const editor = await stage.person('editor', 'editor')
    const { authority } = stage
    await enrolled(stage, 'mot')
    const { id, version, digest } = await written(stage, editor)
    const said = saidOfRound({ id, version, digest }, 'submit')
    const signature = await given(stage, editor, said)
    await assert.rejects(authority.submitRound(editor.actor, id, { version, signature }), { code: 'notOnRoster' })
    const { state } = await authority.submitRound(editor.actor, id, { version })
    assert.equal(state, 'submitted')
  })

  test('a program may write and submit; what it submitted is approved only once a person has signed it', async t => {
    const { stage, editor, approver } = await settled(t, databases)
    const { authority } = stage
    const program: Actor = {
      kind: 'key',
      id: 'key-1',
      name: 'program',
      role: 'editor',
      operator: null,
      person: editor.actor.id,
    }
    const round = await written(stage, { ...editor, actor: program })
    await authority.submitRound(program, round.id, { version: 1 })
    const { id, version, digest, subscribers } = round
    const signature = await given(stage, approver, saidOfRound(round, 'approve'))
    const approval = { version, digest, subscribers, signature }
    await assert.rejects(authority.approveRound(approver.actor, id, approval), { code: 'firstUnsigned' })
  })

  test('a text that was altered in the database after its approval is signed and sent by nobody', async t => {
    const { stage, editor, approver } = await settled(t, databases)
    const { authority, database } = stage
    const round = await submitted(stage, editor)
    const { id, version, digest, subscribers } = round
    const signature = await given(stage, approver, saidOfRound(round, 'approve'))
    await authority.approveRound(approver.actor, id, { version, digest, subscribers, signature })
    await alterTexts(database)
    const schedule = await given(stage, approver, saidOfRound(round, 'schedule'))
    await assert.rejects(authority.scheduleRound(approver.actor, id, { signature: schedule }), {
      code: 'contentAltered',
    })
  })

  test('without any roster too, what goes out is what the trail says was approved', async t => {
    const stage = await opened(t, databases)
    const { authority, database } = stage
    const admin = await stage.person('administrator', 'admin')
    assert.ok(admin)
    await enrolled(stage, 'mot')
    const { id, version } = await draft(stage, contentFor(['mot']))
    const [one, two] = [
      { kind: 'person', id: 'a', name: 'a', role: 'editor', operator: null },
      { kind: 'person', id: 'b', name: 'b', role: 'approver', operator: null },
    ] as const satisfies readonly Actor[]
    await authority.submitRound(one, id, { version })
    const { digest, subscribers } = await authority.round(two, id)
    await authority.approveRound(two, id, { version, digest, subscribers })
    await alterTexts(database)
    const { content } = await authority.round(two, id)
    assert.match(JSON.stringify(content), /gửi tiền/)
    await sql.raw(`update round set digest = '${digestOf(content)}'`).execute(database.kysely)
    await assert.rejects(authority.scheduleRound(two, id), { code: 'contentAltered' })
  })

  test('a trail that was hashed anew or cut is found by a head that was noted elsewhere', async t => {
    const { stage, admin } = await settled(t, databases)
    const { store } = stage.authority.work
    const { verifyTrail } = await import('../../src/authority/trail.ts')
    const noted = await store.trailHead()
    assert.equal((await verifyTrail(store, [noted])).is, 'whole')
    await stage.signers.removeKey(admin.actor, admin.key.key.id)
    assert.equal((await verifyTrail(store, [noted])).is, 'whole')
    const other = { entries: noted.entries, hash: 'ab'.repeat(32) }
    const differs = await verifyTrail(store, [other])
    assert.deepEqual(differs.is === 'broken' && [differs.sequence, differs.why], [
      noted.entries,
      'the noted head differs',
    ])
    const beyond = await verifyTrail(store, [{ entries: 9999, hash: noted.hash }])
    assert.deepEqual(beyond.is === 'broken' && [beyond.sequence, beyond.why], [
      9999,
      'the noted head is beyond the end',
    ])
  })

  test('one’s own keys: made, told, removed; another’s is not taken, nor one twice', async t => {
    const { stage, editor, approver } = await settled(t, databases)
    const { signers } = stage
    const { keys } = await signers.signing(editor.actor)
    assert.deepEqual(
      keys.map(({ is, isOnRoster }) => [is, isOnRoster]),
      [['key', true]],
    )
    const publicKey = editor.key.key.publicKey
    await assert.rejects(signers.addKey(approver.actor, { name: 'x', publicKey }), { code: 'signingKeyTaken' })
    await assert.rejects(signers.removeKey(approver.actor, editor.key.key.id), { code: 'notFound' })
    await signers.removeKey(editor.actor, editor.key.key.id)
    assert.deepEqual((await signers.signing(editor.actor)).keys, [])
    assert.equal((await signers.view()).isDue, true)
  })

  test('a roster needs an administrator with a key, and a change', async t => {
    const stage = await opened(t, databases)
    const editor = await stage.person('editor', 'editor')
    await assert.rejects(stage.signers.prepare(editor.actor), { code: 'rosterWithoutAdministrator' })
    const admin = await stage.person('administrator', 'admin')
    await stage.signers.prepare(admin.actor)
    await signRoster(stage, admin)
    await assert.rejects(stage.signers.prepare(admin.actor), { code: 'rosterUnchanged' })
  })

  test('a node is given the rosters after the one that it holds, and a fork is flagged', async t => {
    const { stage, admin, node } = await settled(t, databases)
    const { signers, authority, clock } = stage
    await stage.person('editor', 'second')
    await signers.prepare(admin.actor)
    await signRoster(stage, admin)
    clock.advance(DAY)
    await signers.publishDue()
    const first = readRoster(String((await node.agenda()).rosters?.[0].text))
    await node.hello({ roster: { number: 1, sha256: first.sha256 } })
    assert.deepEqual(
      (await node.agenda()).rosters?.map(({ text }) => readRoster(text).body.number),
      [2],
    )
    await node.hello({ roster: { number: 1, sha256: 'ab'.repeat(32) } })
    const { flags } = await authority.operator('mot')
    assert.deepEqual(
      flags.map(({ code }) => code),
      ['roster-unknown'],
    )
  })

  test('where the administrators’ keys are lost a new chain begins, which no node follows by itself', async t => {
    const { stage, admin } = await settled(t, databases)
    const { signers, authority } = stage
    const { store } = authority.work
    const first = readRoster(String(await signerRows(store).newestRoster()))
    await signers.removeKey(admin.actor, admin.key.key.id)
    const key = await personKeyOf(await makePersonJwk())
    await signers.addKey(admin.actor, { name: 'new laptop', publicKey: key.key.publicKey })
    await signers.prepare(admin.actor)
    await assert.rejects(signRoster(stage, { ...admin, key }), { code: 'notOnRoster' })
    await store.write(async writing => await writing.setSetting(BEGINS_ANEW, 'yes'))
    await signers.prepare(admin.actor)
    const { current, draft: waiting } = await signRoster(stage, { ...admin, key })
    assert.deepEqual([current?.number, waiting], [2, null])
    const next = readRoster(String(await signerRows(store).newestRoster()))
    assert.equal(next.body.previousSha256, null)
    const { text, signatures } = (await signerRows(store).rosters(1))[0]
    await assert.rejects(follow(first, { text, signatures: [...signatures] }), { code: 'rosterNotNext' })
    // And the chain goes on from there as ever.
    await stage.person('editor', 'later')
    await signers.prepare(admin.actor)
    await assert.rejects(signRoster(stage, admin), { code: 'notOnRoster' })
  })

  test('with a signing page the next roster has the passkeys made there, of who has none yet the browser’s, and nothing that signs in', async t => {
    const { stage, admin, editor } = await settled(t, databases)
    const { work: opened } = stage.authority
    const before = readRoster(String(await signerRows(opened.store).newestRoster()))
    const paged = new Signers({ work: opened, relyingParty: PAGE, consoles: CONSOLES })
    const { keys, page } = await paged.addKey(editor.actor, {
      is: 'passkey',
      name: 'phone',
      made: made(editor.actor.id),
    })
    assert.deepEqual(page, { signs: null, makes: PAGE.origins[0] })
    assert.deepEqual(
      keys.map(({ name, is, isForSignIn, isOnRoster }) => [name, is, isForSignIn, isOnRoster]),
      [
        ['laptop', 'key', false, true],
        ['phone', 'passkey', false, false],
      ],
    )
    await givePasskey(stage, admin)
    await paged.prepare(admin.actor)
    const waiting = { ...stage, signers: paged }
    assert.equal((await paged.view()).draft?.before?.relyingParty.id, before.body.relyingParty.id)
    await signRoster(waiting, admin)
    stage.clock.advance(DAY)
    await paged.publishDue()
    const { body } = readRoster(String(await signerRows(opened.store).newestRoster()))
    assert.deepEqual(body.relyingParty, PAGE)
    const kindsOf = (who: Signer) =>
      body.people.find(({ id }) => id === who.actor.id)?.keys.map(({ is, id }) => [is, id])
    assert.deepEqual(kindsOf(editor), [['passkey', KEY_ID]])
    assert.deepEqual(kindsOf(admin), [['key', admin.key.key.id]])
    const held = body.people.flatMap(person => person.keys).find(({ id }) => id === KEY_ID)
    assert.equal(held?.publicKey, COSE.toString('base64url'))
    assert.equal((await paged.signing(editor.actor)).page.signs, PAGE.origins[0])
    // What signs in is no signing key here, and one made there is taken off here.
    const own = await paged.signing(admin.actor)
    assert.deepEqual(
      own.keys.map(({ name }) => name),
      ['laptop'],
    )
    const left = await paged.removeKey(editor.actor, KEY_ID)
    assert.deepEqual(
      left.keys.map(({ name }) => name),
      ['laptop'],
    )
    // Back in the console the page's keys sign nothing, and no roster has them.
    await paged.addKey(editor.actor, { is: 'passkey', name: 'phone', made: made(editor.actor.id) })
    await stage.signers.prepare(admin.actor)
    const draft = (await stage.signers.view()).draft
    assert.ok(draft !== null && !draft.text.includes(KEY_ID) && draft.text.includes('AAAA'))
  })

  test('a key that was not made on the signing page, for this very person, with them verified, is none', async t => {
    const { stage, editor, approver } = await settled(t, databases)
    const { work: opened } = stage.authority
    const paged = new Signers({ work: opened, relyingParty: PAGE, consoles: CONSOLES })
    const own = editor.actor.id
    const wrong: Readonly<Record<string, MadeKey>> = {
      'of somebody else': made(approver.actor.id),
      'in the console': made(own, { origin: CONSOLES[0] }),
      'for another relying party': made(own, { rp: 'loa.example' }),
      'with nobody verified': made(own, { flags: 0x41 }),
      'in a frame of another site': made(own, { frame: { crossOrigin: true } }),
      'by signing in': made(own, { type: 'webauthn.get' }),
      'under another name': { ...made(own), id: 'AAAA' },
    }
    for (const [what, key] of Object.entries(wrong))
      await assert.rejects(
        paged.addKey(editor.actor, { is: 'passkey', name: 'phone', made: key }),
        { code: 'signingKeyNotMade' },
        what,
      )
    const right = { is: 'passkey', name: 'phone', made: made(own) } as const
    await assert.rejects(stage.signers.addKey(editor.actor, right), { code: 'signingKeyNotMade' })
    await paged.addKey(editor.actor, right)
    await assert.rejects(paged.addKey(editor.actor, right), { code: 'signingKeyTaken' })
  })

  test('another node takes a trusted one’s place only once a person has revoked it, and that stays to be seen', async t => {
    const { authority } = await openStage(t, databases)
    const stage = { authority } as AuthorityFixture
    await enrolled(stage, 'mot', null)
    const program: Actor = {
      kind: 'key',
      id: 'key-1',
      name: 'program',
      role: 'administrator',
      operator: null,
      person: PEOPLE.administrator.id,
    }
    const { administrator } = PEOPLE
    for (const actor of [program, administrator])
      await assert.rejects(authority.issueEnrolmentCode(actor, 'mot'), { code: 'operatorEnrolled' })
    await authority.revokeOperator(administrator, 'mot')
    await assert.rejects(authority.issueEnrolmentCode(program, 'mot'), { code: 'forbidden' })
    const { code } = await authority.issueEnrolmentCode(administrator, 'mot')
    const { publicKey } = await signerOf(await makeKey())
    await authority.enrol({ code, publicKey })
    const { flags } = await authority.operator('mot')
    assert.deepEqual(
      flags.map(flag => flag.code),
      ['node-replaced'],
    )
  })
})
