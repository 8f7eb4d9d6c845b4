// The first file that a process runs. Plain JavaScript, since nothing can load TypeScript there yet.
import { existsSync } from 'node:fs'
import { registerTypeScript } from '@troupe/loader'
import { watchParent } from './watchdog.mjs'

// First of all, so that it starts while this thread loads the rest, and watches over that, too.
watchParent()

const source = new URL('./child-node.ts', import.meta.url)
const isSource = existsSync(source)
if (isSource) await registerTypeScript(import.meta.url)
await import(isSource ? source.href : new URL('./child-node.js', import.meta.url).href)
