/**
 * The node that a room is to live on: of all nodes that are up, the one that scores highest with its name (rendezvous hashing). So
 * everybody who knows the nodes knows the place, rooms are spread evenly, and when a node is lost only its own rooms move.
 */
export function placeOf(room: string, nodes: Iterable<string>): string | undefined {
  let best: string | undefined
  let highest = -1
  for (const node of nodes) {
    const score = hash(`${node}/${room}`)
    if (score < highest || (score === highest && best !== undefined && best <= node)) continue
    best = node
    highest = score
  }
  return best
}

/** FNV-1a, with the last steps of MurmurHash3, without which names that differ in their last letter score alike. */
function hash(text: string): number {
  let sum = 0x811c9dc5
  for (let i = 0; i < text.length; i++) sum = Math.imul(sum ^ text.charCodeAt(i), 0x01000193)
  sum = Math.imul(sum ^ (sum >>> 16), 0x85ebca6b)
  sum = Math.imul(sum ^ (sum >>> 13), 0xc2b2ae35)
  return (sum ^ (sum >>> 16)) >>> 0
}
