/** An authority with people who have keys of their own, its bulletins, and a way to have one approved, for the tests. */
import type { TestContext } from 'node:test'
import { smsRounds } from '../../src/app/sms-rounds.ts'
import { openBulletins } from '../../src/areas/bulletins/area.ts'
import type { Channel } from '../../src/areas/bulletins/channel.ts'
import type { Bulletin, BulletinDraft } from '../../src/areas/bulletins/model.ts'
import { releasesOf } from '../../src/areas/bulletins/releases.ts'
import { saidOf } from '../../src/areas/bulletins/said.ts'
import type { BulletinUseCases } from '../../src/areas/bulletins/use-cases.ts'
import { wavOnly } from '../../src/areas/bulletins/wav-only.ts'
import type { Actor } from '../../src/authority/actor.ts'
import type { Databases } from './databases.ts'
import { given, opened, type Signer, signRoster } from './signers-stage.ts'
import { DAY, PEOPLE, type StagedAuthority } from './stage.ts'

export const iso = (at: number) => new Date(at).toISOString()

export function bulletinsOf(
  authority: StagedAuthority,
  channels: readonly Channel[] = [],
): BulletinUseCases {
  const { house } = authority
  return openBulletins({ house, rounds: smsRounds(authority), sounds: wavOnly, channels })
}

/** Without a roster nobody signs. */
export async function withBulletins(t: TestContext, databases: Databases) {
  const stage = await opened(t, databases)
  const { house } = stage.authority
  const bulletins = bulletinsOf(stage.authority)
  const { editor, approver } = PEOPLE
  const submitted = async (draft: BulletinDraft): Promise<Bulletin> => {
    const { id } = await bulletins.createBulletin(editor, draft)
    return await submit(bulletins, editor, await bulletins.bulletin(editor, id))
  }
  return {
    ...{ stage, house, bulletins, submitted, releases: releasesOf(house.store) },
    approved: async (draft: BulletinDraft) =>
      await approve(bulletins, approver, await submitted(draft)),
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
  return { version, sha256: sha256 ?? '' }
}

export async function withRoster(t: TestContext, databases: Databases) {
  const of = await withBulletins(t, databases)
  const { stage, bulletins } = of
  const admin = await stage.person('administrator', 'admin')
  const editor = await stage.person('editor', 'editor')
  const approver = await stage.person('approver', 'approver')
  const second = await stage.person('approver', 'second')
  await stage.signers.prepare(admin.actor)
  await signRoster(stage, admin)
  const signed = async (who: Signer, shown: Bulletin, does: 'submit' | 'approve') => {
    const { id, version, sha256 } = shown
    const said = saidOf({ id, version, sha256: sha256 ?? '' }, does)
    return { ...ofShown(shown), signature: await given(stage, who, said) }
  }
  return {
    ...{ ...of, admin, editor, approver, second },
    submits: async (who: Signer, shown: Bulletin) =>
      await bulletins.submitBulletin(who.actor, shown.id, await signed(who, shown, 'submit')),
    approves: async (who: Signer, shown: Bulletin) =>
      await bulletins.approveBulletin(who.actor, shown.id, {
        ...(await signed(who, shown, 'approve')),
        purpose: shown.draft.purpose,
      }),
  }
}
