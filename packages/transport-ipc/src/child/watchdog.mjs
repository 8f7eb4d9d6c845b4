// Ends this process when its parent is gone. The pipes tell of that as well, yet never to a thread that a handler keeps
// busy, so a thread of its own watches. Plain JavaScript, like the bootstrap, which starts it.
import { Worker } from 'node:worker_threads'

const INTERVAL_MS = 500

// As text and not as a file: whatever a bundler makes one file of, the thread runs this alone. Who loses its parent gets
// another one. No gentler end would reach a handler that never returns.
const WATCH = `
  const { workerData } = require('node:worker_threads')
  setInterval(() => {
    if (process.ppid !== workerData) process.kill(process.pid, 'SIGKILL')
  }, ${INTERVAL_MS})
`

/** Starts the thread that watches. Nothing waits for it, and it keeps nothing alive. */
export function watchParent() {
  try {
    const thread = new Worker(WATCH, {
      eval: true,
      name: 'watchdog',
      // Who the parent is now: by the time that the thread runs, it may be another one.
      workerData: process.ppid,
      // What this process is told to load or to trace is not meant for the thread.
      execArgv: [],
      env: {},
      // Or else the streams of this process would be opened at once, for the thread to write to.
      stdout: true,
      stderr: true,
      // About what Node itself needs to start a thread.
      resourceLimits: { maxOldGenerationSizeMb: 16, maxYoungGenerationSizeMb: 2 },
    })
    // A process without it is still a node: an idle one sees its pipes end.
    thread.on('error', () => {})
    thread.unref()
  } catch {
    // So is one that Node's permissions forbid to have threads.
  }
}
