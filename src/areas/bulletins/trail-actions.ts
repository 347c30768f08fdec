/** What bulletins write into the trail. Runs in a browser too. */
export const BULLETIN_ACTIONS = [
  'bulletin.create',
  'bulletin.save',
  'bulletin.submit',
  'bulletin.approve',
  'bulletin.return',
  'bulletin.revise',
  'bulletin.discard',
  'bulletin.release',
  'bulletin.hold',
  'bulletin.uphold',
  'bulletin.correct',
  'bulletin.cancel',
  'sound.keep',
  'placement.record',
  'placement.withdraw',
  'placement.picture',
] as const
