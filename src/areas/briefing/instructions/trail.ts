/** What instructions write into the trail. Runs in a browser too. */
export const INSTRUCTION_ACTIONS = [
  'instruction.create',
  'instruction.save',
  'instruction.submit',
  'instruction.approve',
  'instruction.return',
  'instruction.withdraw',
  'instruction.acknowledge',
  'instruction.done',
] as const
