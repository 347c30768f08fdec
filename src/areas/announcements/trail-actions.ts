/** What announcements before the ring write into the trail. Runs in a browser too. */
export const ANNOUNCEMENT_ACTIONS = [
  'announcement.issue',
  'announcement.stop',
  'announcement.hold',
  'announcement.withdraw',
  'announcement.refuse',
  'announcement.count',
] as const
