/** An authority with people who have keys of their own, its bulletins, and a way to have one approved, for the tests. */
import type { TestContext } from 'node:test'
import { smsRounds } from '../../src/app/sms-rounds.ts'
import { openBulletins } from '../../src/areas/bulletins/area.ts'
import type { Channel } from '../../src/areas/bulletins/channel.ts'
import { AS_BROUGHT, plainDraft } from '../../src/areas/bulletins/fixtures.test.ts'
import type { Bulletin, BulletinDraft } from '../../src/areas/bulletins/model.ts'
import { releasesOf } from '../../src/areas/bulletins/releases.ts'
import { saidOf } from '../../src/areas/bulletins/said.ts'
import type { SoundMaker } from '../../src/areas/bulletins/sound-maker.ts'
import type { BulletinTables } from '../../src/areas/bulletins/tables.ts'
import type { BulletinUseCases } from '../../src/areas/bulletins/use-cases.ts'
import type { Actor } from '../../src/authority/actor.ts'
import type { Databases } from './databases.ts'
import { given, opened, type Signer, signRoster } from './signers-stage.ts'
import { type AuthorityFixture, DAY, PEOPLE, SECOND, type StagedAuthority } from './stage.ts'

export const HOUR = 3600 * SECOND
export const iso = (at: number) => new Date(at).toISOString()

export function bulletinsOf(
  authority: StagedAuthority,
  channels: readonly Channel[] = [],
  sounds: SoundMaker = AS_BROUGHT,
): BulletinUseCases {
  const { work } = authority
  return openBulletins({ work, rounds: smsRounds(authority), sounds, channels })
}

/** Without a roster nobody signs. */
export async function withBulletins(t: TestContext, databases: Databases, sounds: SoundMaker = AS_BROUGHT) {
  const stage = await opened(t, databases)
  const { work } = stage.authority
  const bulletins = bulletinsOf(stage.authority, [], sounds)
  const { editor, approver } = PEOPLE
  const submitted = async (draft: BulletinDraft): Promise<Bulletin> => {
    const { id } = await bulletins.createBulletin(editor, draft)
    return await submit(bulletins, editor, await bulletins.bulletin(editor, id))
  }
  return {
    stage,
    work,
    bulletins,
    submitted,
    releases: releasesOf(work.store),
    approved: async (draft: BulletinDraft) => await approve(bulletins, approver, await submitted(draft)),
    until: iso(stage.clock.now() + 5 * DAY),
  }
}
/** What is shown, without a signature. */
export async function submit(bulletins: BulletinUseCases, who: Actor, shown: Bulletin) {
  return await bulletins.submitBulletin(who, shown.id, ofShown(shown))
}

export async function approve(bulletins: BulletinUseCases, who: Actor, shown: Bulletin) {
  const { purpose } = shown.draft
  return await bulletins.approveBulletin(who, shown.id, { ...ofShown(shown), purpose })
}

export function ofShown({ version, sha256 }: Bulletin) {
  return { version, sha256: sha256 ?? '0'.repeat(64) }
}

export async function withRoster(t: TestContext, databases: Databases, sounds: SoundMaker = AS_BROUGHT) {
  const of = await withBulletins(t, databases, sounds)
  const { stage, bulletins } = of
  const admin = await stage.person('administrator', 'admin')
  const editor = await stage.person('editor', 'editor')
  const approver = await stage.person('approver', 'approver')
  const second = await stage.person('approver', 'second')
  await stage.signers.prepare(admin.actor)
  await signRoster(stage, admin)
  const signed = async (who: Signer, shown: Bulletin, does: 'submit' | 'approve') => {
    const { id, version, sha256, doubts } = shown
    const said = saidOf({ id, version, sha256: sha256 ?? '0'.repeat(64), doubts }, does)
    return { ...ofShown(shown), doubts, signature: await given(stage, who, said) }
  }
  return {
    ...of,
    admin,
    editor,
    approver,
    second,
    submits: async (who: Signer, shown: Bulletin) =>
      await bulletins.submitBulletin(who.actor, shown.id, await signed(who, shown, 'submit')),
    approves: async (who: Signer, shown: Bulletin, emergency = false) =>
      await bulletins.approveBulletin(who.actor, shown.id, {
        ...(await signed(who, shown, 'approve')),
        purpose: shown.draft.purpose,
        emergency,
      }),
  }
}

/** Its tables, as whoever has the database has them. */
export function tables({ stage }: { readonly stage: AuthorityFixture }) {
  return stage.database.kysely.withTables<BulletinTables>()
}

/** That begins in so many milliseconds, and ends a day later. */
export function laterDraft({ stage }: { readonly stage: AuthorityFixture }, inMs: number): BulletinDraft {
  const from = stage.clock.now() + inMs
  return { ...plainDraft(''), window: { from: iso(from), until: iso(from + DAY) } }
}

/** With a draft that begins in an hour. */
export async function withWaiting(t: TestContext, databases: Databases) {
  const of = await withRoster(t, databases)
  const { bulletins } = of
  const { id } = await bulletins.createBulletin(of.editor.actor, laterDraft(of, HOUR))
  const draft = await bulletins.bulletin(of.editor.actor, id)
  return { ...of, draft }
}

/** What is proved of the page, where it is in one language. */
export function publishedPage(now: number, release: 'publish' | 'correct') {
  return [{ channel: 'page', release, kind: 'published', count: 1, unit: 'files', at: iso(now) }]
}
