/**
 * What stands in the trail, by the names the server writes. A new name that is not here yet is shown as it was written:
 * nothing of the trail is ever left out. Pure.
 */
export const ACTIONS = [
  'round.create',
  'round.save',
  'round.submit',
  'round.withdraw',
  'round.approve',
  'round.return',
  'round.exercise',
  'round.schedule',
  'round.running',
  'round.pause',
  'round.paused',
  'round.resume',
  'round.stop',
  'round.stopped',
  'round.finished',
  'round.hold',
  'campaign.create',
  'campaign.update',
  'directive.acknowledge',
  'directive.refuse',
  'directive.return',
  'directive.stray',
  'list.save',
  'list.submit',
  'list.withdraw',
  'list.approve',
  'list.return',
  'list.hold',
  'list.acknowledge',
  'list.refuse',
  'list.recover',
  'audit.keep',
  'month.review',
  'month.sign',
  'month.publish',
  'month.return',
  'month.item-add',
  'month.item-save',
  'month.item-remove',
  'operator.create',
  'operator.code',
  'operator.enrol',
  'operator.rotate',
  'operator.revoke',
  'operator.serial',
  'person.setup',
  'person.invite',
  'person.link',
  'person.role',
  'person.name',
  'person.disable',
  'person.enable',
  'person.password',
  'person.sessions',
  'person.totp-on',
  'person.totp-off',
  'person.backup-codes',
  'person.passkey-on',
  'person.passkey-off',
  'session.begin',
  'session.refuse',
  'key.make',
  'key.revoke',
  'authority.restore',
  'screening.settings',
  'screening.door',
  'screening.kiosk',
  'screening.code',
  'screening.enrol',
  'screening.revoke',
  'screening.close',
  'screening.export',
  'screening.forget',
] as const
export type Action = (typeof ACTIONS)[number]

/** The first word of an action: what it was done to. The server finds all of them by it. */
export const KINDS = [
  'round',
  'campaign',
  'directive',
  'list',
  'audit',
  'month',
  'operator',
  'person',
  'session',
  'key',
  'authority',
  'screening',
] as const

export function knownAction(action: string): Action | null {
  return ACTIONS.find(known => known === action) ?? null
}

/** Names of details that have words. */
export const DETAILS = [
  'version',
  'digest',
  'reason',
  'subscribers',
  'title',
  'before',
  'number',
  'campaign',
  'directives',
  'serial',
  'round',
  'sha256',
  'state',
  'accepted',
  'flags',
  'keyId',
  'expiresAt',
  'name',
  'role',
  'from',
  'operator',
  'by',
  'ours',
  'theirs',
  'scopes',
  'restoredAt',
  'held',
  'thresholdTenths',
  'waitMinutes',
  'retentionDays',
  'deed',
  'until',
  'revision',
  'services',
  'records',
  'refund',
  'edition',
  'item',
] as const
export type Detail = (typeof DETAILS)[number]

export function knownDetail(name: string): Detail | null {
  return DETAILS.find(known => known === name) ?? null
}

/** Any value of a detail as text, so that nothing is hidden. */
export function spelled(value: unknown): string {
  if (value === null || value === undefined || value === '') return '–'
  if (typeof value === 'string') return value
  if (typeof value === 'number' || typeof value === 'boolean') return String(value)
  if (Array.isArray(value)) return value.length === 0 ? '–' : value.map(spelled).join(', ')
  return JSON.stringify(value)
}
