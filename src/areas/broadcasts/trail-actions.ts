/** What cell broadcasts write into the trail. Runs in a browser too. */
export const BROADCAST_ACTIONS = [
  'broadcast.issue',
  'broadcast.correct',
  'broadcast.stop',
  'broadcast.hold',
  'broadcast.confirm-correction',
  'broadcast.withdraw',
  'broadcast.refuse',
  'broadcast.count',
  'broadcast.no-code',
  'broadcast.find',
] as const
