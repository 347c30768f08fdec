/** How an operator's node proves who it is, and by which name others count it. */
import { directiveFailure } from '../../directive/failures.ts'
import type { Device } from '../../http/caller.ts'
import type { NodeIdentity } from './model.ts'
import type { OperatorsUseCases } from './use-cases.ts'

export function atNode(operators: Pick<OperatorsUseCases, 'authenticate'>): Device {
  return {
    authenticate: async token => await operators.authenticate(token),
    unknown: () => directiveFailure('nodeUnknown'),
    // What `authenticate` answers.
    nameOf: identity => (identity as NodeIdentity).operator,
    scheme: {
      bearerFormat: 'JWS',
      description: "A token that an operator's node signs anew for each call; it lives for 60 seconds.",
    },
  }
}
