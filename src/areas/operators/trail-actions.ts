/** What operators and their nodes write into the trail. Runs in a browser too. */
export const OPERATORS_ACTIONS = [
  'operator.create',
  'operator.code',
  'operator.enrol',
  'operator.rotate',
  'operator.alone',
  'operator.revoke',
  'operator.serial',
  'authority.restore',
] as const
