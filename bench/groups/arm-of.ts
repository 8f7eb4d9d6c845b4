import type { ArmAt } from '../harness/group.ts'

/** An arm by its name, the module in `arms/` that exports it, and under which name. */
export function armOf(name: string, module: string, exported: string, ...node: readonly string[]): ArmAt {
  return {
    name,
    module: new URL(`../arms/${module}.ts`, import.meta.url),
    export: exported,
    ...(node.length > 0 && { node }),
  }
}

/** As many units as were asked for, and the sum of the numbers from 1 to that many. */
export function sumTo(size: number): { readonly completed: number; readonly checksum: number } {
  return { completed: size, checksum: (size * (size + 1)) / 2 }
}

/** As many units as were asked for, each of which counts one. */
export function countTo(size: number): { readonly completed: number; readonly checksum: number } {
  return { completed: size, checksum: size }
}
