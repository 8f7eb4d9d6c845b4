import type { NodeProvider } from '@troupe/core'
import { memoryNodes, type NodeSupervision } from '@troupe/core/remote'
import * as actors from './conformance/actors.ts'
import { environment } from './conformance/environment.ts'
import { conformance } from './conformance/suite.ts'

const kills = new Map<string, () => void>()

function nodes(count: number, supervision: NodeSupervision = {}): NodeProvider {
  return memoryNodes(actors, {
    ...supervision,
    count,
    environment,
    onLaunch: (seat, node) => kills.set(seat.name, node.kill),
  })
}

conformance({
  name: 'nodes in memory',
  nodes,
  isApart: false,
  ends: [{ name: 'is killed', says: /was killed/, end: ({ node }) => kills.get(node)?.() }],
  hangs: [],
  brokenModules: [],
})
