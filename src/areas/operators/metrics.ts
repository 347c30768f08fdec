/** What Prometheus reads of nodes and directives: asked when it is read; nothing is counted twice. */
import type { Prometheus } from '../../http/metrics.ts'
import type { OperatorsUseCases } from './use-cases.ts'

export function measureOperators(
  { registry, Gauge }: Prometheus,
  operators: Pick<OperatorsUseCases, 'operators'>,
): () => Promise<void> {
  const registers = [registry]
  const connected = new Gauge({ name: 'loa_nodes_connected', help: 'Nodes of operators that are connected', registers })
  const open = new Gauge({
    name: 'loa_directives_open',
    help: 'Directives that have not been returned, by operator',
    labelNames: ['operator'],
    registers,
  })
  return async () => {
    const all = await operators.operators()
    connected.set(all.filter(operator => operator.isConnected).length)
    open.reset()
    for (const operator of all) open.set({ operator: operator.id }, operator.openDirectives)
  }
}
