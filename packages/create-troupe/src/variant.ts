/** How a project is built: by tsc alone, or bundled by tsup. */
export const variants = ['plain', 'tsup'] as const

/** One of `variants`. */
export type Variant = (typeof variants)[number]
