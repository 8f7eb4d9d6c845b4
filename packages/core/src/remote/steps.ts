import { stepKinds, type TraceStep } from '../picture/trace-step.ts'
import { type Claims, isAtLeast, isClaims, isStrings } from './claims.ts'

const kinds = new Set<unknown>(stepKinds)

/** Whether that is how a node may tell what has happened there. */
export function areSteps(value: unknown): value is readonly TraceStep[] {
  return Array.isArray(value) && value.every((each) => isClaims(each) && isStep(each))
}

function isStep({ kind, at, path, other, via, name, text, asks }: Claims): boolean {
  const words = [path, other ?? '', via ?? '', name, text]
  return kinds.has(kind) && isAtLeast(0, at) && isStrings(words) && typeof asks === 'boolean'
}
